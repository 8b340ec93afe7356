package longhand.tensor;

import java.util.Map;
import longhand.autograd.Edge;
import longhand.autograd.NoGrad;
import longhand.autograd.Node;
import longhand.autograd.internal.Constants;
import longhand.names.Given;
import longhand.shape.Shape;
import longhand.shape.ShapeException;

/**
 * What authors of operations, layers and optimisers need, and nobody else: the arrays behind tensors, and how a result
 * enters the graph.
 *
 * <p>An operation computes a fresh {@link #result} from the {@link #values} of its inputs and ends with {@link
 * #recorded}. What changes a tensor in place, such as an optimiser, writes to its {@link #valuesToChange}.
 */
public final class Internals {
    private Internals() {}

    /** A tensor for the result of an operation. Its content is arbitrary: the operation writes every element. */
    public static Tensor result(Shape shape) {
        Tensor tensor = new Tensor(shape, Storage.pooled(shape.numel()));
        Memory.note(tensor.storage());
        Constants.noteResult(tensor.storage());
        return tensor;
    }

    /** A result on the given numbers, which it does not copy, of an operation that has no gradient. */
    public static Tensor computed(float[] values, Shape shape) {
        Tensor tensor = owning(values, shape);
        Constants.noteResult(tensor.storage());
        return tensor;
    }

    /** What two tensors have in common that share their array. */
    public static Object memory(Tensor x) {
        return x.storage();
    }

    /** The same values (shared memory) under another shape with as many elements. */
    public static Tensor view(Tensor x, Shape shape) {
        return x.shownAs(shape);
    }

    /** Whether this is a {@link #view} of a leaf that requires a gradient, and has a place in the graph itself. */
    public static boolean isViewOfLeaf(Tensor x) {
        return x.showsLeaf();
    }

    /**
     * The live array of a tensor, row-major: to be read, or, if it is a fresh {@link #result}, to be filled. Unlike
     * {@link Tensor#data} it does not count as a change.
     */
    public static float[] values(Tensor x) {
        return x.storage().array();
    }

    /** The live array of a tensor, for one change now; a gradient that needs the values as they were will refuse. */
    public static float[] valuesToChange(Tensor x) {
        return valuesToChange(x, "an optimiser, a layer or a state that was loaded");
    }

    /**
     * The same for a change of which the user knows.
     *
     * @param by what changes it, such as {@code fill()}: the error says so
     */
    public static float[] valuesToChange(Tensor x, String by) {
        return x.storage().arrayToChange(by);
    }

    /** A tensor on the given numbers, which it does not copy and which nobody else will change. */
    public static Tensor owning(float[] values, Shape shape) {
        return new Tensor(shape, Storage.of(values));
    }

    /** Notes the state of a tensor that a gradient will read; for {@link Edge#reads}. */
    public static SavedTensor saved(Tensor x) {
        return new SavedTensor(x);
    }

    /**
     * Enters a fresh result into the graph if gradients are recorded and some input requires one.
     *
     * @param operation name that errors and {@code grad_fn} show
     * @param inputs one edge per input, in their order
     * @return the result
     */
    public static Tensor recorded(String operation, Tensor result, Edge... inputs) {
        Given.required(operation, "Internals.recorded", "the name of the operation", "pass a name");
        if (result == null) {
            throw Given.missing("Internals.recorded", "the result of '" + operation + "'", "pass a fresh result");
        }
        if (requireGradient(inputs)) {
            result.node(Node.of(operation, result, inputs));
        }
        return result;
    }

    /**
     * Enters a change into the graph: from now on the tensor is the result of it. Tensors that share its memory know
     * nothing of that, and refuse to be used.
     *
     * @param inputs one edge per input, made before the change
     * @return the tensor
     */
    public static Tensor recordedInPlace(String operation, Tensor x, Edge... inputs) {
        return requireGradient(inputs) ? recordedInPlace(x, Node.of(operation, x.shape(), inputs)) : x;
    }

    /**
     * The same for an operation with settings that do not show in the shapes.
     *
     * @param settings by name, as for {@link #recorded(String, Map, Tensor, Edge...)}
     */
    public static Tensor recordedInPlace(String operation, Map<String, ?> settings, Tensor x, Edge... inputs) {
        recordedInPlace(operation, x, inputs);
        if (requireGradient(inputs)) {
            x.node().settings(settings);
        }
        return x;
    }

    /** The same, where another operation has computed the new values: its node becomes that of the tensor. */
    public static Tensor recordedInPlace(Tensor x, Node node) {
        if (NoGrad.gradEnabled() && (node != Node.NONE || x.requiresGrad())) {
            x.assigned(node);
        }
        return x;
    }

    /**
     * The same for an operation with settings that do not show in the shapes.
     *
     * @param settings by name, for who reads the graph: numbers, {@code int[]}, records
     */
    public static Tensor recorded(String operation, Map<String, ?> settings, Tensor result, Edge... inputs) {
        Tensor recorded = recorded(operation, result, inputs);
        if (recorded.requiresGrad()) {
            recorded.node().settings(settings);
        }
        return recorded;
    }

    /**
     * A fresh result of an operation that has no gradient, such as a comparison. It enters the graph only while a
     * computation is recorded as a whole ({@link Constants}).
     *
     * @param settings by name, as above
     */
    public static Tensor withoutGradient(String operation, Map<String, ?> settings, Tensor result, Tensor... inputs) {
        if (!Constants.isRecording()) {
            return result;
        }
        Edge[] edges = new Edge[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            edges[i] = Edge.withoutGradient(inputs[i]);
        }
        return recorded(operation, settings, result, edges);
    }

    private static boolean requireGradient(Edge[] inputs) {
        for (Edge edge : inputs) {
            if (edge.target() != Node.NONE) {
                return true;
            }
        }
        return false;
    }

    /** An error if the values were assigned through another tensor on this memory: its graph would be lost here. */
    public static void requireCurrent(Tensor x) {
        x.requireCurrent();
    }

    /**
     * The elements of labels or indices as int, row by row.
     *
     * @param what "index", "labels", …, for the error
     * @throws ShapeException if an element is no integer, or larger than float32 holds exactly
     */
    public static int[] integers(String operation, String what, Tensor x) {
        if (x != null) {
            Constants.noteRead(operation, x);
        }
        return TensorArrays.integers(operation, what, x);
    }

    /** Whether both share their array. */
    public static boolean shareMemory(Tensor a, Tensor b) {
        return a.storage() == b.storage();
    }

    /**
     * Says that a result is out of everybody's hands but its graph's: the caller has computed it on the way to another
     * result, has shown it to nobody, and lets go of it now. Its memory is used again as soon as no gradient is going
     * to read it. To be called once for all tensors on that memory.
     */
    public static void discard(Tensor result) {
        result.storage().removeUser();
    }

    /**
     * Gives the array of a {@link #result} back for reuse; afterwards every tensor on that memory refuses access.
     *
     * @param when completes the sentence "its memory was released …", with a fix
     */
    public static void release(Tensor result, String when) {
        result.storage().release(when);
    }

    /** The gradient of a leaf, for those who do not keep it: its memory is used again after {@link Tensor#zeroGrad}. */
    public static Tensor gradient(Tensor leaf) {
        return leaf.requiredGrad();
    }

    /**
     * Gives a leaf a gradient that was added up elsewhere: a fresh {@link #result} of its shape, which nobody else has.
     * Its memory is used again after {@link Tensor#zeroGrad}, as that of a gradient of a backward pass.
     */
    public static void setGradient(Tensor leaf, Tensor result) {
        leaf.keepGrad(Memory.keep(result), true);
    }

    /** Memory for that many indices that an operation keeps for its gradient. Its content is arbitrary. */
    public static Indices indices(int length) {
        return Memory.indices(length);
    }
}
