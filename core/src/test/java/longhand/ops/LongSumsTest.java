package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import longhand.backend.Backends;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;

/**
 * How exact the long sums are, over up to some millions of numbers, on every backend.
 *
 * <p>A float sum of n numbers is off by at most n·u of the sum of their magnitudes, u = 2⁻²⁴ (Higham, "Accuracy and
 * Stability of Numerical Algorithms", 2002, section 4.2). So all sums here add some numbers in blocks, and then the
 * blocks; the bound is the number of additions on the way of one number into the result. The numbers are equal: then
 * rounding goes the same way again and again, and a float sum that is too long loses nearly what its bound allows.
 */
class LongSumsTest {
    private static final double U = Math.pow(2, -24);
    /** A block has 2,048 numbers in vectors of 8 at least, or 64 rows; the blocks are added in double. */
    private static final int IN_BLOCK = 256;
    /** Roundings beside the sum: of the terms, and of the result. */
    private static final int ROUNDINGS = 8;

    /** Rounding goes another way for each of these. */
    private static final float[] NUMBERS = {0.7f, 1 / 3f};

    private static void assertClose(String what, double expected, double actual, double additions) {
        double error = Math.abs(actual - expected) / Math.abs(expected) / U;
        assertTrue(error <= additions, what + " is " + actual + " instead of " + expected + ": an error of " + error
                + " roundings, but theory allows " + additions);
    }

    /**
     * Float additions in a sum of n products: on a device, blocks of 1,024 and then the blocks; here, blocks of 256,
     * groups of 64 of them, and then the groups.
     */
    private static double inProduct(double n) {
        return ROUNDINGS + (onDevice() ? 1_024 + n / 1_024 : 256 + 64 + n / 16_384);
    }

    /** The same in a weight gradient of shifted images: 16,384 positions in vectors of 8 or more, then 8 shares. */
    private static double inShiftedImages(double n) {
        return onDevice() ? inProduct(n) : ROUNDINGS + 2_048 + n / 16_384 + 8;
    }

    private static boolean onDevice() {
        return Backends.current().name().equals("opencl");
    }

    private static Tensor leaf(double value, int... dims) {
        return Tensor.full(value, dims).requiresGrad(true);
    }

    @OnEveryBackend
    void sumsAndMeans() {
        int n = 3_000_017;
        for (float c : NUMBERS) {
            Tensor x = Tensor.full(c, n);
            assertClose("sum", (double) c * n, x.sum().item(), IN_BLOCK);
            assertClose("mean", c, x.mean().item(), IN_BLOCK + ROUNDINGS);
            assertClose("sum of columns", (double) c * (n / 7), x.narrow(0, 0, n / 7 * 7).reshape(-1, 7).sum(0).get(3),
                    IN_BLOCK);
            assertClose("sum of planes", (double) c * (n / 14),
                    x.narrow(0, 0, n / 14 * 14).reshape(2, -1, 7).sum(1).get(1, 2), IN_BLOCK);
            assertClose("sum over all but channels", (double) c * (n / 7 / 9 * 9),
                    x.narrow(0, 0, n / 7 / 9 * 9 * 7).reshape(-1, 7, 9).sum(0, 2).get(5), 2 * IN_BLOCK);
            Tensor row = leaf(c, 1, 2);
            row.add(Tensor.zeros(1_000_000, 2)).backward(Tensor.full(c, 1_000_000, 2));
            assertClose("gradient of broadcasting", c * 1e6, row.grad().get(0, 1), IN_BLOCK);
        }
    }

    @OnEveryBackend
    void variances() {
        int n = 2_000_000;
        for (double mean : new double[] {0, 1, 1_000, 100_000}) {
            Tensor x = Tensor.full(mean + 0.25, n);
            for (int i = 0; i < n; i += 4) {
                x.data()[i] = (float) (mean - 0.75);
            }
            assertClose("variance around " + mean, 3.0 / 16, x.var(0, false, false).item(), IN_BLOCK + ROUNDINGS);
            assertClose("unbiased variance", 3.0 / 16 * n / (n - 1), x.var(0, true, false).item(),
                    IN_BLOCK + ROUNDINGS);
        }
    }

    @OnEveryBackend
    void softmaxAndLosses() {
        int n = 2_000_000;
        double step = 2.3f;
        Tensor x = Tensor.full(-step, 2, n);
        x.data()[5] = 0;
        x.data()[n + 7] = 0;
        double sum = 1 + (n - 1) * Math.exp(-step);
        assertClose("softmax", 1 / sum, x.softmax(1).get(1, 7), IN_BLOCK + ROUNDINGS);
        assertClose("log-softmax", -Math.log(sum), x.logSoftmax(1).get(0, 5), IN_BLOCK + ROUNDINGS);
        assertClose("softmax of columns", 1 / sum, x.t().softmax(0).get(7, 1), IN_BLOCK + ROUNDINGS);
        assertClose("cross-entropy of many classes", Math.log(sum), Losses.crossEntropy(x, 5, 7).item(),
                IN_BLOCK + ROUNDINGS);
        Tensor rows = Tensor.full(0.3, n, 2);
        assertClose("cross-entropy of many rows", Math.log(2), Losses.crossEntropy(rows, new int[n]).item(),
                IN_BLOCK + ROUNDINGS);
        assertClose("smoothed cross-entropy", Math.log(2),
                Losses.crossEntropy(rows, new int[n], Optional.of(Tensor.full(0.7, 2)), -1, 0.3).item(),
                IN_BLOCK + ROUNDINGS);
        Tensor zero = Tensor.zeros(n, 2);
        assertClose("squared error", (double) 0.3f * 0.3f, Losses.mseLoss(rows, zero).item(), IN_BLOCK + ROUNDINGS);
        assertClose("absolute error", 0.3f, Losses.l1Loss(rows, zero).item(), IN_BLOCK + ROUNDINGS);
        assertClose("binary cross-entropy", Math.log1p(Math.exp(0.3f)), Losses.bceWithLogits(rows, zero).item(),
                IN_BLOCK + ROUNDINGS);
    }

    @OnEveryBackend
    void channels() {
        int plane = 1_000_000;
        for (float c : NUMBERS) {
            Tensor x = Tensor.full(c, 2, 2, plane);
            for (int i = 0; i < x.numel(); i += 2) {
                x.data()[i] = -c;
            }
            Tensor w = leaf(1, 2);
            Tensor b = leaf(0, 2);
            Tensor mean = Tensor.zeros(2);
            Tensor variance = Tensor.zeros(2);
            Tensor y = Normalization.batchNorm(x.add(1), w, b, mean, variance, true, 1, 0);
            y.backward(Tensor.full(c, 2, 2, plane).where(x.gt(Tensor.scalar(0)), Tensor.scalar(0)));
            float distance = (float) (c + 1.0) - 1;
            assertClose("mean", 1, mean.get(1), IN_BLOCK);
            assertClose("variance", (double) distance * distance * 2 * plane / (2 * plane - 1), variance.get(1),
                    2 * IN_BLOCK);
            assertClose("bias gradient", (double) c * plane, b.grad().get(1), 2 * IN_BLOCK);
            assertClose("weight gradient", (double) c * plane, w.grad().get(1), 2 * IN_BLOCK);
        }
    }

    @OnEveryBackend
    void products() {
        int k = 2_000_000;
        for (float c : NUMBERS) {
            Tensor a = Tensor.full(c, 2, k);
            Tensor b = Tensor.ones(3, k);
            assertClose("product", (double) c * k, Matmul.product(a, b, false, true).get(1, 2), inProduct(k));
            assertClose("transposed product", (double) c * k,
                    Matmul.product(a.t().copy(), b.t().copy(), true, false).get(0, 0), inProduct(k));
        }
        int batch = 1_000_000;
        Tensor w = leaf(1, 3, 2);
        Tensor bias = leaf(1, 3);
        Matmul.linear(Tensor.full(0.1f, batch, 2), w, bias).backward(Tensor.full(0.7f, batch, 3));
        assertClose("weight gradient", (double) 0.1f * 0.7f * batch, w.grad().get(1, 1), inProduct(batch));
        assertClose("bias gradient", (double) 0.7f * batch, bias.grad().get(1), IN_BLOCK);
    }

    /** A convolution's sums over its weights, and over the positions in the gradients. */
    private static void convolution(int in, int size, int out, int kernel, double weightGradient) {
        float c = 0.7f;
        Tensor x = leaf(c, 1, in, size, size);
        Tensor w = leaf(1, out, in, kernel, kernel);
        Tensor bias = leaf(0, out);
        Tensor y = Convolution.conv2d(x, w, bias, Window2d.square(kernel));
        y.backward(Tensor.full(c, y.shape().dims()));
        int side = size - kernel + 1;
        double positions = (double) side * side;
        int weights = in * kernel * kernel;
        String what = "convolution " + x.shape() + " " + w.shape();
        assertClose(what, (double) c * weights, y.get(0, 0, side / 2, side / 2),
                onDevice() ? inProduct(weights) : 2_000 + weights / 2_000);
        assertClose(what + ": weight gradient", (double) c * c * positions, w.grad().get(out - 1, 0, kernel / 2, 0),
                weightGradient);
        assertClose(what + ": bias gradient", c * positions, bias.grad().get(out - 1), IN_BLOCK);
        double met = (double) out * Math.pow(Math.min(kernel, side), 2);
        assertClose(what + ": input gradient", c * met, x.grad().get(0, 0, size / 2, size / 2), met + ROUNDINGS);
    }

    @OnEveryBackend
    void convolutions() {
        convolution(1, 1_500, 2, 1, inProduct(1_500 * 1_500));
        convolution(1, 1_500, 2, 3, inShiftedImages(1_498 * 1_498));
        convolution(2_500, 7, 1, 7, ROUNDINGS); // more than 100,000 weights
    }

    @OnEveryBackend
    void averages() {
        for (float c : NUMBERS) {
            for (Tensor image : new Tensor[] {Tensor.full(c, 1, 1, 1_700, 1_800), Tensor.full(c, 1, 1, 1, 3_000_000),
                Tensor.full(c, 1, 1, 3_000_000, 1)}) {
                Tensor y = AdaptivePooling.adaptiveAvgPool2d(image, 1, 1);
                assertClose("average of " + image.shape(), c, y.item(), onDevice() ? inProduct(image.numel())
                        : IN_BLOCK + ROUNDINGS);
            }
        }
    }

    /** With stride 1, every window contains or chooses the pixel in the middle. */
    @OnEveryBackend
    void gradientsOfOverlappingWindows() {
        Window2d window = Window2d.square(55);
        double additions = ROUNDINGS + (onDevice() ? 55 + 55 : 0); // on a device row by row, elsewhere in double
        Tensor x = leaf(0, 1, 1, 109, 109);
        x.data()[54 * 109 + 54] = 1;
        Tensor y = Pooling.avgPool2d(x, window, true);
        y.backward(Tensor.full(0.1f, y.shape().dims()));
        assertClose("average pooling", 0.1f, x.grad().get(0, 0, 54, 54), additions);
        x.zeroGrad();
        Pooling.maxPool2d(x, window).backward(Tensor.full(0.1f, y.shape().dims()));
        assertClose("max pooling", (double) 0.1f * 55 * 55, x.grad().get(0, 0, 54, 54), additions);
        Tensor one = leaf(0, 3);
        one.indexSelect(0, new int[1_000_000]).backward(Tensor.full(0.1f, 1_000_000));
        assertClose("a chosen element", (double) 0.1f * 1_000_000, one.grad().get(0), IN_BLOCK);
    }
}
