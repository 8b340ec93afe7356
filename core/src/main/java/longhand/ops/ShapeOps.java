package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.view;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.autograd.Edge;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * The same elements under another shape. Reshaping shares memory; permuting and expanding copy.
 *
 * <p>Each one's gradient is the way back: reshape to the old shape, permute by the inverse, sum what was repeated.
 */
public final class ShapeOps {
    private ShapeOps() {}

    /** Another shape with as many elements in the same order; one size may be −1 and is worked out. */
    public static Tensor reshape(Tensor x, int... dims) {
        Shape shape = resolve(Inputs.tensor("reshape", x).shape(), Inputs.array("reshape", "sizes", dims));
        return recorded("reshape", view(x, shape), Edge.to(x, g -> reshape(g, x.shape().dims())));
    }

    private static Shape resolve(Shape from, int[] dims) {
        int[] sizes = dims.clone();
        int unknown = -1;
        long known = 1;
        for (int d = 0; d < sizes.length; d++) {
            if (sizes[d] == -1 && unknown < 0) {
                unknown = d;
            } else {
                known *= sizes[d];
            }
        }
        if (unknown >= 0 && known > 0 && from.numel() % known == 0) {
            sizes[unknown] = (int) (from.numel() / known);
            known *= sizes[unknown];
        }
        if (known != from.numel() || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
            throw new ShapeException("reshape", "shape " + from + " cannot become " + Arrays.toString(dims),
                    "both have the same number of elements (here " + from.numel() + "), and at most one size is -1",
                    "choose sizes whose product is " + from.numel());
        }
        return Shape.of(sizes);
    }

    /** All dimensions from {@code startDim} on as one. */
    public static Tensor flatten(Tensor x, int startDim) {
        int start = Inputs.tensor("flatten", x).rank() == 0 ? 0 : Inputs.axis("flatten", x, startDim);
        int[] dims = Arrays.copyOf(x.shape().dims(), start + 1);
        dims[start] = x.shape().joined("flatten", start, x.rank());
        return reshape(x, dims);
    }

    /** Removes a dimension if its size is 1. */
    public static Tensor squeeze(Tensor x, int dim) {
        int axis = Inputs.axis("squeeze", x, dim);
        return x.size(axis) == 1 ? reshape(x, x.shape().without(axis).dims()) : x;
    }

    /** Inserts a dimension of size 1 before dimension {@code dim} (0 … rank, or negative from the end: −1 appends). */
    public static Tensor unsqueeze(Tensor x, int dim) {
        return unsqueeze("unsqueeze", x, dim);
    }

    /** The same under the name of the operation that needs the dimension. */
    static Tensor unsqueeze(String operation, Tensor x, int dim) {
        Inputs.tensor(operation, x);
        int at = dim < 0 ? dim + x.rank() + 1 : dim;
        if (at < 0 || at > x.rank()) {
            throw new ShapeException(operation,
                    "shape " + x.shape() + " has no place " + dim + " for a new dimension",
                    "places are " + (-x.rank() - 1) + " to " + x.rank(), "choose one of those");
        }
        return reshape(x, x.shape().insert(at, 1).dims());
    }

    /** Reorders dimensions: dimension d of the result is dimension {@code dims[d]} of x. */
    public static Tensor permute(Tensor x, int... dims) {
        int[] order = Inputs.axes("permute", x, dims);
        if (order.length != x.rank()) {
            throw new ShapeException("permute", Arrays.toString(dims) + " is no order of the dimensions of "
                    + x.shape(), x.rank() == 0 ? "a single number has no dimension"
                    : "every dimension from 0 to " + (x.rank() - 1) + " appears once",
                    x.rank() == 0 ? "list none" : "list each dimension once");
        }
        int[] inverse = new int[order.length];
        for (int d = 0; d < order.length; d++) {
            inverse[order[d]] = d;
        }
        int[] strides = x.shape().strides();
        int[] permuted = Arrays.stream(order).map(d -> strides[d]).toArray();
        Shape shape = Shape.of(Arrays.stream(order).map(x::size).toArray());
        return recorded("permute", Map.of("dims", order), StridedCopy.gather(x, 0, permuted, shape),
                Edge.to(x, g -> permute(g, inverse)));
    }

    /** Swaps two dimensions. */
    public static Tensor transpose(Tensor x, int dim0, int dim1) {
        int a = Inputs.axis("transpose", x, dim0);
        int b = Inputs.axis("transpose", x, dim1);
        int[] order = IntStream.range(0, x.rank()).toArray();
        order[a] = b;
        order[b] = a;
        return permute(x, order);
    }

    /** Repeats dimensions of size 1, and new leading ones; −1 keeps a size. */
    public static Tensor expand(Tensor x, int... dims) {
        Inputs.tensor("expand", x);
        Inputs.array("expand", "sizes", dims);
        int shift = dims.length - x.rank();
        if (IntStream.range(0, Math.max(0, shift)).anyMatch(d -> dims[d] == -1)) {
            throw new ShapeException("expand", "a new dimension of " + Arrays.toString(dims) + " has the size -1",
                    "-1 keeps a size, and shape " + x.shape() + " has none there", "write the size of new dimensions");
        }
        int[] sizes = IntStream.range(0, dims.length)
                .map(d -> dims[d] == -1 && d >= shift ? x.size(d - shift) : dims[d]).toArray();
        Shape shape = Shape.of(sizes);
        return recorded("expand", StridedCopy.gather(x, 0, x.shape().stridesTo("expand", shape), shape),
                Edge.to(x, g -> Elementwise.sumTo(g, x.shape())));
    }

    /** The same elements in memory of their own. */
    public static Tensor copy(Tensor x) {
        Shape shape = Inputs.tensor("copy", x).shape();
        return recorded("copy", StridedCopy.gather(x, 0, shape.strides(), shape), Edge.to(x, g -> g));
    }
}
