package longhand.nn.optim;

import static longhand.tensor.Internals.valuesToChange;

import longhand.autograd.NoGrad;
import longhand.shape.Shape;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/**
 * The matrix with the singular vectors of another one, whose singular values are about 1 (0.7 to 1.2) unless they were
 * less than a hundredth of ‖D‖, by five steps of Newton and Schulz:
 *
 * <pre>
 *   X = D / ‖D‖
 *   A = X·Xᵀ,  X = (a·I + b·A + c·A²)·X        five times
 * </pre>
 *
 * <p>All of these factors are polynomials of the first A, a small matrix where D has many columns. So they are
 * multiplied with each other first, and X once at the end. Rounding errors are up to 0.005 of the result so.
 *
 * <p>A singular value s becomes a·s + b·s³ + c·s⁵ in a step. The numbers a, b, c are Jordan's: they let small values
 * grow as fast as possible, and keep large ones near 1 rather than at it.
 */
final class OrthogonalMatrix {
    private static final int STEPS = 5;
    private static final double A = 3.4445;
    private static final double B = -4.7750;
    private static final double C = 2.0315;
    private static final double EPS = 1e-7;

    private OrthogonalMatrix() {}

    /** The numbers of that matrix, row by row; zeros for zeros. */
    static float[] nearest(float[] matrix, int rows, int columns) {
        try (NoGrad _ = NoGrad.enter(); Memory.Scope _ = Memory.scope()) {
            Tensor x = Tensor.of(matrix, Shape.of(rows, columns));
            return (rows <= columns ? nearest(x) : nearest(x.transpose(0, 1)).transpose(0, 1)).toArray();
        }
    }

    private static Tensor nearest(Tensor wide) {
        Tensor x = wide.div(Math.sqrt(wide.square().sum().item()) + EPS);
        Tensor a = x.matmul(x.transpose(0, 1));
        Tensor factor = factor(a);
        Tensor product = factor;
        for (int step = 1; step < STEPS; step++) {
            a = factor.matmul(a).matmul(factor);
            factor = factor(a);
            product = factor.matmul(product);
        }
        return product.matmul(x);
    }

    private static Tensor factor(Tensor a) {
        Tensor factor = a.mul(B).add(a.matmul(a).mul(C));
        float[] numbers = valuesToChange(factor, "factor");
        int side = a.shape().dim(0);
        for (int i = 0; i < side; i++) {
            numbers[i * side + i] += (float) A;
        }
        return factor;
    }
}
