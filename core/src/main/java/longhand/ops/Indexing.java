package longhand.ops;

import static longhand.tensor.Internals.discard;
import static longhand.tensor.Internals.integers;
import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import java.util.Arrays;
import java.util.Map;
import longhand.autograd.Edge;
import longhand.autograd.internal.Constants;
import longhand.backend.Backends;
import longhand.names.Given;
import longhand.shape.GatherShape;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Internals;
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
        int axis = requireFits("gather", Inputs.tensor("gather", x).shape(), dim, index);
        return gathered(partFor(x, axis, index), axis, index);
    }

    /** Of x, as much as the index reaches along the other dimensions. */
    private static Tensor partFor(Tensor x, int axis, Tensor index) {
        Tensor part = x;
        for (int d = 0; d < x.rank(); d++) {
            int size = Math.min(x.size(d), index.size(d)); // an empty index may be larger
            part = d == axis || size == x.size(d) ? part : Selection.narrow(part, d, 0, size);
        }
        return part;
    }

    /** The index is not smaller than x along the other dimensions either. */
    private static Tensor gathered(Tensor x, int axis, Tensor index) {
        Tensor y = result(index.shape());
        int wrong = Backends.current().gather(values(x), values(index), values(y),
                along(x.shape(), axis, index.size(axis)));
        requireIndices("gather", wrong, index, x.size(axis));
        return recorded("gather", Map.of("dim", axis), y,
                Edge.to(x, g -> gatherGradient(g, axis, index, x.shape())).reads(index), Edge.withoutGradient(index));
    }

    /** Says what is wrong with the index, if a kernel found something. */
    private static void requireIndices(String operation, int wrong, Tensor index, int size) {
        if (wrong >= 0 || size > LONGEST_FOR_FLOAT) {
            Selection.requireInside(operation, integers(operation, "index", index), size);
        }
        Constants.readByOperation(index);
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
        int axis = requireFits("scatter", Inputs.tensor("scatter", x).shape(), dim, index);
        return scattered(x, axis, index, firstPart("scatter", source, index.shape()));
    }

    private static Tensor scattered(Tensor x, int axis, Tensor index, Tensor source) {
        Tensor part = partFor(x.detach(), axis, index);
        Tensor y = result(part.shape());
        int wrong = Backends.current().scatter(values(part), values(source), values(index), values(y),
                along(part.shape(), axis, index.size(axis)));
        requireIndices("scatter", wrong, index, x.size(axis));
        Shape shape = x.shape();
        return recorded("scatter", Map.of("dim", axis), inPlaceOfPart(y, x),
                Edge.to(x, g -> gradientOfBase(g, axis, index)).reads(index),
                Edge.to(source, g -> gradientOfSource(g, axis, index, shape)).reads(index),
                Edge.withoutGradient(index));
    }

    /** A copy of x that begins with another part; the part itself if that is all of x. */
    private static Tensor inPlaceOfPart(Tensor part, Tensor x) {
        if (part.shape().equals(x.shape())) {
            return part;
        }
        Tensor y = ShapeOps.copy(x.detach());
        StridedCopy.put(part, y, 0);
        return y;
    }

    /** g, but 0 where something was put. The gradient of this is the same. */
    private static Tensor gradientOfBase(Tensor g, int axis, Tensor index) {
        Tensor part = partFor(g.detach(), axis, index);
        Tensor rest = result(part.shape());
        Tensor taken = result(index.shape());
        scatterGradient(part, axis, index, rest, taken);
        discard(taken);
        return recorded("scatterGradient", inPlaceOfPart(rest, g),
                Edge.to(g, gg -> gradientOfBase(gg, axis, index)).reads(index));
    }

    /** Each place's g for what was put there last. The gradient of this puts it there again, among zeros. */
    private static Tensor gradientOfSource(Tensor g, int axis, Tensor index, Shape shape) {
        Tensor part = partFor(g.detach(), axis, index);
        Tensor taken = result(index.shape());
        Tensor rest = result(part.shape());
        scatterGradient(part, axis, index, rest, taken);
        discard(rest);
        return recorded("scatterGradient", taken,
                Edge.to(g, gg -> scattered(Tensor.zeros(shape.dims()), axis, index, gg)).reads(index));
    }

    private static void scatterGradient(Tensor g, int axis, Tensor index, Tensor rest, Tensor taken) {
        Backends.current().scatterGradient(values(g), values(index), values(rest), values(taken),
                along(g.shape(), axis, index.size(axis)));
    }

    /** The same, but added to what is there, as often as a place is named. PyTorch: {@code torch.scatter_add}. */
    public static Tensor scatterAdd(Tensor x, int dim, Tensor index, Tensor source) {
        int axis = requireFits("scatterAdd", Inputs.tensor("scatterAdd", x).shape(), dim, index);
        Tensor summands = firstPart("scatterAdd", source, index.shape());
        Tensor part = partFor(x.detach(), axis, index);
        Tensor sums = result(part.shape());
        int wrong = Backends.current().scatterAdd(values(summands), values(index), values(sums),
                along(part.shape(), axis, index.size(axis)));
        requireIndices("scatterAdd", wrong, index, x.size(axis));
        Tensor y = inPlaceOfPart(part.add(sums), x);
        discard(sums);
        return recorded("scatterAdd", Map.of("dim", axis), y, Edge.to(x, g -> g),
                Edge.to(summands, g -> gather(g, axis, index)).reads(index), Edge.withoutGradient(index));
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
        Inputs.tensor("maskedSelect", x);
        float[] wide = values(mask.shape().equals(x.shape()) ? mask
                : ShapeOps.expand(mask.detach(), Shape.broadcast("maskedSelect", x.shape(), mask.shape()).dims()));
        if (wide.length != x.numel()) {
            throw new ShapeException("maskedSelect", "mask " + mask.shape() + " is larger than input " + x.shape(),
                    "the mask broadcasts to the input", "expand the input first");
        }
        return Selection.distinct(ShapeOps.reshape(x, x.numel()), positionsOfTrue(wide));
    }

    private static int[] positionsOfTrue(float[] mask) {
        int[] positions = Internals.indices(mask.length).array();
        return Arrays.copyOf(positions, Backends.current().nonzero(mask, positions, mask.length));
    }

    /** x, but the value where the mask is not 0; both broadcast. PyTorch: {@code x.masked_fill}. */
    public static Tensor maskedFill(Tensor x, Tensor mask, double value) {
        Given.required(mask, "maskedFill", "the mask", "pass a tensor");
        Shape.broadcast("maskedFill", Inputs.tensor("maskedFill", x).shape(), mask.shape());
        return Comparison.where(mask, Tensor.scalar(value), x);
    }
}
