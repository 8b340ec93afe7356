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

    /** Whether an exponent is odd is known before it is rounded to float, which makes all large ones even. */
    @OnEveryBackend
    void exponentsThatFloatCannotHoldKeepTheirSign() {
        float infinity = Float.POSITIVE_INFINITY;
        for (double odd : new double[] {16_777_217, 9_999_999_999.0, 9_007_199_254_740_989.0}) {
            Tensor x = Tensor.vector(-1, -1.5f, -0.5f, 1, 1.5f, 0, -0f, -infinity, infinity, Float.NaN);
            assertArrayEquals(new float[] {-1, -infinity, -0f, 1, infinity, 0, -0f, -infinity, infinity, Float.NaN},
                    x.pow(odd).toArray());
            assertArrayEquals(new float[] {-1, -0f, -infinity, 1, 0, infinity, -infinity, -0f, 0, Float.NaN},
                    x.pow(-odd).toArray());
            assertSlopes(odd, odd, odd);
            assertSlopes(-odd, -odd, -odd);
            assertSlopes(odd + 1, odd + 1, -(odd + 1));
            assertSlopes(-odd - 1, -odd - 1, odd + 1);
        }
    }

    private static void assertSlopes(double exponent, double atOne, double atMinusOne) {
        Tensor x = Tensor.vector(1, -1).requiresGrad(true);
        x.pow(exponent).sum().backward();
        assertArrayEquals(new float[] {(float) atOne, (float) atMinusOne}, x.grad().toArray());
    }
}
