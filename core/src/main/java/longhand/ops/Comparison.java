package longhand.ops;

import static longhand.tensor.Internals.recorded;

import longhand.autograd.Edge;
import longhand.backend.BinaryOp;
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
        return Elementwise.binary("eq", BinaryOp.EQUAL, a, b);
    }

    /** a &gt; b. */
    public static Tensor gt(Tensor a, Tensor b) {
        return Elementwise.binary("gt", BinaryOp.GREATER, a, b);
    }

    /** a ≥ b. */
    public static Tensor ge(Tensor a, Tensor b) {
        return Elementwise.binary("ge", BinaryOp.GREATER_EQUAL, a, b);
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
                Edge.to(a, g -> Elementwise.sumTo(share(g, neg(a), neg(b)), a.shape())).reads(a, b),
                Edge.to(b, g -> Elementwise.sumTo(share(g, neg(b), neg(a)), b.shape())).reads(a, b));
    }

    /** What of g goes to a if the larger is taken: nothing where b &gt; a, half where they are equal, else all. */
    private static Tensor share(Tensor g, Tensor a, Tensor b) {
        Tensor kept = gt(b, a).neg().add(1);
        return pick(kept, g).mul(eq(a, b).mul(-0.5).add(1));
    }

    /** −x, outside the graph. */
    private static Tensor neg(Tensor x) {
        return x.detach().neg();
    }

    /** x limited to [min, max]; the gradient passes where x lies in the closed interval. */
    public static Tensor clamp(Tensor x, double min, double max) {
        if (!(min <= max)) {
            throw new IllegalArgumentException("clamp: min " + min + " is larger than max " + max
                    + ". Fix: exchange them.");
        }
        Tensor low = Tensor.scalar(min);
        Tensor high = Tensor.scalar(max);
        Tensor raised = Elementwise.binary("clamp", BinaryOp.MAXIMUM, x, low);
        return recorded("clamp", Elementwise.binary("clamp", BinaryOp.MINIMUM, raised, high),
                Edge.to(x, g -> pick(ge(x, low).mul(ge(high, x)), g)).reads(x));
    }

    /**
     * a where {@code condition} is not 0 (NaN is not), else b; all three broadcast. Numbers not chosen have no
     * influence, even NaN.
     */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Tensor takesB = eq(condition, Tensor.scalar(0));
        Tensor takesA = takesB.neg().add(1);
        // negated twice, what is not chosen becomes −0, and x + −0 is x even if x is −0
        Tensor y = pick(takesA, neg(a)).neg().add(pick(takesB, neg(b)).neg());
        return recorded("where", y,
                Edge.to(a, g -> Elementwise.sumTo(pick(takesA, g), a.shape())).reads(takesA),
                Edge.to(b, g -> Elementwise.sumTo(pick(takesB, g), b.shape())).reads(takesB));
    }

    /**
     * x where mask is 1, else 0. RELU_GRADIENT(x, mask) is exactly that choice, without the 0 · NaN = NaN of a product.
     */
    static Tensor pick(Tensor mask, Tensor x) {
        return recorded("pick", Elementwise.binary("where", BinaryOp.RELU_GRADIENT, x, mask),
                Edge.to(x, g -> Elementwise.sumTo(pick(mask, g), x.shape())).reads(mask));
    }
}
