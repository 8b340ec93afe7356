package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.view;

import java.util.Map;
import longhand.autograd.Edge;
import longhand.backend.BinaryOp;
import longhand.backend.TernaryOp;
import longhand.backend.UnaryOp;
import longhand.tensor.Tensor;

/**
 * Activation functions, element by element: the output has the shape of the input. PyTorch: {@code
 * torch.nn.functional}.
 */
public final class Activations {
    private static final double SQRT_2 = Math.sqrt(2);
    private static final double INVERSE_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

    private Activations() {}

    /** max(x, 0); the gradient at 0 is 0, at NaN it passes. */
    public static Tensor relu(Tensor x) {
        Tensor y = Elementwise.unary(UnaryOp.RELU, x);
        return recorded("relu", y, Edge.to(x, g -> reluGradient(g, y)).reads(y));
    }

    /** Adds a ReLU to the graph of a result to which its kernel has applied it already. */
    static Tensor recordRelu(Tensor x) {
        Tensor y = view(x, x.shape());
        return recorded("relu", y, Edge.to(x, g -> reluGradient(g, y)).reads(y));
    }

    /** 0 where the ReLU's output y is 0, else g. Linear in g, and constant in y but for jumps. */
    static Tensor reluGradient(Tensor g, Tensor y) {
        return recorded("reluGradient", Elementwise.binary("reluGradient", BinaryOp.RELU_GRADIENT, g, y),
                Edge.to(g, gg -> reluGradient(gg, y)).reads(y));
    }

    /** x if x &gt; 0, else slope · x. */
    public static Tensor leakyRelu(Tensor x, double slope) {
        return leaky("leakyRelu", x, x, Tensor.scalar(slope));
    }

    /** v where x &gt; 0, else slope · v: linear in v, so that its gradient is the same function. */
    private static Tensor leaky(String operation, Tensor v, Tensor x, Tensor slope) {
        return recorded(operation, Map.of("slope", values(slope)[0]),
                Elementwise.ternary("leakyRelu", TernaryOp.LEAKY_RELU, v, x, slope),
                Edge.to(v, g -> leaky("leakyReluGradient", g, x, slope)).reads(x));
    }

    /** 1 / (1 + e⁻ˣ); derivative y(1 − y). */
    public static Tensor sigmoid(Tensor x) {
        Tensor y = Elementwise.unary(UnaryOp.SIGMOID, x);
        return recorded("sigmoid", y, Edge.to(x, g -> sigmoidGradient(g, y)).reads(y));
    }

    private static Tensor sigmoidGradient(Tensor g, Tensor y) {
        return recorded("sigmoidGradient", Elementwise.binary("sigmoidGradient", BinaryOp.SIGMOID_GRADIENT, g, y),
                Edge.to(g, gg -> sigmoidGradient(gg, y)).reads(y),
                Edge.to(y, gg -> gg.mul(g).mul(y.mul(-2).add(1))).reads(g, y));
    }

    /** The hyperbolic tangent; derivative 1 − y². */
    public static Tensor tanh(Tensor x) {
        Tensor y = Elementwise.unary(UnaryOp.TANH, x);
        return recorded("tanh", y, Edge.to(x, g -> tanhGradient(g, y)).reads(y));
    }

    private static Tensor tanhGradient(Tensor g, Tensor y) {
        return recorded("tanhGradient", Elementwise.binary("tanhGradient", BinaryOp.TANH_GRADIENT, g, y),
                Edge.to(g, gg -> tanhGradient(gg, y)).reads(y),
                Edge.to(y, gg -> gg.mul(g).mul(y.mul(-2))).reads(g, y));
    }

    /**
     * x · Φ(x) with the normal distribution function Φ (the exact form, not the tanh approximation; Hendrycks and
     * Gimpel 2016). Derivative Φ(x) + x · Φ′(x).
     */
    public static Tensor gelu(Tensor x) {
        return recorded("gelu", Elementwise.unary(UnaryOp.GELU, x), Edge.to(x, g -> geluGradient(g, x)).reads(x));
    }

    /** The second derivative of GELU is Φ′(x) · (2 − x²). */
    private static Tensor geluGradient(Tensor g, Tensor x) {
        return recorded("geluGradient", Elementwise.binary("geluGradient", BinaryOp.GELU_GRADIENT, g, x),
                Edge.to(g, gg -> geluGradient(gg, x)).reads(x),
                Edge.to(x, gg -> gg.mul(g).mul(density(x).mul(x.square().neg().add(2)))).reads(g, x));
    }

    /** The normal density, Φ′(x). */
    private static Tensor density(Tensor x) {
        return x.square().mul(-0.5).exp().mul(INVERSE_SQRT_2PI);
    }

    /** The error function; derivative 2/√π · e^(−x²), which is 2√2 times the normal density at √2·x. */
    static Tensor erf(Tensor x) {
        return recorded("erf", Elementwise.unary(UnaryOp.ERF, x),
                Edge.to(x, g -> g.mul(x.square().neg().exp().mul(2 * SQRT_2 * INVERSE_SQRT_2PI))).reads(x));
    }

    /** x · sigmoid(x); derivative s · (1 + x·(1 − s)) with s = sigmoid(x). */
    public static Tensor silu(Tensor x) {
        return recorded("silu", Elementwise.unary(UnaryOp.SILU, x), Edge.to(x, g -> siluGradient(g, x)).reads(x));
    }

    /** The second derivative is s · (1 − s) · (2 + x · (1 − 2s)). */
    private static Tensor siluGradient(Tensor g, Tensor x) {
        return recorded("siluGradient", Elementwise.binary("siluGradient", BinaryOp.SILU_GRADIENT, g, x),
                Edge.to(g, gg -> siluGradient(gg, x)).reads(x),
                Edge.to(x, gg -> {
                    Tensor s = sigmoid(x);
                    Tensor bend = x.mul(s.mul(-2).add(1)).add(2);
                    return gg.mul(g).mul(s.mul(s.neg().add(1)).mul(bend));
                }).reads(g, x));
    }

    /** log(1 + eˣ); derivative sigmoid(x). */
    public static Tensor softplus(Tensor x) {
        return recorded("softplus", Elementwise.unary(UnaryOp.SOFTPLUS, x),
                Edge.to(x, g -> softplusGradient(g, x)).reads(x));
    }

    private static Tensor softplusGradient(Tensor g, Tensor x) {
        return recorded("softplusGradient", Elementwise.binary("softplusGradient", BinaryOp.SOFTPLUS_GRADIENT, g, x),
                Edge.to(g, gg -> softplusGradient(gg, x)).reads(x),
                Edge.to(x, gg -> {
                    Tensor s = sigmoid(x);
                    return gg.mul(g).mul(s.mul(s.neg().add(1)));
                }).reads(g, x));
    }
}
