package longhand.backend.opencl;

import static longhand.backend.Sizes.pair;
import static longhand.backend.Sizes.upTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import longhand.backend.Backend;
import longhand.backend.Epilogue;
import longhand.backend.reference.ReferenceBackend;
import longhand.shape.AdaptivePool2dShape;
import longhand.shape.Conv2dShape;
import longhand.shape.MatmulShape;
import longhand.shape.Pool2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Every kernel gives the reference's numbers, over many shapes. Outputs start as noise: a kernel that skips an element
 * is caught.
 */
@NeedsOpenCl
class OpenClDifferentialTest {
    private static final int TRIES = 100;

    private final Backend reference = new ReferenceBackend();
    private final Backend opencl = OpenClBackend.device(0);

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void convolution(@ForAll("convolutions") Conv2dShape s, @ForAll boolean biased, @ForAll boolean relu,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[] x = noise(random, s.inputLength() + 3); // arrays may be longer than the shape
        float[] w = noise(random, s.weightLength());
        float[] bias = noise(random, biased ? s.outChannels() : 0);
        float[] expected = new float[s.outputLength()];
        reference.conv2d(x, w, new Epilogue(bias, relu), expected, s);
        float[] actual = noise(random, s.outputLength() + 1);
        float behind = actual[s.outputLength()];
        opencl.conv2d(x, w, new Epilogue(bias, relu), actual, s);
        assertClose(expected, actual);
        assertEquals(behind, actual[s.outputLength()], "the number behind the output is not touched");
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void convolutionInputGradient(@ForAll("convolutions") Conv2dShape s, @ForAll long seed) {
        Random random = new Random(seed);
        float[] dy = noise(random, s.outputLength());
        float[] w = noise(random, s.weightLength());
        float[] expected = new float[s.inputLength()];
        reference.conv2dInputGradient(dy, w, expected, s);
        float[] actual = noise(random, s.inputLength());
        opencl.conv2dInputGradient(dy, w, actual, s);
        assertClose(expected, actual);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void convolutionWeightGradient(@ForAll("convolutions") Conv2dShape s, @ForAll long seed) {
        Random random = new Random(seed);
        float[] x = noise(random, s.inputLength());
        float[] dy = noise(random, s.outputLength());
        float[] expected = new float[s.weightLength()];
        reference.conv2dWeightGradient(x, dy, expected, s);
        float[] actual = noise(random, s.weightLength());
        opencl.conv2dWeightGradient(x, dy, actual, s);
        assertClose(expected, actual);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void matrixProduct(@ForAll("products") MatmulShape s, @ForAll long seed) {
        Random random = new Random(seed);
        float[] a = noise(random, s.batch() * s.m() * s.k());
        float[] b = noise(random, s.batch() * s.k() * s.n());
        float[] expected = new float[s.batch() * s.m() * s.n()];
        reference.matmul(a, b, expected, s);
        float[] actual = noise(random, expected.length);
        opencl.matmul(a, b, actual, s);
        assertClose(expected, actual);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void maxPooling(@ForAll("maxPools") Pool2dShape s, @ForAll boolean withNaN, @ForAll long seed) {
        Random random = new Random(seed);
        float[] x = ties(random, s.inputLength());
        if (withNaN) {
            x[random.nextInt(x.length)] = Float.NaN;
        }
        float[] expected = new float[s.outputLength()];
        int[] places = new int[s.outputLength()];
        reference.maxPool2d(x, expected, places, s);
        float[] actual = noise(random, expected.length);
        int[] argmax = new int[places.length];
        opencl.maxPool2d(x, actual, argmax, s);
        assertArrayEquals(expected, actual);
        assertArrayEquals(places, argmax);

        float[] dy = noise(random, expected.length);
        float[] gradient = new float[x.length];
        reference.maxPool2dGradient(dy, places, gradient, s);
        float[] dx = noise(random, x.length);
        opencl.maxPool2dGradient(dy, places, dx, s);
        assertClose(gradient, dx);
    }

    /** Parts are larger than the windows that would share as many pixels. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void gradientOfAdaptiveMaximum(@ForAll @IntRange(min = 1, max = 12) int h,
            @ForAll @IntRange(min = 1, max = 12) int w, @ForAll @IntRange(min = 1, max = 7) int outH,
            @ForAll @IntRange(min = 1, max = 7) int outW, @ForAll long seed) {
        Random random = new Random(seed);
        AdaptivePool2dShape s = new AdaptivePool2dShape(2, 1, new Size2d(h, w), new Size2d(outH, outW));
        int[] places = new int[s.outputLength()];
        reference.adaptiveMaxPool2d(noise(random, s.inputLength()), new float[s.outputLength()], places, s);
        float[] dy = noise(random, s.outputLength());
        float[] gradient = new float[s.inputLength()];
        reference.adaptiveMaxPool2dGradient(dy, places, gradient, s);
        float[] dx = noise(random, s.inputLength());
        opencl.adaptiveMaxPool2dGradient(dy, places, dx, s);
        assertClose(gradient, dx);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void averagePooling(@ForAll("pools") Pool2dShape s, @ForAll long seed) {
        Random random = new Random(seed);
        float[] x = noise(random, s.inputLength());
        float[] expected = new float[s.outputLength()];
        reference.avgPool2d(x, expected, s);
        float[] actual = noise(random, expected.length);
        opencl.avgPool2d(x, actual, s);
        assertClose(expected, actual);

        float[] dy = noise(random, expected.length);
        float[] gradient = new float[x.length];
        reference.avgPool2dGradient(dy, gradient, s);
        float[] dx = noise(random, x.length);
        opencl.avgPool2dGradient(dy, dx, s);
        assertClose(gradient, dx);
    }

    /** More tiles than fit into one group of work items, in both directions. */
    @Example
    void moreThanOneGroup() {
        Conv2dShape s = Conv2dShape.of(2, 3, new Size2d(33, 35), 19, 1, Window2d.square(3).padding(1));
        convolution(s, true, true, 1);
        convolutionInputGradient(s, 2);
        convolutionWeightGradient(Conv2dShape.of(5, 64, Size2d.square(4), 9, 1, Window2d.square(3).padding(1)), 3);
        matrixProduct(new MatmulShape(2, 17, 9, 700, false, false, 0, 9 * 700), 4);
    }

    @Example
    void emptyBatchesAndSums() {
        Conv2dShape s = new Conv2dShape(0, 2, Size2d.square(3), 2, 1, Window2d.square(2), Size2d.square(2));
        float[] dw = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        opencl.conv2dWeightGradient(new float[0], new float[0], dw, s);
        assertArrayEquals(new float[16], dw);
        float[] c = {1, 2};
        opencl.matmul(new float[0], new float[0], c, MatmulShape.single(1, 0, 2, false, false));
        assertArrayEquals(new float[2], c, "a sum over nothing is 0");
    }

    @Provide
    Arbitrary<Conv2dShape> convolutions() {
        Arbitrary<int[]> channels = Combinators.combine(Arbitraries.of(1, 1, 1, 2, 3), upTo(4), upTo(12))
                .as((groups, in, out) -> new int[] {groups, groups * in, groups * out});
        Arbitrary<Size2d> input = pair(1, 11);
        return Combinators.combine(upTo(3), channels, input, windows(4))
                .as((batch, c, size, window) -> new Conv2dCase(batch, c, size, window))
                .filter(Conv2dCase::fits).map(Conv2dCase::shape);
    }

    private record Conv2dCase(int batch, int[] channels, Size2d input, Window2d window) {
        boolean fits() {
            return OpenClDifferentialTest.fits(input, window);
        }

        Conv2dShape shape() {
            return Conv2dShape.of(batch, channels[1], input, channels[2], channels[0], window);
        }
    }

    @Provide
    Arbitrary<MatmulShape> products() {
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        return Combinators.combine(upTo(3), upTo(20), upTo(20), upTo(30), flag, flag, flag, flag)
                .as((batch, m, k, n, transposeA, transposeB, oneA, oneB) -> new MatmulShape(
                        batch, m, k, n, transposeA, transposeB, oneA ? 0 : m * k, oneB ? 0 : k * n));
    }

    @Provide
    Arbitrary<Pool2dShape> pools() {
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        return Combinators.combine(upTo(3), upTo(3), pair(1, 11), windows(1), flag, flag)
                .as((batch, channels, input, window, ceil, count) -> new Pool2dCase(
                        batch, channels, input, halfPadded(window, ceil), count))
                .filter(Pool2dCase::fits).map(Pool2dCase::shape);
    }

    @Provide
    Arbitrary<Pool2dShape> maxPools() {
        return Combinators.combine(pools(), pair(1, 2))
                .as((pool, dilation) -> new Pool2dCase(
                        pool.batch(), pool.channels(), pool.input(), dilated(pool.window(), dilation), false))
                .filter(Pool2dCase::fits).map(Pool2dCase::shape);
    }

    private record Pool2dCase(int batch, int channels, Size2d input, Window2d window, boolean countIncludePad) {
        boolean fits() {
            return OpenClDifferentialTest.fits(input, window);
        }

        Pool2dShape shape() {
            return Pool2dShape.of("pool", batch, channels, input, window, countIncludePad);
        }
    }

    /** Windows of up to 4 × 4 with strides up to 4, padding up to 3 and dilation up to the given number. */
    private static Arbitrary<Window2d> windows(int dilation) {
        return Combinators.combine(pair(1, 4), pair(1, 4), pair(0, 3), pair(1, Math.min(dilation, 3)))
                .as((kernel, stride, padding, d) -> new Window2d(kernel, stride, padding, d, false));
    }

    /** Pooling pads by half a window at most, so that every window holds an element of the image. */
    private static Window2d halfPadded(Window2d window, boolean ceil) {
        return window.padding(window.kernel().h() / 2, window.kernel().w() / 2).ceilMode(ceil);
    }

    /** With gaps, a window that reaches into the padding may miss the image: no padding then. */
    private static Window2d dilated(Window2d window, Size2d dilation) {
        boolean gaps = dilation.h() > 1 || dilation.w() > 1;
        return gaps ? window.padding(0).dilation(dilation.h(), dilation.w()).ceilMode(false) : window;
    }

    private static boolean fits(Size2d input, Window2d window) {
        return input.h() + 2 * window.padding().h() > window.dilation().h() * (window.kernel().h() - 1)
                && input.w() + 2 * window.padding().w() > window.dilation().w() * (window.kernel().w() - 1);
    }

    private static float[] noise(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    private static float[] ties(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextInt(5) - 2;
        }
        return values;
    }

    /** Equal up to the rounding of sums of a few hundred products of numbers below 1. */
    private static void assertClose(float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-5, "element " + i);
        }
    }
}
