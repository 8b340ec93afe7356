package longhand.ops;

import static longhand.tensor.Internals.isViewOfLeaf;
import static longhand.tensor.Internals.recordedInPlace;
import static longhand.tensor.Internals.shareMemory;
import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.valuesToChange;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import longhand.autograd.Edge;
import longhand.autograd.NoGrad;
import longhand.autograd.internal.Constants;
import longhand.names.Given;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Operations that change a tensor in place: {@code Y[i, j] = v}, {@code X[:, 2:6] = 0}, {@code w -= lr · g}.
 *
 * <p>They are recorded like all others: the tensor becomes the result of an assignment, whose gradient goes to the
 * value where it was assigned, and elsewhere to what the tensor was before. What cannot be recorded rightly is an
 * error: a gradient that needs the values as they were, a leaf that requires a gradient or a view of one (change it
 * under {@code NoGrad}), and another tensor on the same memory that is used afterwards.
 *
 * <p>All of them return the tensor itself. For a changed copy, begin with {@code copy()}.
 */
public final class Assignment {
    private Assignment() {}

    /** x[index[0], index[1], …] = value: one element, or with fewer indices than dimensions a part. */
    public static Tensor set(Tensor x, Tensor value, int... index) {
        if (Inputs.array("set", "indices", index).length > Inputs.tensor("set", x).rank()) {
            throw new ShapeException("set", "index " + Arrays.toString(index) + " does not fit shape " + x.shape(),
                    "there is at most one index per dimension", "pass " + x.rank() + " indices or fewer");
        }
        int[][] single = new int[index.length][];
        for (int d = 0; d < index.length; d++) {
            single[d] = new int[] {index[d]};
        }
        Shape part = Shape.of(Arrays.copyOfRange(x.shape().dims(), index.length, x.rank()));
        AssignedRows row = AssignedRows.of("set", x.shape(), single);
        return put("set", Map.of("index", index.clone()), x,
                new AssignedPart(1, row.count(), row.width(), row.first(), 1),
                fitted("set", value, part));
    }

    /** Assigns to elements start … end − 1 of one dimension; negative positions count from the end. */
    public static Tensor sliceAssign(Tensor x, int dim, int start, int end, Tensor value) {
        int axis = Inputs.axis("sliceAssign", x, dim);
        int size = x.size(axis);
        int from = start < 0 ? start + size : start;
        int to = end < 0 ? end + size : end;
        if (from < 0 || to < from || to > size) {
            throw new ShapeException("sliceAssign", "elements " + start + " to " + end + " do not lie in dimension "
                    + axis + " of shape " + x.shape(), "0 ≤ start ≤ end ≤ " + size,
                    "choose a part inside the dimension");
        }
        Shape part = x.shape().with(axis, to - from);
        AssignedPart places = new AssignedPart(x.shape().product(0, axis), size,
                x.shape().product(axis + 1, x.rank()), from, to - from);
        return put("sliceAssign", Map.of("dim", axis, "start", from, "length", to - from), x, places,
                fitted("sliceAssign", value, part));
    }

    /**
     * x[indices[0][i], indices[1][i], …] = value[i] for all i; if a place is named twice, the last one counts.
     *
     * @param value broadcasts to [number of indices, sizes of the dimensions that are not indexed]
     * @param indices for each of the first dimensions, as many indices
     */
    public static Tensor indexPut(Tensor x, Tensor value, int[]... indices) {
        if (indices == null || Arrays.stream(indices).anyMatch(Objects::isNull)) {
            throw Given.missing("indexPut", "a list of indices", "pass an int[] for each dimension");
        }
        if (indices.length == 0 || indices.length > Inputs.tensor("indexPut", x).rank()) {
            throw new ShapeException("indexPut", indices.length + " lists of indices do not fit shape " + x.shape(),
                    "there are 1 to " + x.rank() + " lists, one per dimension", "pass one list per dimension");
        }
        Shape rest = Shape.of(Arrays.copyOfRange(x.shape().dims(), indices.length, x.rank()));
        int[][] same = Arrays.stream(indices).map(int[]::clone).toArray(int[][]::new);
        return put("indexPut", Map.of("indices", same), x, AssignedRows.of("indexPut", x.shape(), indices),
                fitted("indexPut", value, rest.insert(0, indices[0].length)));
    }

    /** All elements become those of value, which broadcasts. PyTorch: {@code x.copy_(value)}. */
    public static Tensor copyFrom(Tensor x, Tensor value) {
        Shape shape = Inputs.tensor("copyFrom", x).shape();
        return put("copyFrom", Map.of(), x, AssignedPart.allOf(x), fitted("copyFrom", value, shape));
    }

    /** All elements become this number. */
    public static Tensor fill(Tensor x, double number) {
        Inputs.tensor("fill", x);
        Tensor value = Constants.isRecording() ? Tensor.full(number, x.shape().dims()) : Tensor.scalar(number);
        return put("fill", Map.of(), x, AssignedPart.allOf(x), value);
    }

    /**
     * x becomes what was computed from it: {@code become("add", x, x.add(y))} is {@code x += y}.
     *
     * @param y a result that nobody else has
     */
    public static Tensor become(String operation, Tensor x, Tensor y) {
        Given.required(operation, "become", "the name of the operation", "pass a name");
        Inputs.tensor(operation + "InPlace", "the result", y);
        if (!y.shape().equals(Inputs.tensor(operation + "InPlace", x).shape())) {
            throw new ShapeException(operation + "InPlace", "the result has shape " + y.shape() + ", the tensor "
                    + x.shape(), "a tensor keeps its shape", "use " + operation + " for a new tensor");
        }
        requireChangeable(operation + "InPlace", x);
        System.arraycopy(values(y), 0, valuesToChange(x, operation + "InPlace()"), 0, x.numel());
        return recordedInPlace(x, y.node());
    }

    /**
     * Assigns to some elements.
     *
     * @param settings what tells those places to who reads the graph
     * @param source as many elements, or one for all
     */
    private static Tensor put(String operation, Map<String, ?> settings, Tensor x, AssignedPlaces places,
            Tensor source) {
        requireChangeable(operation, x);
        Tensor value = shareMemory(x, source) ? source.copy() : source; // or it would change while it is read
        Edge toX = Edge.to(x, g -> put(operation, settings, g.copy(), places, Tensor.scalar(0)));
        Edge toValue = Edge.to(value, g -> places.taken(g, value.shape()));
        valuesToChange(x, operation + "()");
        places.assign(value, x);
        return recordedInPlace(operation, settings, x, toX, toValue);
    }

    private static Tensor fitted(String operation, Tensor value, Shape part) {
        Given.required(value, operation, "the value", "pass a tensor or a number");
        if (value.shape().equals(part)) {
            return value;
        }
        if (value.rank() > part.rank() && value.size(0) == 1) { // as in PyTorch, leading ones do not count
            return fitted(operation, ShapeOps.squeeze(value, 0), part);
        }
        value.shape().stridesTo(operation, part); // says what does not fit, in the name of this operation
        return ShapeOps.expand(value, part.dims());
    }

    private static void requireChangeable(String operation, Tensor x) {
        boolean isLeaf = x.isLeaf() && x.requiresGrad();
        if (NoGrad.gradEnabled() && (isLeaf || isViewOfLeaf(x))) {
            throw new IllegalStateException(operation + ": this tensor of shape " + x.shape() + " is a "
                    + (isLeaf ? "" : "view of a ") + "leaf that requires a gradient. Rule: leaves change outside the graph "
                    + "only. Fix: wrap the change in try (NoGrad _ = NoGrad.enter()) { … }, or change a copy().");
        }
    }
}
