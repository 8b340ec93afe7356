package longhand.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import longhand.backend.reference.ReferenceBackend;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.testing.OnEveryBackend;

/** A pixel, weight or gradient that is NaN or ∞ reaches what meets it and nothing else, as in PyTorch. */
class NonFiniteConvolutionTest {
    private static final float[] BAD = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    private static final Backend REFERENCE = new ReferenceBackend();

    private final Random random = new Random(7);

    private static List<Conv2dShape> shapes() {
        Window2d three = Window2d.square(3).padding(1);
        Window2d five = Window2d.square(5).padding(2);
        return List.of(
                shape(2, 32, 13, 32, 1, three), shape(2, 35, 14, 33, 1, three.padding(0)), // Winograd tiles
                shape(2, 33, 12, 32, 1, five),
                shape(3, 2, 11, 3, 1, three), shape(2, 4, 9, 6, 2, five), // shifted images
                shape(2, 5, 9, 20, 1, Window2d.square(1)), shape(2, 60, 9, 20, 1, three.stride(2)), // patches
                shape(2, 4, 9, 4, 4, three), shape(2, 3, 12, 3, 3, five.stride(2)), // depthwise
                shape(2, 4, 9, 4, 4, three.padding(4)),
                shape(2, 3, 12, 4, 1, three.dilation(2)), shape(2, 70, 8, 20, 1, five), shape(1, 20, 8, 20, 2, three),
                shape(2, 5, 9, 20, 1, Window2d.square(1).padding(2).stride(3)), // sees nothing but padding at corners
                shape(2, 3, 5, 2, 1, three.padding(4)), shape(2, 3, 3, 2, 1, five.dilation(2).padding(4)),
                shape(2, 3, 12, 4, 1, Window2d.of(2, 3).stride(2, 1).padding(1)));
    }

    private static Conv2dShape shape(int batch, int in, int size, int out, int groups, Window2d window) {
        return Conv2dShape.of(batch, in, new Size2d(size, size - 1), out, groups, window);
    }

    private float[] noise(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Puts a few bad numbers in: the first, which is a corner, and some anywhere. */
    private float[] damaged(int length) {
        float[] values = noise(length);
        values[0] = BAD[random.nextInt(3)];
        for (int i = 0; i < 3; i++) {
            values[random.nextInt(length)] = BAD[random.nextInt(3)];
        }
        return values;
    }

    @OnEveryBackend
    void badPixelsReachTheWindowsThatContainThem() {
        for (Conv2dShape s : shapes()) {
            float[] x = damaged(s.inputLength());
            float[] w = noise(s.weightLength());
            assertSameWithEpilogues(x, w, s);
        }
    }

    @OnEveryBackend
    void badGradientsReachTheirWindows() {
        for (Conv2dShape s : shapes()) {
            float[] dy = damaged(s.outputLength());
            float[] w = noise(s.weightLength());
            float[] expected = new float[s.inputLength()];
            REFERENCE.conv2dInputGradient(dy, w, expected, s);
            float[] dx = new float[s.inputLength()];
            Backends.current().conv2dInputGradient(dy, w, dx, s);
            assertSame("dx of " + s, expected, dx);
        }
    }

    @OnEveryBackend
    void badWeightsReachTheWindowsWhereTheyMeetAPixel() {
        for (Conv2dShape s : shapes()) {
            float[] w = damaged(s.weightLength());
            for (float[] x : List.of(noise(s.inputLength()), damaged(s.inputLength()))) {
                assertSameWithEpilogues(x, w, s);
            }
        }
    }

    @OnEveryBackend
    void badWeightsReachThePixelsThatTheyMet() {
        for (Conv2dShape s : shapes()) {
            float[] w = damaged(s.weightLength());
            for (float[] dy : List.of(noise(s.outputLength()), damaged(s.outputLength()))) {
                float[] expected = new float[s.inputLength()];
                REFERENCE.conv2dInputGradient(dy, w, expected, s);
                float[] dx = new float[s.inputLength()];
                Backends.current().conv2dInputGradient(dy, w, dx, s);
                assertSame("dx of " + s, expected, dx);
            }
        }
    }

    @OnEveryBackend
    void badGradientsReachTheWeightsThatMetAPixelThere() {
        for (Conv2dShape s : shapes()) {
            for (float[] x : List.of(noise(s.inputLength()), damaged(s.inputLength()))) {
                assertSameWeightGradient(x, damaged(s.outputLength()), s);
            }
        }
    }

    @OnEveryBackend
    void badPixelsReachTheWeightsThatMetThem() {
        for (Conv2dShape s : shapes()) {
            assertSameWeightGradient(damaged(s.inputLength()), noise(s.outputLength()), s);
        }
    }

    /** As after a training that diverged: one place of every kernel, or one output of every channel, is NaN; or all. */
    @OnEveryBackend
    void manyBadNumbersReachWhatTheyMeet() {
        for (Conv2dShape s : shapes()) {
            float[] x = noise(s.inputLength());
            float[] w = noise(s.weightLength());
            float[] dy = noise(s.outputLength());
            int place = random.nextInt(s.window().kernel().area());
            assertSame(x, nanEvery(s.window().kernel().area(), place, w), dy, s);
            assertSame(x, w, nanEvery(s.output().area(), random.nextInt(s.output().area()), dy), s);
            assertSame(x, w, nanEvery(s.output().area(), 0, dy), s);
            assertSame(nanEvery(1, 0, x), nanEvery(1, 0, w), nanEvery(1, 0, dy), s);
        }
    }

    private static float[] nanEvery(int step, int first, float[] values) {
        float[] some = values.clone();
        for (int i = first; i < some.length; i += step) {
            some[i] = Float.NaN;
        }
        return some;
    }

    private static void assertSame(float[] x, float[] w, float[] dy, Conv2dShape s) {
        assertSameOutputs(x, w, Epilogue.NONE, s);
        float[] expectedGradient = new float[s.inputLength()];
        REFERENCE.conv2dInputGradient(dy, w, expectedGradient, s);
        float[] dx = new float[s.inputLength()];
        Backends.current().conv2dInputGradient(dy, w, dx, s);
        assertSame("dx of " + s, expectedGradient, dx);
        assertSameWeightGradient(x, dy, s);
    }

    private void assertSameWithEpilogues(float[] x, float[] w, Conv2dShape s) {
        for (boolean relu : new boolean[] {false, true}) {
            assertSameOutputs(x, w, new Epilogue(noise(s.outChannels()), relu), s);
        }
    }

    private static void assertSameOutputs(float[] x, float[] w, Epilogue end, Conv2dShape s) {
        float[] expected = new float[s.outputLength()];
        REFERENCE.conv2d(x, w, end, expected, s);
        float[] y = new float[s.outputLength()];
        Backends.current().conv2d(x, w, end, y, s);
        assertSame("y of " + s, expected, y);
    }

    private static void assertSameWeightGradient(float[] x, float[] dy, Conv2dShape s) {
        float[] expected = new float[s.weightLength()];
        REFERENCE.conv2dWeightGradient(x, dy, expected, s);
        float[] dw = new float[s.weightLength()];
        Backends.current().conv2dWeightGradient(x, dy, dw, s);
        assertSame("dw of " + s, expected, dw);
    }

    private static void assertSame(String what, float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            double tolerance = Float.isFinite(expected[i]) ? 1e-3 * (1 + Math.abs(expected[i])) : 0;
            int element = i;
            assertEquals(expected[i], actual[i], tolerance, () -> what + ", element " + element);
        }
    }
}
