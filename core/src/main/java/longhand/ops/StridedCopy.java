package longhand.ops;

import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import longhand.backend.Backends;
import longhand.backend.Walk;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * Copies elements that lie at regular distances: permute, expand, flip and narrow are the same walk with other strides.
 */
final class StridedCopy {
    private static final float[] ZERO = {0};

    private StridedCopy() {}

    /** A tensor of the given shape whose element (i, j, …) is x[offset + i·strides[0] + j·strides[1] + …]. */
    static Tensor gather(Tensor x, int offset, int[] strides, Shape shape) {
        Tensor y = result(shape);
        copy(values(x), new Walk(offset, strides), y, new Walk(0, shape.strides()), shape.dims());
        return y;
    }

    /** Copies x to the part of y that begins at {@code offset}. */
    static void put(Tensor x, Tensor y, int offset) {
        int[] strides = y.shape().strides();
        copy(values(x), new Walk(0, x.shape().strides()), y, new Walk(offset, strides), x.shape().dims());
    }

    /** Puts zeros into a part of y. */
    static void clear(Tensor y, int offset, int[] dims) {
        fill(ZERO, y, offset, dims);
    }

    /** Puts the only number of x into all places of a part of y. */
    static void fill(Tensor x, Tensor y, int offset, int[] dims) {
        fill(values(x), y, offset, dims);
    }

    private static void fill(float[] number, Tensor y, int offset, int[] dims) {
        copy(number, new Walk(0, new int[dims.length]), y, new Walk(offset, y.shape().strides()), dims);
    }

    private static void copy(float[] x, Walk from, Tensor y, Walk to, int[] dims) {
        Backends.current().copy(x, from, values(y), to, dims);
    }
}
