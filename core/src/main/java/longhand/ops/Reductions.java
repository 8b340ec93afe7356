package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.view;
import static longhand.tensor.Internals.withoutGradient;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.autograd.Edge;
import longhand.autograd.NoGrad;
import longhand.backend.Backends;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Indices;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Sums, means, variances and maxima over dimensions. {@code keepDim} keeps a reduced dimension with size 1, else it
 * disappears.
 *
 * <p>Over no elements the sum is 0, the mean NaN, and the maximum an error.
 */
public final class Reductions {
    private Reductions() {}

    /** The sum over the given dimensions; its gradient repeats g over them. */
    public static Tensor sum(Tensor x, int[] dims, boolean keepDim) {
        int[] axes = axes("sum", x, dims);
        Shape kept = keptShape(x.shape(), axes);
        return recorded("sum", Map.of("dims", axes, "keepDim", keepDim),
                shaped(sumValues(x, axes, kept), keepDim, axes),
                Edge.to(x, g -> ShapeOps.expand(ShapeOps.reshape(g, kept.dims()), x.shape().dims())));
    }

    /**
     * Sums runs of neighbouring dimensions, the last run first, each as the middle one of [outer, n, inner]. Dimensions
     * of one element each need no sums.
     */
    private static Tensor sumValues(Tensor x, int[] all, Shape kept) {
        float[] from = values(x);
        int[] dims = x.shape().dims();
        int[] axes = IntStream.of(all).filter(axis -> x.size(axis) != 1).toArray();
        int last = axes.length - 1;
        if (last < 0) {
            return view(all.length == 0 ? ShapeOps.copy(x.detach()) : x.detach().add(0), kept); // a sum is never −0
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

    /** The mean over the given dimensions: their sum divided by the number of elements; its gradient repeats g / n. */
    public static Tensor mean(Tensor x, int[] dims, boolean keepDim) {
        int[] axes = axes("mean", x, dims);
        int n = Arrays.stream(axes).map(x::size).reduce(1, (a, b) -> a * b); // 1 / n would be rounded before its use
        Shape kept = keptShape(x.shape(), axes);
        return recorded("mean", Map.of("dims", axes, "keepDim", keepDim), sum(x.detach(), dims, keepDim).div(n),
                Edge.to(x, g -> ShapeOps.expand(ShapeOps.reshape(g.div(n), kept.dims()), x.shape().dims())));
    }

    /**
     * The mean of squared distances from the mean over one dimension; {@code unbiased} divides by n − 1 instead of n.
     *
     * <p>Its gradient is 2 / n · (x − mean), or 2 / (n − 1) · (x − mean).
     */
    public static Tensor var(Tensor x, int dim, boolean unbiased, boolean keepDim) {
        int axis = Inputs.axis("var", x, dim);
        double divisor = divisor(x, axis, unbiased);
        Shape kept = x.shape().with(axis, 1);
        Tensor y = Squares.variance(x, axis, divisor, variance -> variance);
        return recorded("var", Map.of("dim", axis, "divisor", divisor, "keepDim", keepDim),
                view(y, keepDim ? kept : kept.without(axis)), Edge.to(x, g -> {
            Tensor slope = ShapeOps.reshape(g, kept.dims()).mul(2 / divisor);
            return slope.mul(x.sub(mean(x, new int[] {axis}, true)));
        }).reads(x));
    }

    /**
     * The square root of {@link #var}; where it is 0, so is its gradient, which is 1 / (n · std) · (x − mean), or 1 /
     * ((n − 1) · std) · (x − mean). The root is taken before the variance is rounded to float, which may not hold it.
     */
    public static Tensor std(Tensor x, int dim, boolean unbiased, boolean keepDim) {
        int axis = Inputs.axis("std", x, dim);
        double divisor = divisor(x, axis, unbiased);
        Shape kept = x.shape().with(axis, 1);
        Tensor y = Squares.variance(x, axis, divisor, Math::sqrt);
        return recorded("std", Map.of("dim", axis, "divisor", divisor, "keepDim", keepDim),
                keepDim ? y : view(y, kept.without(axis)), Edge.to(x, g -> {
            Tensor root = NoGrad.gradEnabled() ? std(x, axis, unbiased, true) : y;
            Tensor slope = ShapeOps.reshape(g, kept.dims()).div(root).mul(1 / divisor);
            return slopeUnlessZero(y, slope).mul(x.sub(mean(x, new int[] {axis}, true)));
        }).reads(x, y));
    }

    private static double divisor(Tensor x, int axis, boolean unbiased) {
        return unbiased ? x.size(axis) - 1.0 : x.size(axis);
    }

    /** The Euclidean norm √Σx² over the given dimensions; its gradient is x / norm, and 0 where the norm is 0. */
    public static Tensor norm(Tensor x, int[] dims, boolean keepDim) {
        int[] axes = axes("norm", x, dims);
        Shape kept = keptShape(x.shape(), axes);
        Tensor y = Squares.areOfRows(x, axes) ? Squares.sum(x, axes, squares -> Math.sqrt((float) squares))
                : sum(x.detach().square(), axes, true).sqrt(); // both are ∞ where a float does not hold the squares
        return recorded("norm", Map.of("dims", axes, "keepDim", keepDim), shaped(y, keepDim, axes), Edge.to(x, g -> {
            Tensor root = NoGrad.gradEnabled() ? norm(x, axes, true) : y;
            return slopeUnlessZero(y, ShapeOps.reshape(g, kept.dims()).div(root)).mul(x);
        }).reads(x, y));
    }

    /** The slope of a root, and 0 at 0, where the root of a sum of squares has a corner and PyTorch takes 0. */
    private static Tensor slopeUnlessZero(Tensor root, Tensor slope) {
        return Comparison.where(Comparison.ne(root, Tensor.scalar(0)), slope, Tensor.scalar(0));
    }

    /** Sums of the elements up to each place along a dimension. */
    public static Tensor cumsum(Tensor x, int dim) {
        return cumsum(x, Inputs.axis("cumsum", x, dim), false);
    }

    /** From the first element on, or from the last one back: each is the gradient of the other. */
    private static Tensor cumsum(Tensor x, int axis, boolean reversed) {
        Tensor y = result(x.shape());
        Backends.current().cumsum(values(x), values(y), reversed, x.shape().product(0, axis), x.size(axis),
                x.shape().product(axis + 1, x.rank()));
        return recorded("cumsum", Map.of("dim", axis, "reversed", reversed), y,
                Edge.to(x, g -> cumsum(g, axis, !reversed)));
    }

    /** The largest of all elements; equal ones share the gradient evenly. */
    public static Tensor max(Tensor x) {
        return extreme("max", x, largest("max", Inputs.tensor("max", x).detach()));
    }

    /** The smallest of all elements; equal ones share the gradient evenly. */
    public static Tensor min(Tensor x) {
        return extreme("min", x, largest("min", Inputs.tensor("min", x).detach().neg()).neg());
    }

    private static Tensor largest(String operation, Tensor x) {
        if (x.numel() == 0) {
            throw new ShapeException(operation, "shape " + x.shape() + " has no elements", "one is needed at least",
                    "choose a tensor that is not empty");
        }
        Tensor y = result(Shape.of());
        Backends.current().max(values(x), values(y), 1, x.numel(), 1);
        return y;
    }

    private static Tensor extreme(String operation, Tensor x, Tensor y) {
        return recorded(operation, y, Edge.to(x, g -> {
            boolean isNaN = Float.isNaN(y.item()); // only NaN differs from itself
            Tensor chosen = isNaN ? Comparison.eq(x, x).neg().add(1) : Comparison.eq(x, y);
            return Comparison.where(chosen, g.div(chosen.sum()), Tensor.scalar(0));
        }).reads(x, y));
    }

    /** The largest element along a dimension; the whole gradient goes to the first of equals. */
    public static Tensor max(Tensor x, int dim, boolean keepDim) {
        return max("max", x, dim, keepDim);
    }

    private static Tensor max(String operation, Tensor x, int dim, boolean keepDim) {
        int axis = Inputs.axis(operation, x, dim);
        Indices index = argmaxIndex(operation, x, axis);
        Tensor largest = Selection.takeAlong("max", x, axis, index::array);
        return keepDim ? largest : ShapeOps.reshape(largest, x.shape().without(axis).dims());
    }

    /** The smallest element along a dimension; the whole gradient goes to the first of equals. */
    public static Tensor min(Tensor x, int dim, boolean keepDim) {
        return max("min", Inputs.tensor("min", x).neg(), dim, keepDim).neg();
    }

    /** Index of the largest element along a dimension, the first of equals, as float; no gradient. */
    public static Tensor argmax(Tensor x, int dim, boolean keepDim) {
        int axis = Inputs.axis("argmax", x, dim);
        int[] index = argmaxIndex("argmax", x, axis).array();
        Tensor y = result(keepDim ? x.shape().with(axis, 1) : x.shape().without(axis));
        float[] to = values(y);
        for (int i = 0; i < to.length; i++) {
            to[i] = index[i];
            if ((int) to[i] != index[i]) {
                throw new ShapeException("argmax", "position " + index[i] + " of dimension " + axis + " of shape "
                        + x.shape() + " is no float", "float32 holds integers up to 2²⁴ exactly",
                        "split the dimension, or take max(), which needs no position");
            }
        }
        return withoutGradient("argmax", Map.of("dim", axis, "keepDim", keepDim), y, x);
    }

    /** Index of the smallest element along a dimension, the first of equals, as float; no gradient. NaN wins. */
    public static Tensor argmin(Tensor x, int dim, boolean keepDim) {
        requireElements("argmin", x, Inputs.axis("argmin", x, dim));
        return argmax(x.neg(), dim, keepDim);
    }

    private static Indices argmaxIndex(String operation, Tensor x, int axis) {
        requireElements(operation, x, axis);
        int outer = x.shape().product(0, axis);
        int inner = x.shape().product(axis + 1, x.rank());
        Indices index = Internals.indices(outer * inner);
        Backends.current().argmax(values(x), index.array(), outer, x.size(axis), inner);
        return index;
    }

    private static void requireElements(String operation, Tensor x, int axis) {
        if (x.size(axis) == 0) {
            throw new ShapeException(operation, "dimension " + axis + " of shape " + x.shape() + " has no elements",
                    "one is needed at least", "choose a dimension that is not empty");
        }
    }

    private static int[] axes(String operation, Tensor x, int... dims) {
        return Arrays.stream(Inputs.axes(operation, x, dims)).sorted().toArray();
    }

    static Shape keptShape(Shape shape, int[] axes) {
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
