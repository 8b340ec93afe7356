package longhand.autograd;

import java.util.IdentityHashMap;
import java.util.Map;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * While open on a thread, operations record their constant inputs too, as leaves: for those who read a whole
 * computation off its graph, such as an export.
 *
 * <p>A constant is a tensor that no operation has computed meanwhile and that shares no memory with one that an
 * operation has. What was computed outside the graph depends, as far as anybody can know, on the input; it has the node
 * {@link #UNKNOWN}.
 */
public final class Constants implements AutoCloseable {
    /** The node of a tensor that was computed, but not recorded: by a comparison, {@code detach()} or the like. */
    public static final Node UNKNOWN = Node.of("unknown", longhand.shape.Shape.of());

    private static final ThreadLocal<Constants> CURRENT = new ThreadLocal<>();

    private final Map<Object, Boolean> computed = new IdentityHashMap<>();
    private final Map<Object, Node> constants = new IdentityHashMap<>();

    private Constants() {}

    /** Starts to record them; what shares memory with {@code input} is none. */
    public static Constants record(Tensor input) {
        Constants recording = new Constants();
        recording.computed.put(Internals.memory(input), true);
        CURRENT.set(recording);
        return recording;
    }

    /** Notes that an operation is computing a result. */
    public static void noteResult(Object memory) {
        Constants recording = CURRENT.get();
        if (recording != null) {
            recording.computed.put(memory, true);
        }
    }

    /** The node of a tensor outside the graph. */
    static Node nodeOf(Tensor tensor) {
        Constants recording = CURRENT.get();
        if (recording == null) {
            return Node.NONE;
        }
        Object memory = Internals.memory(tensor);
        return recording.computed.containsKey(memory) ? UNKNOWN
                : recording.constants.computeIfAbsent(tensor, _ -> Node.leaf(tensor));
    }

    /** Back to recording nothing. */
    @Override
    public void close() {
        CURRENT.remove();
    }
}
