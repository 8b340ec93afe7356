package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import java.util.Map;
import longhand.autograd.Edge;
import longhand.backend.Backends;
import longhand.tensor.Tensor;

/**
 * Softmax e^xᵢ / Σ e^xⱼ along one dimension, and its logarithm; shapes stay. Computed on x − max(x), so that nothing
 * overflows.
 */
public final class SoftmaxOps {
    private SoftmaxOps() {}

    /** Gradient: y · (g − Σ g·y). */
    public static Tensor softmax(Tensor x, int dim) {
        Tensor y = forward(x, dim, false);
        return recorded("softmax", Map.of("dim", dim), y, Edge.to(x, g -> gradient(g, y, dim)).reads(y));
    }

    /** Gradient: g − softmax(x) · Σ g. */
    public static Tensor logSoftmax(Tensor x, int dim) {
        Tensor y = forward(x, dim, true);
        return recorded("logSoftmax", Map.of("dim", dim), y, Edge.to(x, g -> gradientOfLog(g, y, dim)).reads(y));
    }

    /** y · (g − Σ g·y). */
    private static Tensor gradient(Tensor g, Tensor y, int dim) {
        return recorded("softmaxGradient", backward(g, y, dim, false),
                Edge.to(g, gg -> gradient(gg, y, dim)).reads(y),
                Edge.to(y, gg -> gg.mul(g.sub(sum(g.mul(y), dim))).sub(g.mul(sum(gg.mul(y), dim)))).reads(g, y));
    }

    /** g − e^y · Σ g. */
    private static Tensor gradientOfLog(Tensor g, Tensor y, int dim) {
        return recorded("logSoftmaxGradient", backward(g, y, dim, true),
                Edge.to(g, gg -> gg.sub(sum(gg.mul(y.exp()), dim))).reads(y),
                Edge.to(y, gg -> gg.mul(y.exp()).mul(sum(g, dim)).neg()).reads(g, y));
    }

    private static Tensor sum(Tensor x, int dim) {
        return x.sum(new int[] {dim}, true);
    }

    private static Tensor backward(Tensor g, Tensor y, int dim, boolean log) {
        int axis = y.shape().axis(log ? "logSoftmax" : "softmax", dim);
        Tensor dx = result(y.shape());
        Backends.current().softmaxGradient(values(g), values(y), values(dx), log,
                y.shape().product(0, axis), y.size(axis), y.shape().product(axis + 1, y.rank()));
        return dx;
    }

    private static Tensor forward(Tensor x, int dim, boolean log) {
        int axis = Inputs.axis(log ? "logSoftmax" : "softmax", x, dim);
        Tensor y = result(x.shape());
        Backends.current().softmax(values(x), values(y), log,
                x.shape().product(0, axis), x.size(axis), x.shape().product(axis + 1, x.rank()));
        return y;
    }
}
