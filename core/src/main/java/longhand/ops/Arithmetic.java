package longhand.ops;

import static longhand.tensor.Internals.recorded;

import java.util.Map;
import longhand.autograd.Edge;
import longhand.backend.BinaryOp;
import longhand.backend.UnaryOp;
import longhand.tensor.Tensor;

/**
 * Arithmetic and elementary functions, element by element, each with its gradient right under the forward line.
 *
 * <p>Shape rule of the binary ones: both shapes broadcast ({@link longhand.shape.Shape#broadcast}); the gradient of an
 * input that was repeated is summed over the repetitions.
 */
public final class Arithmetic {
    private Arithmetic() {}

    /** a + b. */
    public static Tensor add(Tensor a, Tensor b) {
        return recorded("add", Elementwise.binary("add", BinaryOp.ADD, a, b),
                Edge.to(a, g -> Elementwise.sumTo(g, a.shape())),
                Edge.to(b, g -> Elementwise.sumTo(g, b.shape())));
    }

    /** a − b. */
    public static Tensor sub(Tensor a, Tensor b) {
        return recorded("sub", Elementwise.binary("sub", BinaryOp.SUB, a, b),
                Edge.to(a, g -> Elementwise.sumTo(g, a.shape())),
                Edge.to(b, g -> Elementwise.sumTo(neg(g), b.shape())));
    }

    /** a · b. */
    public static Tensor mul(Tensor a, Tensor b) {
        return recorded("mul", Elementwise.binary("mul", BinaryOp.MUL, a, b),
                Edge.to(a, g -> Elementwise.sumTo(mul(g, b), a.shape())).reads(b),
                Edge.to(b, g -> Elementwise.sumTo(mul(g, a), b.shape())).reads(a));
    }

    /** a / b. Division by 0 gives ±∞ or NaN, as float arithmetic does. */
    public static Tensor div(Tensor a, Tensor b) {
        return recorded("div", Elementwise.binary("div", BinaryOp.DIV, a, b),
                Edge.to(a, g -> Elementwise.sumTo(div(g, b), a.shape())).reads(b),
                Edge.to(b, g -> Elementwise.sumTo(neg(mul(g, div(div(a, b), b))), b.shape())).reads(a, b));
    }

    /** xᵖ for a fixed exponent p; its gradient is p·xᵖ⁻¹, and 0 everywhere for p = 0. */
    public static Tensor pow(Tensor x, double exponent) {
        return recorded("pow", Map.of("exponent", exponent), power(Inputs.tensor("pow", x), exponent),
                Edge.to(x, g -> exponent == 0 ? zeros(x) : g.mul(slope(x, exponent))).reads(x));
    }

    /** p·xᵖ⁻¹. */
    private static Tensor slope(Tensor x, double exponent) {
        return (exponent == 2 ? x : pow(x, exponent - 1)).mul(exponent);
    }

    /**
     * aᵇ, element by element, with broadcasting; gradients b·aᵇ⁻¹ and aᵇ·ln a. As in PyTorch, a has a gradient of 0
     * where b = 0, whatever comes from above; where a = 0 and b ≥ 0, the slope for b is 0, so that ∞ from above gives
     * 0 · ∞ = NaN.
     */
    public static Tensor pow(Tensor a, Tensor b) {
        Tensor y = Elementwise.binary("pow", BinaryOp.POW, a, b);
        return recorded("pow", y,
                Edge.to(a, g -> {
                    Tensor slope = g.mul(b.mul(pow(a, b.sub(1))));
                    return Elementwise.sumTo(Comparison.where(Comparison.ne(b, Tensor.scalar(0)), slope,
                            Tensor.scalar(0)), a.shape());
                }).reads(a, b),
                Edge.to(b, g -> {
                    Tensor flat = Comparison.eq(a, Tensor.scalar(0)).mul(Comparison.ge(b, Tensor.scalar(0)));
                    Tensor slope = Comparison.where(flat, Tensor.scalar(0), pow(a, b).mul(log(a)));
                    return Elementwise.sumTo(g.mul(slope), b.shape());
                }).reads(a, b));
    }

    /** The powers with simpler names are computed by these, as in PyTorch: so (−∞)^½ is √−∞ = NaN. */
    private static Tensor power(Tensor x, double exponent) {
        if (exponent == 1) {
            return ShapeOps.copy(x.detach());
        } else if (exponent == 2) {
            return Elementwise.unary(UnaryOp.SQUARE, x);
        } else if (exponent == 3) {
            return Elementwise.unary(UnaryOp.CUBE, x);
        } else if (exponent == 0.5) {
            return Elementwise.unary(UnaryOp.SQRT, x);
        } else if (exponent == -1 || exponent == -2 || exponent == -0.5) {
            return Elementwise.unary(UnaryOp.RECIPROCAL, exponent == -1 ? x : power(x, -exponent));
        } else if (Math.abs(exponent % 2) == 1 && (float) exponent != exponent) { // rounded to float it would be even
            return exponent > 0 ? Elementwise.binary("pow", BinaryOp.MUL, power(x, exponent - 1), x)
                    : Elementwise.binary("pow", BinaryOp.DIV, power(x, exponent + 1), x);
        }
        return Elementwise.binary("pow", BinaryOp.POW, x, Tensor.scalar(exponent));
    }

    private static Tensor zeros(Tensor x) {
        return Tensor.zeros(x.shape().dims());
    }

    /** −x. */
    public static Tensor neg(Tensor x) {
        return recorded("neg", Elementwise.unary(UnaryOp.NEG, x), Edge.to(x, g -> neg(g)));
    }

    /** |x|; the gradient at 0 and at NaN is 0. */
    public static Tensor abs(Tensor x) {
        return recorded("abs", Elementwise.unary(UnaryOp.ABS, x),
                Edge.to(x, g -> g.mul(Elementwise.unary(UnaryOp.SIGN, x))).reads(x));
    }

    /** x². */
    public static Tensor square(Tensor x) {
        return recorded("square", Elementwise.unary(UnaryOp.SQUARE, x),
                Edge.to(x, g -> g.mul(x.mul(2))).reads(x));
    }

    /** √x; NaN for negative x. */
    public static Tensor sqrt(Tensor x) {
        Tensor y = Elementwise.unary(UnaryOp.SQRT, x);
        return recorded("sqrt", y, Edge.to(x, g -> g.div(y.mul(2))).reads(y));
    }

    /** 1 / x. */
    public static Tensor reciprocal(Tensor x) {
        Tensor y = Elementwise.unary(UnaryOp.RECIPROCAL, x);
        return recorded("reciprocal", y, Edge.to(x, g -> neg(g.mul(square(y)))).reads(y));
    }

    /** eˣ. */
    public static Tensor exp(Tensor x) {
        Tensor y = Elementwise.unary(UnaryOp.EXP, x);
        return recorded("exp", y, Edge.to(x, g -> g.mul(y)).reads(y));
    }

    /** The natural logarithm; −∞ at 0, NaN for negative x. */
    public static Tensor log(Tensor x) {
        return recorded("log", Elementwise.unary(UnaryOp.LOG, x), Edge.to(x, g -> g.div(x)).reads(x));
    }

    /** sin x, x in radians. */
    public static Tensor sin(Tensor x) {
        return recorded("sin", Elementwise.unary(UnaryOp.SIN, x), Edge.to(x, g -> g.mul(cos(x))).reads(x));
    }

    /** cos x, x in radians. */
    public static Tensor cos(Tensor x) {
        return recorded("cos", Elementwise.unary(UnaryOp.COS, x), Edge.to(x, g -> neg(g.mul(sin(x)))).reads(x));
    }

    /** The largest integer that is not larger than x; its gradient is 0, as that of all steps. */
    public static Tensor floor(Tensor x) {
        return steps("floor", UnaryOp.FLOOR, x);
    }

    /** The smallest integer that is not smaller than x; gradient 0. */
    public static Tensor ceil(Tensor x) {
        return neg(floor(neg(x)));
    }

    /** The nearest integer; halves go to the even one. Gradient 0. */
    public static Tensor round(Tensor x) {
        return steps("round", UnaryOp.ROUND, x);
    }

    /** −1, 0 or 1; 0 for NaN. Gradient 0. */
    public static Tensor sign(Tensor x) {
        return steps("sign", UnaryOp.SIGN, x);
    }

    private static Tensor steps(String operation, UnaryOp op, Tensor x) {
        return recorded(operation, Elementwise.unary(op, x), Edge.to(x, g -> zeros(g)));
    }
}
