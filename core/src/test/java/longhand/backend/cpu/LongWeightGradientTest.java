package longhand.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;

/** Weight gradients over so many positions that one float sum would be off, by each algorithm and with both loops. */
class LongWeightGradientTest {
    private static final float NUMBER = 0.1f;
    private static final double U = Math.pow(2, -24);

    @Test
    void ofPatches() {
        check(1, 1_500, 2, 1, 256 + 64 + 1_500 * 1_500 / 16_384);
    }

    @Test
    void ofShiftedImages() {
        check(1, 1_500, 2, 3, 2_048 + 1_500 * 1_500 / 16_384);
    }

    /** The largest error that {@link longhand.backend.cpu.conv2d.Winograd} states is 1.4e-5. */
    @Test
    void ofWinogradTiles() {
        check(32, 402, 32, 3, 256 + 100 * 100 / 256 + 1.4e-5 / U);
    }

    /** @param additions float additions on the way of one product into the result: each may cost 2⁻²⁴ of it */
    private static void check(int in, int size, int out, int kernel, double additions) {
        Conv2dShape s = Conv2dShape.of(1, in, new Size2d(size, size), out, 1, Window2d.square(kernel));
        float[] x = new float[s.inputLength()];
        Arrays.fill(x, NUMBER);
        float[] dy = new float[s.outputLength()];
        Arrays.fill(dy, NUMBER);
        double expected = (double) NUMBER * NUMBER * s.output().h() * s.output().w();
        for (CpuBackend backend : Compare.BACKENDS) {
            float[] dw = new float[s.weightLength()];
            backend.conv2dWeightGradient(x, dy, dw, s);
            for (float d : dw) {
                assertEquals(expected, d, additions * U * expected);
            }
        }
    }
}
