package longhand.nn.optim;

import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.valuesToChange;

import longhand.autograd.NoGrad;
import longhand.backend.Backends;
import longhand.shape.MatmulShape;
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
 * multiplied with each other first, and X once at the end. Polynomials of a symmetric matrix are symmetric, so half of
 * each product is enough. Rounding errors are up to 0.005 of the result so.
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
        Tensor a = symmetricProduct(x, x, true);
        Tensor factor = factor(a);
        Tensor product = factor;
        for (int step = 1; step < STEPS; step++) {
            a = symmetricProduct(symmetricProduct(factor, a, false), factor, false);
            factor = factor(a);
            product = symmetricProduct(factor, product, false);
        }
        return product.matmul(x);
    }

    /** a·I + b·A + c·A². */
    private static Tensor factor(Tensor a) {
        Tensor factor = symmetricProduct(a, a, false);
        float[] first = values(a);
        float[] numbers = valuesToChange(factor, "factor");
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) B * first[i] + (float) C * numbers[i];
        }
        int side = a.size(0);
        for (int i = 0; i < side; i++) {
            numbers[i * side + i] += (float) A;
        }
        return factor;
    }

    /** X·Y or X·Yᵀ, which is symmetric. */
    private static Tensor symmetricProduct(Tensor x, Tensor y, boolean transposed) {
        int side = x.size(0);
        Tensor product = result(Shape.of(side, side));
        Backends.current().symmetricMatmul(values(x), values(y), values(product),
                MatmulShape.single(side, x.size(1), side, false, transposed));
        return product;
    }
}
