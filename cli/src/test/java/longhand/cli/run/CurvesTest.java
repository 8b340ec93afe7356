package longhand.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import longhand.nn.training.EpochResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The curves of a run are drawn, whatever the numbers are. */
class CurvesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3); // it ends, or it never does
    private static final double HUGE = Double.MAX_VALUE;

    private static BufferedImage draw(double... losses) {
        List<StepRecord> steps = new ArrayList<>();
        List<EpochResult> epochs = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            steps.add(new StepRecord(i + 1, losses[i], 0.1, 1));
            epochs.add(new EpochResult(i + 1, i + 1, losses[i], 0.1, losses[losses.length - 1 - i], 0.1, 0.1, 1, 1, 1));
        }
        return assertTimeoutPreemptively(PATIENCE, () -> Curves.draw(steps, epochs, 1, "test"));
    }

    static Stream<double[]> losses() {
        double oneUlpMore = Math.nextUp(2.302585);
        return Stream.of(
                new double[] {}, new double[] {2.3}, new double[] {0}, new double[] {HUGE},
                new double[] {Double.MIN_VALUE}, new double[] {Double.NaN}, new double[] {Double.POSITIVE_INFINITY},
                new double[] {-1}, new double[] {2.3, 8.25e29}, new double[] {2.3, 1e25, 2.3},
                new double[] {2.3, HUGE}, new double[] {-HUGE, HUGE}, new double[] {2.3, 1e-30},
                new double[] {1e-30, 2e-30}, new double[] {Double.MIN_VALUE, 0}, new double[] {2.3, Double.NaN, 2.2},
                new double[] {2.3, Double.POSITIVE_INFINITY}, new double[] {Double.NaN, Double.NaN},
                new double[] {2.3, 2.3, 2.3}, new double[] {2.302585, oneUlpMore, 2.302585},
                new double[] {1e12, Math.nextUp(1e12)}, new double[] {HUGE, Math.nextDown(HUGE)},
                new double[] {0, 0, 0}, new double[] {1e15, 1e15 + 1});
    }

    @ParameterizedTest
    @MethodSource("losses")
    void anyLossesAreDrawn(double... losses) {
        draw(losses);
    }

    @Test
    void randomBitsAreDrawn() {
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            draw(random.longs(1 + random.nextInt(4)).mapToDouble(Double::longBitsToDouble).toArray());
        }
    }

    /** Whether any point has the colour of the line. */
    private static boolean shows(BufferedImage image, int rgb) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth() / 2; x++) {
                if ((image.getRGB(x, y) & 0xffffff) == rgb) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void aHugeLossIsStillALine() {
        assertTrue(shows(draw(2.3, 8.25e29, 1e20), 0x1f5fa8));
        assertTrue(shows(draw(2.3, Double.NaN, Double.POSITIVE_INFINITY), 0x1f5fa8));
    }

    @Test
    void theAxisNamesThePowerOfTen() {
        assertEquals("loss", PlotScale.of(new double[] {2.3, 0.1}).label("loss"));
        assertEquals("loss, × 1e29", PlotScale.of(new double[] {2.3, 8.25e29}).label("loss"));
        assertEquals("loss, × 1e-6", PlotScale.of(new double[] {5e-6, 1e-7}).label("loss"));
        assertEquals(8.25, PlotScale.of(new double[] {2.3, 8.25e29}).apply(8.25e29)[0], 1e-12);
    }
}
