package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Optional;
import java.util.Random;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;

/** Transposed convolutions whose output padding reaches the stride: there is room for windows that x does not have. */
class ConvTransposeTest {

    /** Each pixel adds its multiple of the kernel; all numbers are whole, so every sum is exact. */
    @OnEveryBackend
    void everyOutputPaddingBelowTheDilation() {
        Random random = new Random(1);
        for (int padding = 0; padding < 4; padding++) {
            for (int outputPadding = 0; outputPadding < 3; outputPadding++) {
                for (int stride = 1; stride < 4; stride++) {
                    check(random, 4, 3, stride, padding, outputPadding);
                }
            }
        }
    }

    private static void check(Random random, int n, int kernel, int stride, int padding, int outputPadding) {
        int dilation = 3;
        float[] x = wholeNumbers(random, n);
        float[] w = wholeNumbers(random, kernel);
        float[] expected = new float[(n - 1) * stride - 2 * padding + dilation * (kernel - 1) + outputPadding + 1];
        for (int i = 0; i < n; i++) {
            for (int u = 0; u < kernel; u++) {
                int at = i * stride + u * dilation - padding;
                if (at >= 0 && at < expected.length) {
                    expected[at] += x[i] * w[u];
                }
            }
        }
        Window2d window = Window2d.of(1, kernel).stride(1, stride).padding(0, padding).dilation(1, dilation);
        Tensor y = Convolution.convTranspose2d(Tensor.of(x, 1, 1, 1, n), Tensor.of(w, 1, 1, 1, kernel),
                Optional.empty(), window, new Size2d(0, outputPadding), 1);
        assertArrayEquals(expected, y.toArray(), window + ", output padding " + outputPadding);
    }

    private static float[] wholeNumbers(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextInt(-9, 10);
        }
        return values;
    }

    @OnEveryBackend
    void whatMeetsNoWindowIsMultipliedByNothing() {
        Tensor w = Tensor.of(new float[] {Float.POSITIVE_INFINITY, 2}, 1, 1, 1, 2).requiresGrad(true);
        Tensor y = Convolution.convTranspose2d(Tensor.of(new float[] {1}, 1, 1, 1, 1), w, Optional.empty(),
                Window2d.of(1, 2).dilation(1, 2), new Size2d(0, 1), 1);
        assertArrayEquals(new float[] {Float.POSITIVE_INFINITY, 0, 2, 0}, y.toArray());
        y.backward(Tensor.of(new float[] {1, Float.NaN, 1, 1}, y.shape()));
        assertArrayEquals(new float[] {1, 1}, w.grad().toArray());
    }
}
