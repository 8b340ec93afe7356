package longhand.ops;

import static longhand.tensor.Internals.values;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.shape.ShapeException;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Order along a dimension. Equal elements stay in the order they had; NaN counts as larger than every number. PyTorch:
 * {@code torch.sort(stable=True)}, {@code torch.topk}.
 */
public final class Sorting {
    private Sorting() {}

    /** The elements of each row along a dimension from the smallest to the largest, or the other way round. */
    public static Sorted sort(Tensor x, int dim, boolean descending) {
        int axis = x.shape().axis("sort", dim);
        Tensor indices = order(x, axis, descending);
        return new Sorted(Indexing.gather(x, axis, indices), indices);
    }

    /** The k largest (or smallest) elements along a dimension, the largest (smallest) first. */
    public static Sorted topk(Tensor x, int k, int dim, boolean largest) {
        int axis = x.shape().axis("topk", dim);
        if (k < 0 || k > x.size(axis)) {
            throw new ShapeException("topk", "there are no " + k + " elements along dimension " + axis + " of shape "
                    + x.shape(), "k is 0 to " + x.size(axis), "choose one in that range");
        }
        Tensor indices = order(x, axis, largest).narrow(axis, 0, k);
        return new Sorted(Indexing.gather(x, axis, indices), indices);
    }

    /** For each row, the positions of its elements in order. */
    private static Tensor order(Tensor x, int axis, boolean descending) {
        int size = x.size(axis);
        int inner = x.shape().product(axis + 1, x.rank());
        float[] from = values(x);
        float[] indices = new float[x.numel()];
        for (int row = 0; row < x.shape().product(0, axis) * inner; row++) {
            int start = row / inner * size * inner + row % inner;
            Comparator<Integer> order = (a, b) -> compare(from[start + a * inner], from[start + b * inner]);
            int[] sorted = IntStream.range(0, size).boxed().sorted(descending ? order.reversed() : order)
                    .mapToInt(Integer::intValue).toArray();
            for (int i = 0; i < size; i++) {
                indices[start + i * inner] = sorted[i];
            }
        }
        return Internals.withoutGradient("order", Map.of("dim", axis, "descending", descending),
                Internals.computed(indices, x.shape()), x);
    }

    /** As {@link Float#compare}, but zeros of both signs are equal. */
    private static int compare(float a, float b) {
        return a == b ? 0 : Float.compare(a, b);
    }
}
