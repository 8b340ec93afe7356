package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
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

    /** Rows, columns and everything, as sums in double; one row is longer than the pieces for threads. */
    @OnEveryBackend
    void normsOverAnyDimensions() {
        for (int[] size : new int[][] {{3, 5}, {70, 65}, {2, 70_001}, {1, 1}}) {
            Tensor x = Samples.normal(size);
            double[] rows = new double[size[0]];
            double[] columns = new double[size[1]];
            for (int i = 0; i < x.numel(); i++) {
                double square = (double) x.data()[i] * x.data()[i];
                rows[i / size[1]] += square;
                columns[i % size[1]] += square;
            }
            assertRoots(rows, x.norm(new int[] {1}, false));
            assertRoots(columns, x.norm(new int[] {0}, false));
            assertRoots(new double[] {Arrays.stream(rows).sum()}, x.norm().reshape(1));
            assertRoots(new double[] {Arrays.stream(rows).sum()}, x.norm(new int[] {1, 0}, true).reshape(1));
        }
    }

    private static void assertRoots(double[] squares, Tensor norm) {
        for (int i = 0; i < squares.length; i++) {
            assertEquals(Math.sqrt(squares[i]), norm.data()[i], 1e-6 * Math.sqrt(squares[i]));
        }
        assertEquals(squares.length, norm.numel());
    }

    @OnEveryBackend
    void upstreamGradientsOfPowersMultiplyLast() {
        Tensor a = Tensor.vector(0).requiresGrad(true);
        a.pow(Tensor.vector(-0.5f)).backward(Tensor.vector(1e-45f));
        assertEquals(Float.NEGATIVE_INFINITY, a.grad().item());
    }
}
