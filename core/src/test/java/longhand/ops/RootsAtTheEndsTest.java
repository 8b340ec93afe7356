package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;

/** Standard deviations, norms and powers of very large and very small numbers, as PyTorch computes them. */
class RootsAtTheEndsTest {
    @OnEveryBackend
    void varianceThatFloatCannotHoldHasARoot() {
        for (float size : new float[] {1e37f, 1, 1e-15f, 1e-22f, 1e-30f, 1e-36f}) {
            Tensor x = Tensor.vector(size, 2 * size, 3 * size).requiresGrad(true);
            Tensor std = x.std(0, true, false);
            assertEquals(1, std.item() / size, 1e-6);
            std.backward();
            assertArrayEquals(new float[] {-0.5f, 0, 0.5f}, x.grad().toArray(), 1e-6f);
        }
    }

    @OnEveryBackend
    void normsThatFloatCannotHoldHaveNoGradient() {
        Tensor x = Tensor.vector(3e38f, 1).requiresGrad(true);
        Tensor norm = x.norm(new int[] {0}, false);
        assertEquals(Float.POSITIVE_INFINITY, norm.item());
        norm.backward();
        assertArrayEquals(new float[] {0, 0}, x.grad().toArray());
    }

    @OnEveryBackend
    void upstreamGradientsOfPowersMultiplyLast() {
        Tensor a = Tensor.vector(0).requiresGrad(true);
        a.pow(Tensor.vector(-0.5f)).backward(Tensor.vector(1e-45f));
        assertEquals(Float.NEGATIVE_INFINITY, a.grad().item());
    }
}
