package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.withoutGradient;

import java.util.Map;
import longhand.autograd.Edge;
import longhand.backend.BinaryOp;
import longhand.backend.TernaryOp;
import longhand.tensor.Tensor;

/**
 * Comparisons (1 for true, 0 for false; no gradient) and the choices made with them.
 *
 * <p>As in PyTorch: where two numbers tie in {@code maximum} or {@code minimum}, each gets half of the gradient; where
 * one is NaN, both get all of it.
 */
public final class Comparison {
    private Comparison() {}

    /** a = b. */
    public static Tensor eq(Tensor a, Tensor b) {
        return compared("eq", BinaryOp.EQUAL, a, b);
    }

    /** a ≠ b; NaN differs from everything. */
    public static Tensor ne(Tensor a, Tensor b) {
        return eq(a, b).neg().add(1);
    }

    /** a &gt; b. */
    public static Tensor gt(Tensor a, Tensor b) {
        return compared("gt", BinaryOp.GREATER, a, b);
    }

    /** a ≥ b. */
    public static Tensor ge(Tensor a, Tensor b) {
        return compared("ge", BinaryOp.GREATER_EQUAL, a, b);
    }

    private static Tensor compared(String operation, BinaryOp op, Tensor a, Tensor b) {
        return withoutGradient(operation, Map.of(), Elementwise.binary(operation, op, a, b), a, b);
    }

    /** The larger of both, with broadcasting. */
    public static Tensor maximum(Tensor a, Tensor b) {
        return recorded("maximum", Elementwise.binary("maximum", BinaryOp.MAXIMUM, a, b),
                Edge.to(a, g -> Elementwise.sumTo(share(g, a, b), a.shape())).reads(a, b),
                Edge.to(b, g -> Elementwise.sumTo(share(g, b, a), b.shape())).reads(a, b));
    }

    /** The smaller of both, with broadcasting. */
    public static Tensor minimum(Tensor a, Tensor b) {
        return recorded("minimum", Elementwise.binary("minimum", BinaryOp.MINIMUM, a, b),
                Edge.to(a, g -> Elementwise.sumTo(share(g, b, a), a.shape())).reads(a, b),
                Edge.to(b, g -> Elementwise.sumTo(share(g, a, b), b.shape())).reads(a, b));
    }

    /** What of g goes to a if the larger is taken: nothing where b &gt; a, half where they are equal, else all. */
    private static Tensor share(Tensor g, Tensor a, Tensor b) {
        return recorded("share", Elementwise.ternary("share", TernaryOp.SHARE_OF_LARGER, g, a, b),
                Edge.to(g, gg -> share(gg, a, b)).reads(a, b));
    }

    /** x limited to [min, max]; the gradient passes where x lies in the closed interval. */
    public static Tensor clamp(Tensor x, double min, double max) {
        if (Double.isNaN(min) || Double.isNaN(max)) {
            throw new IllegalArgumentException("clamp: min is " + min + ", max " + max
                    + ". Rule: both are numbers. Fix: pass an infinite one for no limit.");
        }
        if (min > max) {
            throw new IllegalArgumentException("clamp: min " + min + " is larger than max " + max
                    + ". Fix: exchange them.");
        }
        Tensor y = Elementwise.ternary("clamp", TernaryOp.CLAMP, x, Tensor.scalar(min), Tensor.scalar(max));
        return recorded("clamp", Map.of("min", min, "max", max), y, Edge.to(x, g -> whereEqual(g, x, y)).reads(x, y));
    }

    /** g where a = b, else 0, even if g is NaN there. */
    static Tensor whereEqual(Tensor g, Tensor a, Tensor b) {
        return recorded("whereEqual", Elementwise.ternary("whereEqual", TernaryOp.WHERE_EQUAL, g, a, b),
                Edge.to(g, gg -> whereEqual(gg, a, b)).reads(a, b));
    }

    /**
     * a where {@code condition} is not 0 (NaN is not), else b; all three broadcast. Numbers not chosen have no
     * influence, even NaN.
     */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Tensor nothing = Tensor.scalar(0);
        return recorded("where", Elementwise.ternary("where", TernaryOp.WHERE, condition, a, b),
                Edge.to(a, g -> Elementwise.sumTo(where(condition, g, nothing), a.shape())).reads(condition),
                Edge.to(b, g -> Elementwise.sumTo(where(condition, nothing, g), b.shape())).reads(condition),
                Edge.withoutGradient(condition));
    }
}
