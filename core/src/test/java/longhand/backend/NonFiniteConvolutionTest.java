package longhand.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import longhand.backend.reference.ReferenceBackend;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.testing.OnEveryBackend;

/** A pixel that is NaN or ∞ reaches the outputs whose window contains it and no other, as in PyTorch. */
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
                shape(2, 3, 12, 4, 1, three.dilation(2)),
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
            for (boolean relu : new boolean[] {false, true}) {
                Epilogue end = new Epilogue(noise(s.outChannels()), relu);
                float[] expected = new float[s.outputLength()];
                REFERENCE.conv2d(x, w, end, expected, s);
                float[] y = new float[s.outputLength()];
                Backends.current().conv2d(x, w, end, y, s);
                assertSame("y of " + s, expected, y);
            }
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
    void badPixelsReachTheWeightsThatMetThem() {
        for (Conv2dShape s : shapes()) {
            float[] x = damaged(s.inputLength());
            float[] dy = noise(s.outputLength());
            float[] expected = new float[s.weightLength()];
            REFERENCE.conv2dWeightGradient(x, dy, expected, s);
            float[] dw = new float[s.weightLength()];
            Backends.current().conv2dWeightGradient(x, dy, dw, s);
            assertSame("dw of " + s, expected, dw);
        }
    }

    private static void assertSame(String what, float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            double tolerance = Float.isFinite(expected[i]) ? 1e-3 * (1 + Math.abs(expected[i])) : 0;
            assertEquals(expected[i], actual[i], tolerance, what + ", element " + i);
        }
    }
}
