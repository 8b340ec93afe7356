package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import longhand.autograd.Edge;
import longhand.backend.Backends;
import longhand.tensor.Tensor;

/**
 * Softmax e^xᵢ / Σ e^xⱼ along one dimension, and its logarithm; shapes stay. Computed on x − max(x), so that nothing
 * overflows.
 */
public final class Softmax {
    private Softmax() {}

    /** Gradient: y · (g − Σ g·y). */
    public static Tensor softmax(Tensor x, int dim) {
        Tensor y = forward(x, dim, false);
        return recorded("softmax", y,
                Edge.to(x, g -> y.mul(g.sub(g.mul(y).sum(new int[] {dim}, true)))).reads(y));
    }

    /** Gradient: g − softmax(x) · Σ g. */
    public static Tensor logSoftmax(Tensor x, int dim) {
        Tensor y = forward(x, dim, true);
        return recorded("logSoftmax", y,
                Edge.to(x, g -> g.sub(y.exp().mul(g.sum(new int[] {dim}, true)))).reads(y));
    }

    private static Tensor forward(Tensor x, int dim, boolean log) {
        int axis = x.shape().axis("softmax", dim);
        Tensor y = result(x.shape());
        Backends.current().softmax(values(x), values(y), log,
                x.shape().product(0, axis), x.size(axis), x.shape().product(axis + 1, x.rank()));
        return y;
    }
}
