package longhand.ops;

import static longhand.tensor.Internals.values;

import java.util.Arrays;
import java.util.Map;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Order along a dimension. Equal elements stay in the order they had; NaN counts as larger than every number. PyTorch:
 * {@code torch.sort(stable=True)}, {@code torch.topk}.
 */
public final class Sorting {
    /** Where k is at most an eighth of a row, the rest of the row is not sorted. */
    private static final int PART = 8;

    private Sorting() {}

    /** The elements of each row along a dimension from the smallest to the largest, or the other way round. */
    public static Sorted sort(Tensor x, int dim, boolean descending) {
        int axis = x.shape().axis("sort", dim);
        Tensor indices = order(x, axis, x.size(axis), descending);
        return new Sorted(Indexing.gather(x, axis, indices), indices);
    }

    /** The k largest (or smallest) elements along a dimension, the largest (smallest) first. */
    public static Sorted topk(Tensor x, int k, int dim, boolean largest) {
        int axis = x.shape().axis("topk", dim);
        if (k < 0 || k > x.size(axis)) {
            throw new ShapeException("topk", "there are no " + k + " elements along dimension " + axis + " of shape "
                    + x.shape(), "k is 0 to " + x.size(axis), "choose one in that range");
        }
        Tensor indices = order(x, axis, k, largest);
        return new Sorted(Indexing.gather(x, axis, indices), indices);
    }

    /** For each row, the positions of its first k elements in order. */
    private static Tensor order(Tensor x, int axis, int k, boolean descending) {
        int size = x.size(axis);
        int inner = x.shape().product(axis + 1, x.rank());
        float[] from = values(x);
        int[] dims = x.shape().dims();
        dims[axis] = k;
        float[] indices = new float[Shape.of(dims).numel()];
        long[] row = new long[size];
        for (int r = 0; r < x.shape().product(0, axis) * inner; r++) {
            int start = r / inner * size * inner + r % inner;
            for (int i = 0; i < size; i++) {
                int key = key(from[start + i * inner]);
                row[i] = (long) (descending ? ~key : key) << Integer.SIZE | i; // of equal ones the first comes first
            }
            first(row, k);
            int to = r / inner * k * inner + r % inner;
            for (int i = 0; i < k; i++) {
                indices[to + i * inner] = (int) row[i];
            }
        }
        return Internals.withoutGradient("order", Map.of("dim", axis, "descending", descending),
                Internals.computed(indices, Shape.of(dims)), x);
    }

    /** Whole numbers in the order of {@link Float#compare}, but zeros of both signs are equal. */
    private static int key(float x) {
        int bits = Float.floatToIntBits(x == 0 ? 0 : x);
        return bits ^ bits >> Integer.SIZE - 1 & Integer.MAX_VALUE; // of negative numbers, all bits but the sign
    }

    /** Brings the k smallest to the front, in order. */
    private static void first(long[] row, int k) {
        if (k * PART > row.length) {
            Arrays.sort(row);
            return;
        }
        if (k > 0) {
            Arrays.sort(row, 0, k);
            for (int i = k; i < row.length; i++) {
                if (row[i] < row[k - 1]) {
                    insert(row, row[i], k);
                }
            }
        }
    }

    /** Puts one more among the k smallest; the largest of these falls out. */
    private static void insert(long[] row, long one, int k) {
        int at = k - 1;
        for (; at > 0 && row[at - 1] > one; at--) {
            row[at] = row[at - 1];
        }
        row[at] = one;
    }
}
