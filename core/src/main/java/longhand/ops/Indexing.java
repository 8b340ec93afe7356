package longhand.ops;

import static longhand.tensor.Internals.integers;
import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import java.util.Map;
import java.util.stream.IntStream;
import longhand.autograd.Edge;
import longhand.autograd.internal.Constants;
import longhand.backend.Backends;
import longhand.names.Given;
import longhand.shape.GatherShape;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Single elements chosen by indices or masks. Indices are tensors with integer values, masks are tensors of which
 * elements other than 0 count as true; neither has a gradient.
 */
public final class Indexing {
    /** In longer dimensions float32 has not every position. */
    private static final int LONGEST_FOR_FLOAT = 1 << 24;

    private Indexing() {}

    /**
     * y[i, j, k] = x[i, index[i, j, k], k] for {@code dim} = 1, and so on. PyTorch: {@code torch.gather}.
     *
     * @param index of the rank of x, and along the other dimensions not larger than x
     * @return the shape of index
     */
    public static Tensor gather(Tensor x, int dim, Tensor index) {
        int axis = requireFits("gather", x.shape(), dim, index);
        Tensor part = x;
        for (int d = 0; d < x.rank(); d++) {
            int size = Math.min(x.size(d), index.size(d)); // an empty index may be larger
            part = d == axis || size == x.size(d) ? part : Selection.narrow(part, d, 0, size);
        }
        return gathered(part, axis, index);
    }

    /** The index is not smaller than x along the other dimensions either. */
    private static Tensor gathered(Tensor x, int axis, Tensor index) {
        Tensor y = result(index.shape());
        int wrong = Backends.current().gather(values(x), values(index), values(y),
                along(x.shape(), axis, index.size(axis)));
        if (wrong >= 0 || x.size(axis) > LONGEST_FOR_FLOAT) {
            Selection.requireInside("gather", integers("gather", "index", index), x.size(axis));
        }
        Constants.readByOperation(index);
        return recorded("gather", Map.of("dim", axis), y,
                Edge.to(x, g -> gatherGradient(g, axis, index, x.shape())).reads(index), Edge.withoutGradient(index));
    }

    /** Each g is added to the element that was chosen. The gradient of this is {@link #gathered} again. */
    private static Tensor gatherGradient(Tensor g, int axis, Tensor index, Shape shape) {
        Tensor dx = result(shape);
        Backends.current().scatterAdd(values(g), values(index), values(dx), along(shape, axis, index.size(axis)));
        return recorded("gatherGradient", dx, Edge.to(g, gg -> gathered(gg, axis, index)).reads(index));
    }

    /** A shape with {@code count} indices along one dimension. */
    static GatherShape along(Shape x, int axis, int count) {
        return new GatherShape(x.product(0, axis), x.dim(axis), count, x.product(axis + 1, x.rank()));
    }

    /**
     * A copy of x with y[i, index[i, j, k], k] = source[i, j, k] for {@code dim} = 1, and so on; if a place is named
     * twice, the last one counts. PyTorch: {@code torch.scatter}.
     *
     * @param source not smaller than index along any dimension
     */
    public static Tensor scatter(Tensor x, int dim, Tensor index, Tensor source) {
        int[] positions = positions("scatter", x.shape(), dim, index);
        Constants.readByOperation(index);
        return Assignment.put("scatter", Map.of("dim", x.shape().axis("scatter", dim)), x.copy(), positions,
                firstPart("scatter", source, index.shape()), index);
    }

    /** The same, but added to what is there, as often as a place is named. PyTorch: {@code torch.scatter_add}. */
    public static Tensor scatterAdd(Tensor x, int dim, Tensor index, Tensor source) {
        int[] positions = positions("scatterAdd", x.shape(), dim, index);
        Constants.readByOperation(index);
        Tensor summands = firstPart("scatterAdd", source, index.shape());
        Tensor sums = Selection.indexAdd(ShapeOps.reshape(summands.detach(), index.numel()), 0, positions, x.numel());
        Tensor y = x.detach().add(ShapeOps.reshape(sums, x.shape().dims()));
        Shape shape = index.shape();
        return recorded("scatterAdd", Map.of("dim", x.shape().axis("scatterAdd", dim)), y, Edge.to(x, g -> g),
                Edge.to(summands, g -> taken(g, positions, shape)), Edge.withoutGradient(index));
    }

    private static Tensor taken(Tensor x, int[] positions, Shape shape) {
        return ShapeOps.reshape(Selection.indexSelect(ShapeOps.reshape(x, x.numel()), 0, positions), shape.dims());
    }

    private static Tensor firstPart(String operation, Tensor source, Shape shape) {
        Tensor part = Given.required(source, operation, "the source", "pass a tensor");
        for (int d = 0; d < shape.rank(); d++) {
            if (source.rank() != shape.rank() || source.size(d) < shape.dim(d)) {
                throw new ShapeException(operation, "source " + source.shape() + " is smaller than index " + shape,
                        "there is an element for each index", "pass a source of the shape of index");
            }
            part = part.size(d) == shape.dim(d) ? part : Selection.narrow(part, d, 0, shape.dim(d));
        }
        return part;
    }

    /** Where in x, row by row, the elements are that the index means. */
    private static int[] positions(String operation, Shape x, int dim, Tensor index) {
        int axis = requireFits(operation, x, dim, index);
        int[] along = integers(operation, "index", index);
        Selection.requireInside(operation, along, x.dim(axis));
        int[] strides = x.strides();
        int step = strides[axis];
        strides[axis] = 0; // the index says where along the axis
        int[] sizes = index.shape().dims();
        int last = sizes.length - 1;
        int[] place = new int[sizes.length]; // of a row of the index
        int[] positions = new int[along.length];
        for (int i = 0; i < positions.length; i += sizes[last]) {
            int start = 0;
            for (int d = 0; d < last; d++) {
                start += place[d] * strides[d];
            }
            for (int j = 0; j < sizes[last]; j++) {
                positions[i + j] = start + j * strides[last] + along[i + j] * step;
            }
            for (int d = last - 1; d >= 0 && ++place[d] == sizes[d]; d--) {
                place[d] = 0;
            }
        }
        return positions;
    }

    /** The dimension, if the shape of the index goes with it. */
    private static int requireFits(String operation, Shape x, int dim, Tensor index) {
        Given.required(index, operation, "the index", "pass a tensor of integers");
        int axis = x.axis(operation, dim);
        boolean fits = x.rank() == index.rank();
        for (int d = 0; fits && d < x.rank(); d++) {
            fits = d == axis || index.size(d) <= x.dim(d) || index.numel() == 0;
        }
        if (!fits) {
            throw new ShapeException(operation, "index " + index.shape() + " does not fit input " + x,
                    "both have the same rank, and index is not larger along dimensions other than " + axis,
                    "reshape, expand or narrow the index");
        }
        return axis;
    }

    /** The elements of x where the mask, which broadcasts to x, is not 0, as a vector. PyTorch: {@code x[mask]}. */
    public static Tensor maskedSelect(Tensor x, Tensor mask) {
        Constants.noteRead("maskedSelect", Given.required(mask, "maskedSelect", "the mask", "pass a tensor"));
        float[] wide = values(mask.shape().equals(x.shape()) ? mask
                : ShapeOps.expand(mask.detach(), Shape.broadcast("maskedSelect", x.shape(), mask.shape()).dims()));
        if (wide.length != x.numel()) {
            throw new ShapeException("maskedSelect", "mask " + mask.shape() + " is larger than input " + x.shape(),
                    "the mask broadcasts to the input", "expand the input first");
        }
        int[] chosen = IntStream.range(0, wide.length).filter(i -> wide[i] != 0).toArray();
        return Selection.indexSelect(ShapeOps.reshape(x, x.numel()), 0, chosen);
    }

    /** x, but the value where the mask is not 0; both broadcast. PyTorch: {@code x.masked_fill}. */
    public static Tensor maskedFill(Tensor x, Tensor mask, double value) {
        Given.required(mask, "maskedFill", "the mask", "pass a tensor");
        Shape.broadcast("maskedFill", x.shape(), mask.shape());
        return Comparison.where(mask, Tensor.scalar(value), x);
    }
}
