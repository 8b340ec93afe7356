package longhand.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.internal.chartpart.Chart;

/** Charts of lessons are drawn, whatever the numbers are. */
class ChartsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3); // it ends, or it never does

    static Stream<double[]> values() {
        double huge = Double.MAX_VALUE;
        Random random = new Random(3);
        Stream<double[]> anyBits = Stream.generate(() -> random.longs(3).mapToDouble(Double::longBitsToDouble)
                .toArray()).limit(20);
        return Stream.concat(anyBits, Stream.of(new double[] {}, new double[] {5}, new double[] {0},
                new double[] {huge, -huge}, new double[] {1, 1e30}, new double[] {1e12, Math.nextUp(1e12)},
                new double[] {2, 2, 2}, new double[] {1e-310, 0}, new double[] {Double.NaN},
                new double[] {1, Double.POSITIVE_INFINITY}, new double[] {1, Double.NaN, 3}));
    }

    private static void draw(Chart<?, ?> chart) {
        assertTimeoutPreemptively(PATIENCE, () -> Charts.draw(chart));
    }

    @ParameterizedTest
    @MethodSource("values")
    void anyNumbersAreDrawn(double... values) {
        draw(Charts.lines("t", "x", "y", Map.of("a", values)));
        draw(Charts.line("t", "x", "y", values, values));
        Map<String, Double> bars = new LinkedHashMap<>();
        for (double value : values) {
            bars.put("bar " + bars.size(), value);
        }
        draw(Charts.bars("t", "x", "y", bars));
    }

    @Test
    void ordinaryNumbersStayAsTheyAre() {
        assertEquals("chart: t\n  a: 2.000, 1.000",
                Charts.describe(Charts.lines("t", "x", "y", Map.of("a", new double[] {2, 1}))));
    }
}
