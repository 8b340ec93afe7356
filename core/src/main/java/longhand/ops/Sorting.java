package longhand.ops;

import static longhand.tensor.Internals.values;

import java.util.Map;
import longhand.backend.Backends;
import longhand.shape.ShapeException;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Order along a dimension. Equal elements stay in the order they had; NaN counts as larger than every number. PyTorch:
 * {@code torch.sort(stable=True)}, {@code torch.topk}.
 */
public final class Sorting {
    private static final int LONGEST = 1 << 24;

    private Sorting() {}

    /** The elements of each row along a dimension from the smallest to the largest, or the other way round. */
    public static Sorted sort(Tensor x, int dim, boolean descending) {
        int axis = Inputs.axis("sort", x, dim);
        Tensor indices = order(x, axis, x.size(axis), descending);
        return new Sorted(Indexing.gather(x, axis, indices), indices);
    }

    /** The k largest (or smallest) elements along a dimension, the largest (smallest) first. */
    public static Sorted topk(Tensor x, int k, int dim, boolean largest) {
        int axis = Inputs.axis("topk", x, dim);
        if (k < 0 || k > x.size(axis)) {
            throw new ShapeException("topk", "there are no " + k + " elements along dimension " + axis + " of shape "
                    + x.shape(), "k is 0 to " + x.size(axis), "choose one in that range");
        }
        Tensor indices = order(x, axis, k, largest);
        return new Sorted(Indexing.gather(x, axis, indices), indices);
    }

    /** For each row, the positions of its first k elements in order. */
    private static Tensor order(Tensor x, int axis, int k, boolean descending) {
        if (x.size(axis) > LONGEST) {
            throw new ShapeException("sort", "dimension " + axis + " of shape " + x.shape() + " is too long",
                    "it has at most 2²⁴ elements, whose positions float32 holds exactly", "split the dimension");
        }
        Tensor indices = Internals.result(x.shape().with(axis, k));
        Backends.current().order(values(x), values(indices), Indexing.along(x.shape(), axis, k), descending);
        return Internals.withoutGradient("order", Map.of("dim", axis, "descending", descending), indices, x);
    }
}
