package longhand.ops;

import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * Copies elements that lie at regular distances: permute, expand, flip and narrow are the same walk with other strides.
 */
final class StridedCopy {
    private StridedCopy() {}

    /** A tensor of the given shape whose element (i, j, …) is x[offset + i·strides[0] + j·strides[1] + …]. */
    static Tensor gather(Tensor x, int offset, int[] strides, Shape shape) {
        Tensor y = result(shape);
        if (shape.numel() > 0) {
            walk(shape.dims(), strides, 0, offset, values(x), values(y), 0);
        }
        return y;
    }

    /** Copies dimension {@code dim} and those below it; returns the next position in y. */
    private static int walk(int[] dims, int[] strides, int dim, int from, float[] x, float[] y, int to) {
        if (dim == dims.length) {
            y[to] = x[from];
            return to + 1;
        }
        if (dim == dims.length - 1) {
            return copyRow(x, from, strides[dim], y, to, dims[dim]);
        }
        int next = to;
        for (int i = 0; i < dims[dim]; i++) {
            next = walk(dims, strides, dim + 1, from + i * strides[dim], x, y, next);
        }
        return next;
    }

    private static int copyRow(float[] x, int from, int stride, float[] y, int to, int length) {
        if (stride == 1) {
            System.arraycopy(x, from, y, to, length);
        } else {
            for (int i = 0; i < length; i++) {
                y[to + i] = x[from + i * stride];
            }
        }
        return to + length;
    }
}
