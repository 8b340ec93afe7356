package longhand.ops;

import static longhand.tensor.Internals.integers;
import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import java.util.Map;
import java.util.function.Supplier;
import longhand.autograd.Edge;
import longhand.autograd.internal.Constants;
import longhand.backend.Backends;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Parts of a tensor, and padding. Taking a part and putting it back among zeros are each other's gradient: narrow and
 * pad, indexSelect and indexAdd, takeAlong and putAlong.
 */
public final class Selection {
    private static final String EMPTY_FIX = "take another dimension, or no index";

    private Selection() {}

    /** Elements start … start + length − 1 of one dimension. */
    public static Tensor narrow(Tensor x, int dim, int start, int length) {
        int axis = Inputs.axis("narrow", x, dim);
        int size = x.size(axis);
        if (start < 0 || length < 0 || start + (long) length > size) {
            throw new ShapeException("narrow", "a part of length " + length + " from " + start
                    + " on does not lie in dimension " + axis + " of shape " + x.shape(),
                    "0 ≤ start, 0 ≤ length and start + length ≤ " + size, "choose a part inside the dimension");
        }
        int[] strides = x.shape().strides();
        return recorded("narrow", Map.of("dim", axis, "start", start, "length", length),
                StridedCopy.gather(x, start * strides[axis], strides, x.shape().with(axis, length)),
                Edge.to(x, g -> pad(g, axis, start, size - start - length))
                        .inPlace((g, sum) -> addPart(g, sum, axis, start, size)));
    }

    /** Adds g to the elements from {@code start} on of one dimension, which has size {@code size}. */
    private static void addPart(Tensor g, float[] sum, int axis, int start, int size) {
        int inner = g.shape().product(axis + 1, g.rank());
        int run = g.size(axis) * inner;
        float[] from = values(g);
        for (int o = 0; o < g.shape().product(0, axis); o++) {
            int to = (o * size + start) * inner;
            for (int i = 0; i < run; i++) {
                sum[to + i] += from[o * run + i];
            }
        }
    }

    /** Zeros before and after along one dimension. */
    public static Tensor pad(Tensor x, int dim, int before, int after) {
        int axis = Inputs.axis("pad", x, dim);
        if (before < 0 || after < 0) {
            throw new ShapeException("pad", "cannot pad by " + before + " and " + after, "padding is 0 or more",
                    "use narrow to cut");
        }
        int[] first = new int[x.rank()];
        int[] last = new int[x.rank()];
        first[axis] = before;
        last[axis] = after;
        return padded(x, first, last);
    }

    /** Zeros around the last two dimensions. PyTorch: {@code F.pad(x, (left, right, top, bottom))}. */
    public static Tensor pad2d(Tensor x, int left, int right, int top, int bottom) {
        if (Inputs.tensor("pad2d", x).rank() < 2 || Math.min(Math.min(left, right), Math.min(top, bottom)) < 0) {
            return pad(pad(x, -1, left, right), -2, top, bottom); // one of these says what is wrong
        }
        int[] before = new int[x.rank()];
        int[] after = new int[x.rank()];
        before[x.rank() - 1] = left;
        after[x.rank() - 1] = right;
        before[x.rank() - 2] = top;
        after[x.rank() - 2] = bottom;
        return padded(x, before, after);
    }

    /** Zeros around x: along the first dimension for all of the others, then along the second where x is, and so on. */
    private static Tensor padded(Tensor x, int[] before, int[] after) {
        int[] dims = x.shape().dims();
        for (int d = 0; d < dims.length; d++) {
            if ((long) dims[d] + before[d] + after[d] > Integer.MAX_VALUE) {
                throw new ShapeException("pad", "dimension " + d + " of shape " + x.shape() + " with " + before[d]
                        + " and " + after[d] + " zeros is too large", "a dimension has less than 2³¹ elements",
                        "pad less");
            }
            dims[d] += before[d] + after[d];
        }
        Tensor y = result(Shape.of(dims));
        int[] strides = y.shape().strides();
        int start = 0;
        for (int d = 0; d < dims.length; d++) {
            dims[d] = before[d];
            StridedCopy.clear(y, start, dims);
            dims[d] = after[d];
            StridedCopy.clear(y, start + (before[d] + x.size(d)) * strides[d], dims);
            start += before[d] * strides[d];
            dims[d] = x.size(d);
        }
        StridedCopy.put(x, y, start);
        int offset = start;
        return recorded("pad", Map.of("before", before, "after", after), y,
                Edge.to(x, g -> cropped(g, offset, x.shape(), before, after)));
    }

    /** The middle of what was padded. */
    private static Tensor cropped(Tensor g, int offset, Shape shape, int[] before, int[] after) {
        return recorded("crop", StridedCopy.gather(g, offset, g.shape().strides(), shape),
                Edge.to(g, gg -> padded(gg, before, after)));
    }

    /** Elements start … end − 1; negative positions count from the end. */
    public static Tensor slice(Tensor x, int dim, int start, int end) {
        int axis = Inputs.axis("slice", x, dim);
        int size = x.size(axis);
        int from = start < 0 ? start + size : start;
        int to = end < 0 ? end + size : end;
        if (from < 0 || from > to || to > size) {
            throw new ShapeException("slice", "the part from " + start + " to before " + end
                    + " does not lie in dimension " + axis + " of shape " + x.shape(), "0 ≤ start ≤ end ≤ " + size
                    + "; negative positions count from the end", "choose a part inside the dimension");
        }
        return narrow(x, axis, from, to - from);
    }

    /** Element {@code index} of one dimension, which disappears; negative positions count from the end. */
    public static Tensor select(Tensor x, int dim, int index) {
        int axis = Inputs.axis("select", x, dim);
        int element = fromStart("select", index, x.size(axis));
        return ShapeOps.reshape(narrow(x, axis, element, 1), x.shape().without(axis).dims());
    }

    /** Reverses the given dimensions. */
    public static Tensor flip(Tensor x, int... dims) {
        int[] axes = Inputs.axes("flip", x, dims);
        int[] strides = x.shape().strides();
        int offset = 0;
        for (int dim : axes) {
            offset += (x.size(dim) - 1) * strides[dim];
            strides[dim] = -strides[dim];
        }
        return recorded("flip", Map.of("dims", axes), StridedCopy.gather(x, offset, strides, x.shape()),
                Edge.to(x, g -> flip(g, axes)));
    }

    /** Elements {@code indices[0], indices[1], …} of one dimension; an index may appear several times. */
    public static Tensor indexSelect(Tensor x, int dim, int... indices) {
        int axis = Inputs.axis("indexSelect", x, dim);
        int[] index = Inputs.array("indexSelect", "indices", indices).clone(); // the caller may change his array before the backward pass
        int size = x.size(axis);
        return recorded("indexSelect", Map.of("dim", axis, "index", index), chosen(x, axis, index),
                Edge.to(x, g -> indexAdd(g, axis, index, size)));
    }

    private static Tensor chosen(Tensor x, int axis, int[] index) {
        requireInside("indexSelect", index, x.size(axis));
        return chosenInside(x, axis, index);
    }

    private static Tensor chosenInside(Tensor x, int axis, int[] index) {
        Tensor y = result(x.shape().with(axis, index.length));
        Backends.current().indexSelect(values(x), index, values(y), outer(x, axis), x.size(axis), inner(x, axis));
        return y;
    }

    /** The same with the indices as a vector of integer values, or as a single one. */
    public static Tensor indexSelect(Tensor x, int dim, Tensor indices) {
        int axis = Inputs.axis("indexSelect", x, dim);
        int[] index = integers("indexSelect", "index", indices);
        if (indices.rank() > 1) {
            throw new ShapeException("indexSelect", "the index has shape " + indices.shape(),
                    "the indices are a vector or a single number", "flatten the index, and reshape the result");
        }
        Constants.readByOperation(indices);
        int size = x.size(axis);
        return recorded("indexSelect", Map.of("dim", axis), chosen(x, axis, index),
                Edge.to(x, g -> indexAdd(g, axis, index, size)), Edge.withoutGradient(indices));
    }

    /** The same elements of a vector; none is chosen twice, all exist, and nobody else changes the array. */
    static Tensor distinct(Tensor x, int[] index) {
        return recorded("indexSelect", Map.of("dim", 0, "index", index), chosenInside(x, 0, index),
                Edge.to(x, g -> amongZeros(g, index, x.numel())));
    }

    /** A vector of zeros, with x[j] put at {@code index[j]}. */
    private static Tensor amongZeros(Tensor x, int[] index, int size) {
        Tensor y = result(Shape.of(size));
        StridedCopy.clear(y, 0, new int[] {size});
        Backends.current().indexPut(values(x), index, values(y), size, 1);
        return recorded("indexAdd", y, Edge.to(x, g -> distinct(g, index)));
    }

    /** Zeros of size {@code size} along the dimension, to which slice i of x is added at {@code index[i]}. */
    static Tensor indexAdd(Tensor x, int axis, int[] index, int size) {
        Tensor y = result(x.shape().with(axis, size));
        Backends.current().indexAdd(values(x), index, values(y), outer(x, axis), size, inner(x, axis));
        return recorded("indexAdd", y, Edge.to(x, g -> indexSelect(g, axis, index)));
    }

    /**
     * One element along a dimension for each position of the others: y[o, i] = x[o, index[o, i], i]. The dimension
     * keeps size 1.
     */
    static Tensor takeAlong(Tensor x, int axis, int[] index) {
        return takeAlong("takeAlong", x, axis, () -> index);
    }

    /** The same under the name of the operation that has chosen the indices. */
    static Tensor takeAlong(String operation, Tensor x, int axis, Supplier<int[]> index) {
        Tensor y = result(x.shape().with(axis, 1));
        int size = x.size(axis);
        Backends.current().take(values(x), index.get(), values(y), outer(x, axis), size, inner(x, axis));
        return recorded(operation, Map.of("dim", axis), y, Edge.to(x, g -> putAlong(g, axis, index, size)));
    }

    /** The reverse: zeros of size {@code size} along the dimension, with y[o, i] put at index[o, i]. */
    private static Tensor putAlong(Tensor y, int axis, Supplier<int[]> index, int size) {
        Tensor x = result(y.shape().with(axis, size));
        Backends.current().takeGradient(values(y), index.get(), values(x), outer(y, axis), size, inner(y, axis));
        return recorded("putAlong", x, Edge.to(y, g -> takeAlong("takeAlong", g, axis, index)));
    }

    /** Product of the sizes before a dimension. */
    private static int outer(Tensor x, int axis) {
        return x.shape().product(0, axis);
    }

    /** Product of the sizes behind it. */
    private static int inner(Tensor x, int axis) {
        return x.shape().product(axis + 1, x.rank());
    }

    /** An index from 0 on; negative ones count from the end. */
    static int fromStart(String operation, int index, int size) {
        if (index < -size || index >= size) {
            throw new ShapeException(operation, "index " + index + " is outside a dimension of size " + size,
                    size == 0 ? "it has no elements, so there is no index" : "indices are 0 to " + (size - 1)
                    + ", or −1 to " + -size + " from the end", size == 0 ? EMPTY_FIX : "choose one in that range");
        }
        return index < 0 ? index + size : index;
    }

    static void requireInside(String operation, int[] index, int size) {
        for (int i : index) {
            if (i < 0 || i >= size) {
                throw new ShapeException(operation, "index " + i + " is outside a dimension of size " + size,
                        size == 0 ? "it has no elements, so there is no index" : "indices are 0 to " + (size - 1),
                        size == 0 ? EMPTY_FIX : "choose one in that range");
            }
        }
    }
}
