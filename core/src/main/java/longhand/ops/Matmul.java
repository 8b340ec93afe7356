package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import java.util.Map;
import longhand.autograd.Edge;
import longhand.backend.Backends;
import longhand.names.Given;
import longhand.shape.MatmulShape;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Matrix products. Shape rule: [m, k] · [k, n] → [m, n]; further leading dimensions are batches and broadcast. A vector
 * on the left counts as a row, on the right as a column, and that dimension disappears from the result. PyTorch: {@code
 * torch.matmul}.
 */
public final class Matmul {
    private Matmul() {}

    /** A · B. Gradients: dA = g · Bᵀ, dB = Aᵀ · g. */
    public static Tensor matmul(Tensor a, Tensor b) {
        if (a == null || b == null) {
            throw Given.missing("matmul", a == null ? "the first tensor" : "the second tensor", "pass a tensor");
        }
        requireFit(a.shape(), b.shape());
        if (a.rank() == 1) {
            Tensor row = matmul(ShapeOps.unsqueeze(a, 0), b);
            return ShapeOps.reshape(row, row.shape().without(b.rank() == 1 ? 0 : -2).dims());
        }
        if (b.rank() == 1) {
            Tensor column = matmul(a, ShapeOps.unsqueeze(b, 1));
            return ShapeOps.reshape(column, column.shape().without(-1).dims());
        }
        if (b.rank() == 2) { // one B for all: the batch is just more rows of A
            Tensor rows = product(asRows(a), b, false, false);
            return ShapeOps.reshape(rows, a.shape().with(-1, b.size(-1)).dims());
        }
        return batched(a, b);
    }

    private static void requireFit(Shape a, Shape b) {
        if (a.rank() == 0 || b.rank() == 0) {
            throw mismatch(a, b, "a scalar is no matrix", "use mul to multiply by a number");
        }
        int rows = b.dim(b.rank() == 1 ? 0 : -2);
        if (a.dim(-1) != rows) {
            throw mismatch(a, b, (a.rank() == 1 ? "elements" : "columns") + " of A (" + a.dim(-1) + ") equal "
                    + (b.rank() == 1 ? "elements" : "rows") + " of B (" + rows + ")",
                    "transpose or reshape one of them");
        }
        if (a.rank() > 2 && b.rank() > 2 && !batchOf(a).broadcasts(batchOf(b))) {
            throw mismatch(a, b, "the leading dimensions " + batchOf(a) + " and " + batchOf(b)
                    + " are equal or 1, aligned at the last one", "reshape one of them");
        }
    }

    private static Tensor batched(Tensor a, Tensor b) {
        Shape batch = Shape.broadcast("matmul", batchOf(a.shape()), batchOf(b.shape()));
        Tensor wideA = expandBatch(a, batch);
        Tensor wideB = expandBatch(b, batch);
        Tensor y = product(wideA, wideB, false, false);
        return ShapeOps.reshape(y, batch.insert(batch.rank(), a.size(-2)).insert(batch.rank() + 1, b.size(-1)).dims());
    }

    private static Shape batchOf(Shape shape) {
        return shape.without(-1).without(-1);
    }

    /** One matrix per item of the broadcast batch, as [items, rows, columns]. */
    private static Tensor expandBatch(Tensor x, Shape batch) {
        Shape full = batch.insert(batch.rank(), x.size(-2)).insert(batch.rank() + 1, x.size(-1));
        Tensor wide = x.shape().equals(full) ? x : ShapeOps.expand(x, full.dims());
        return ShapeOps.reshape(wide, batch.numel(), x.size(-2), x.size(-1));
    }

    /**
     * op(A) · op(B) for two matrices, or for two stacks of equally many; a transpose is never written out.
     *
     * <p>With C = op(A)·op(B), transposing both sides of dop(A) = g·op(B)ᵀ gives the gradient of A when A is used
     * transposed.
     */
    static Tensor product(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
        int items = a.rank() == 2 ? 1 : a.size(0);
        int m = a.size(transposeA ? -1 : -2);
        int k = a.size(transposeA ? -2 : -1);
        int n = b.size(transposeB ? -2 : -1);
        Tensor y = result(a.rank() == 2 ? Shape.of(m, n) : Shape.of(items, m, n));
        Backends.current().matmul(values(a), values(b), values(y),
                new MatmulShape(items, m, k, n, transposeA, transposeB, m * k, k * n));
        return recorded("matmul", Map.of("transposeA", transposeA, "transposeB", transposeB), y,
                Edge.to(a, g -> transposeA ? product(b, g, transposeB, true) : product(g, b, false, !transposeB))
                        .reads(b),
                Edge.to(b, g -> transposeB ? product(g, a, true, transposeA) : product(a, g, !transposeA, false))
                        .reads(a));
    }

    /** All but the last dimension as one; reshape could not work its size out if rows have no numbers. */
    private static Tensor asRows(Tensor x) {
        return ShapeOps.reshape(x, x.shape().product(0, x.rank() - 1), x.size(-1));
    }

    private static ShapeException mismatch(Shape a, Shape b, String rule, String fix) {
        return new ShapeException("matmul", "shapes " + a + " and " + b + " do not multiply", rule, fix);
    }

    /**
     * The linear layer x · wᵀ + b: x [..., in], w [out, in], b [out] → [..., out]. PyTorch: {@code F.linear}.
     */
    public static Tensor linear(Tensor x, Tensor w, Tensor b) {
        Tensor y = linear(x, w);
        Given.required(b, "linear", "the bias", "pass [out], or leave it out");
        if (!y.shape().broadcasts(b.shape()) || !Shape.broadcast("linear", y.shape(), b.shape()).equals(y.shape())) {
            throw new ShapeException("linear", "bias " + b.shape() + " does not fit weight " + w.shape(),
                    "there is one number per output, [" + w.size(0) + "]", "pass that many");
        }
        return y.add(b);
    }

    /** The linear layer without bias. */
    public static Tensor linear(Tensor x, Tensor w) {
        Inputs.tensor("linear", x);
        Inputs.tensor("linear", "the weight", w);
        if (w.rank() != 2 || x.rank() == 0 || x.size(-1) != w.size(1)) {
            throw new ShapeException("linear", "input " + x.shape() + " does not fit weight " + w.shape(),
                    "the last size of the input equals the second of the weight [out, in]",
                    "check the number of input features");
        }
        Tensor rows = product(asRows(x), w, false, true);
        return ShapeOps.reshape(rows, x.shape().with(-1, w.size(0)).dims());
    }
}
