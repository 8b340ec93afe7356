package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.view;

import longhand.autograd.Edge;
import longhand.backend.BinaryOp;
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
        Tensor positive = Comparison.gt(x.detach(), Tensor.scalar(0));
        Tensor factor = positive.mul(1 - slope).add(slope);
        return x.mul(factor);
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
     * Gimpel 2016).
     */
    public static Tensor gelu(Tensor x) {
        Tensor y = x.detach().mul(distribution(x.detach()));
        return recorded("gelu", y, Edge.to(x, g -> g.mul(distribution(x).add(x.mul(density(x))))).reads(x));
    }

    /** Φ(x), the normal distribution function. */
    private static Tensor distribution(Tensor x) {
        return erf(x.div(SQRT_2)).add(1).mul(0.5);
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
        Tensor y = x.detach().mul(sigmoid(x.detach()));
        return recorded("silu", y, Edge.to(x, g -> g.mul(siluDerivative(x, sigmoid(x)))).reads(x));
    }

    private static Tensor siluDerivative(Tensor x, Tensor s) {
        return s.mul(x.mul(s.neg().add(1)).add(1));
    }

    /** log(1 + eˣ); derivative sigmoid(x). */
    public static Tensor softplus(Tensor x) {
        return recorded("softplus", Elementwise.unary(UnaryOp.SOFTPLUS, x),
                Edge.to(x, g -> g.mul(sigmoid(x))).reads(x));
    }
}
