package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.view;

import java.util.Arrays;
import longhand.autograd.Edge;
import longhand.backend.Backends;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Sums, means, variances and maxima over dimensions. {@code keepDim} keeps a reduced dimension with size 1, else it disappears.
 *
 * <p>Over no elements the sum is 0, the mean NaN, and the maximum an error.
 */
public final class Reductions {
    private Reductions() {}

    /** The sum over the given dimensions; its gradient repeats g over them. */
    public static Tensor sum(Tensor x, int[] dims, boolean keepDim) {
        int[] axes = axes("sum", x.shape(), dims);
        Shape kept = keptShape(x.shape(), axes);
        return recorded("sum", shaped(sumValues(x, axes, kept), keepDim, axes),
                Edge.to(x, g -> ShapeOps.expand(ShapeOps.reshape(g, kept.dims()), x.shape().dims())));
    }

    /** Sums runs of neighbouring dimensions, the last run first, each as the middle one of [outer, n, inner]. */
    private static Tensor sumValues(Tensor x, int[] axes, Shape kept) {
        float[] from = values(x);
        int[] dims = x.shape().dims();
        int last = axes.length - 1;
        if (last < 0) {
            return ShapeOps.copy(x.detach());
        }
        Tensor y = Tensor.scalar(0);
        while (last >= 0) {
            int first = last;
            while (first > 0 && axes[first - 1] == axes[first] - 1) {
                first--;
            }
            int outer = Shape.of(dims).product(0, axes[first]);
            int n = Shape.of(dims).product(axes[first], axes[last] + 1);
            int inner = Shape.of(dims).product(axes[last] + 1, dims.length);
            Arrays.fill(dims, axes[first], axes[last] + 1, 1);
            y = result(Shape.of(dims));
            Backends.current().sum(from, values(y), outer, n, inner);
            from = values(y);
            last = first - 1;
        }
        return view(y, kept);
    }

    /** The mean over the given dimensions: their sum divided by the number of elements. */
    public static Tensor mean(Tensor x, int[] dims, boolean keepDim) {
        int count = Arrays.stream(axes("mean", x.shape(), dims)).map(x::size).reduce(1, (a, b) -> a * b);
        return sum(x, dims, keepDim).mul(1.0 / count);
    }

    /**
     * The mean of squared distances from the mean over one dimension; {@code unbiased} divides by n − 1 instead of n.
     *
     * <p>The mean is rounded, so the distances have a small mean themselves; its square is subtracted (the corrected
     * two-pass algorithm of Chan, Golub and LeVeque, 1983).
     */
    public static Tensor var(Tensor x, int dim, boolean unbiased, boolean keepDim) {
        int[] dims = {dim};
        double n = x.size(dim);
        Tensor distances = x.sub(mean(x, dims, true));
        Tensor rest = mean(distances, dims, keepDim);
        return sum(distances.square(), dims, keepDim).sub(rest.square().mul(n)).div(unbiased ? n - 1 : n);
    }

    /** The largest element along a dimension; the whole gradient goes to the first of equals. */
    public static Tensor max(Tensor x, int dim, boolean keepDim) {
        int axis = x.shape().axis("max", dim);
        Tensor largest = Selection.takeAlong(x, axis, argmaxIndex("max", x, axis));
        return keepDim ? largest : ShapeOps.reshape(largest, x.shape().without(axis).dims());
    }

    /** Index of the largest element along a dimension, the first of equals, as float; no gradient. */
    public static Tensor argmax(Tensor x, int dim, boolean keepDim) {
        int axis = x.shape().axis("argmax", dim);
        int[] index = argmaxIndex("argmax", x, axis);
        float[] values = new float[index.length];
        for (int i = 0; i < index.length; i++) {
            values[i] = index[i];
        }
        return Tensor.of(values, keepDim ? x.shape().with(axis, 1) : x.shape().without(axis));
    }

    private static int[] argmaxIndex(String operation, Tensor x, int axis) {
        if (x.size(axis) == 0) {
            throw new ShapeException(operation, "dimension " + axis + " of shape " + x.shape() + " has no elements",
                    "a maximum needs at least one", "choose a dimension that is not empty");
        }
        int outer = x.shape().product(0, axis);
        int inner = x.shape().product(axis + 1, x.rank());
        int[] index = new int[outer * inner];
        Backends.current().argmax(values(x), index, outer, x.size(axis), inner);
        return index;
    }

    private static int[] axes(String operation, Shape shape, int[] dims) {
        int[] axes = Arrays.stream(dims).map(d -> shape.axis(operation, d)).sorted().distinct().toArray();
        if (axes.length != dims.length) {
            throw new ShapeException(operation, "dimensions " + Arrays.toString(dims) + " name one twice",
                    "each dimension is reduced once", "list each dimension once");
        }
        return axes;
    }

    private static Shape keptShape(Shape shape, int[] axes) {
        int[] dims = shape.dims();
        for (int axis : axes) {
            dims[axis] = 1;
        }
        return Shape.of(dims);
    }

    private static Tensor shaped(Tensor kept, boolean keepDim, int[] axes) {
        if (keepDim) {
            return kept;
        }
        Shape shape = kept.shape();
        for (int i = axes.length - 1; i >= 0; i--) {
            shape = shape.without(axes[i]);
        }
        return view(kept, shape);
    }
}
