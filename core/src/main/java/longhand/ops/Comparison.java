package longhand.ops;

import static longhand.tensor.Internals.recorded;

import longhand.autograd.Edge;
import longhand.backend.BinaryOp;
import longhand.tensor.Tensor;

/**
 * Comparisons (1 for true, 0 for false; no gradient) and the choices made with them.
 *
 * <p>Where two numbers tie in {@code maximum} or {@code minimum}, each gets half of the gradient, as in PyTorch.
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
                Edge.to(a, g -> Elementwise.sumTo(g.mul(winning(a, b)), a.shape())).reads(a, b),
                Edge.to(b, g -> Elementwise.sumTo(g.mul(winning(b, a)), b.shape())).reads(a, b));
    }

    /** The smaller of both, with broadcasting. */
    public static Tensor minimum(Tensor a, Tensor b) {
        return recorded("minimum", Elementwise.binary("minimum", BinaryOp.MINIMUM, a, b),
                Edge.to(a, g -> Elementwise.sumTo(g.mul(winning(b, a)), a.shape())).reads(a, b),
                Edge.to(b, g -> Elementwise.sumTo(g.mul(winning(a, b)), b.shape())).reads(a, b));
    }

    /** 1 where a &gt; b, ½ where they are equal, else 0. */
    private static Tensor winning(Tensor a, Tensor b) {
        return gt(a.detach(), b.detach()).add(ge(a.detach(), b.detach())).mul(0.5);
    }

    /** x limited to [min, max]; the gradient passes where x lies in the closed interval. */
    public static Tensor clamp(Tensor x, double min, double max) {
        if (!(min <= max)) {
            throw new IllegalArgumentException("clamp: min " + min + " is larger than max " + max + ". Fix: exchange them.");
        }
        Tensor low = Tensor.scalar(min);
        Tensor high = Tensor.scalar(max);
        Tensor raised = Elementwise.binary("clamp", BinaryOp.MAXIMUM, x, low);
        return recorded("clamp", Elementwise.binary("clamp", BinaryOp.MINIMUM, raised, high),
                Edge.to(x, g -> g.mul(ge(x, low)).mul(ge(high, x))).reads(x));
    }

    /** a where {@code condition} is not 0, else b; all three broadcast. Numbers not chosen have no influence, even NaN. */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Tensor chosen = ge(condition.detach().abs(), Tensor.scalar(Float.MIN_VALUE));
        Tensor fromA = pick(chosen, a);
        Tensor fromB = pick(Tensor.scalar(1).sub(chosen), b);
        return fromA.add(fromB);
    }

    /** x where mask is 1, else 0. RELU_GRADIENT(x, mask) is exactly that choice, without the 0 · NaN = NaN of a product. */
    private static Tensor pick(Tensor mask, Tensor x) {
        return recorded("where", Elementwise.binary("where", BinaryOp.RELU_GRADIENT, x, mask),
                Edge.to(x, g -> Elementwise.sumTo(pick(mask, g), x.shape())).reads(mask));
    }
}
