package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;

/** A number that is not finite reaches the pixels that are made of it, and no others, as in PyTorch. */
class ResamplingTest {
    private static final int SIDE = 4;
    private static final int REACH = 3; // at twice the size, rows 0 to 2 are made of row 0

    @OnEveryBackend
    void infinityStaysWhereItIs() {
        float[] pixels = new float[SIDE * SIDE];
        pixels[0] = Float.POSITIVE_INFINITY;
        Tensor x = Tensor.of(pixels, 1, 1, SIDE, SIDE).requiresGrad(true);
        Tensor y = Resampling.interpolateBilinear(x, 2 * SIDE, 2 * SIDE);
        float[] values = y.toArray();
        for (int i = 0; i < values.length; i++) {
            boolean near = i / (2 * SIDE) < REACH && i % (2 * SIDE) < REACH;
            assertEquals(!near, values[i] == 0, "pixel " + i + ": " + values[i]);
        }
        float[] upstream = new float[values.length];
        upstream[values.length - 1] = Float.NaN;
        y.backward(Tensor.of(upstream, 1, 1, 2 * SIDE, 2 * SIDE));
        float[] gradient = x.grad().toArray();
        for (int i = 0; i < gradient.length - 1; i++) {
            assertEquals(0, gradient[i], "pixel " + i);
        }
    }
}
