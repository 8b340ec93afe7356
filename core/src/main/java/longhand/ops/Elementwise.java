package longhand.ops;

import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import longhand.backend.Backends;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import longhand.backend.Operand;
import longhand.backend.TernaryOp;
import longhand.backend.UnaryOp;
import longhand.names.Given;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * How element-wise operations reach the backend, and how a broadcast gradient is summed back. Values only: no gradients
 * here.
 */
final class Elementwise {
    private Elementwise() {}

    /** op(x), element by element. */
    static Tensor unary(UnaryOp op, Tensor x) {
        if (x == null) {
            throw Given.missing(op.name().toLowerCase(Locale.ROOT), "the input", "pass a tensor");
        }
        Tensor y = result(x.shape());
        Backends.current().unary(op, values(x), values(y), x.numel());
        return y;
    }

    /** op(a, b) with broadcasting. */
    static Tensor binary(String operation, BinaryOp op, Tensor a, Tensor b) {
        if (a == null || b == null) {
            throw missing(operation, a == null ? "first" : "second");
        }
        Shape shape = Shape.broadcast(operation, a.shape(), b.shape());
        Tensor y = result(shape);
        if (shape.numel() > 0) {
            Broadcast walk = plan(operation, a.shape(), b.shape(), shape);
            Backends.current().binary(op, values(a), values(b), values(y), walk);
        }
        return y;
    }

    /** op(a, b, c) with broadcasting: single numbers are used again and again, other smaller tensors expanded. */
    static Tensor ternary(String operation, TernaryOp op, Tensor a, Tensor b, Tensor c) {
        if (a == null || b == null || c == null) {
            throw missing(operation, a == null ? "first" : b == null ? "second" : "third");
        }
        Shape shape = Shape.broadcast(operation, Shape.broadcast(operation, a.shape(), b.shape()), c.shape());
        Tensor y = result(shape);
        if (shape.numel() > 0) {
            Backends.current().ternary(op, operand(a, shape), operand(b, shape), operand(c, shape), values(y),
                    shape.numel());
        }
        return y;
    }

    private static IllegalArgumentException missing(String operation, String which) {
        return Given.missing(operation, "the " + which + " tensor", "pass a tensor");
    }

    private static Operand operand(Tensor x, Shape shape) {
        if (x.numel() == 1) {
            return new Operand(values(x), 0);
        }
        return new Operand(values(x.numel() == shape.numel() ? x : x.detach().expand(shape.dims())), 1);
    }

    /**
     * Sums g over the dimensions along which a tensor of shape {@code to} was repeated: the gradient of broadcasting.
     */
    static Tensor sumTo(Tensor g, Shape to) {
        if (g.shape().equals(to)) {
            return g;
        }
        int extra = g.rank() - to.rank();
        int[] repeated = IntStream.range(0, g.rank())
                .filter(d -> d < extra || to.dim(d - extra) == 1 && g.size(d) != 1).toArray();
        return ShapeOps.reshape(Reductions.sum(g, repeated, true), to.dims());
    }

    /** The walk over both arrays, with neighbouring dimensions merged where both are walked evenly. */
    private static Broadcast plan(String operation, Shape a, Shape b, Shape result) {
        int[] strideA = a.stridesTo(operation, result);
        int[] strideB = b.stridesTo(operation, result);
        int[] dims = new int[Math.max(1, result.rank())];
        int[] mergedA = new int[dims.length];
        int[] mergedB = new int[dims.length];
        int n = 0;
        for (int d = 0; d < result.rank(); d++) {
            int size = result.dim(d);
            if (size == 1) {
                continue;
            }
            if (n > 0 && mergedA[n - 1] == size * strideA[d] && mergedB[n - 1] == size * strideB[d]) {
                n--;
                size *= dims[n];
            }
            dims[n] = size;
            mergedA[n] = strideA[d];
            mergedB[n] = strideB[d];
            n++;
        }
        if (n == 0) {
            return Broadcast.same(1);
        }
        return new Broadcast(Arrays.copyOf(dims, n), Arrays.copyOf(mergedA, n), Arrays.copyOf(mergedB, n));
    }
}
