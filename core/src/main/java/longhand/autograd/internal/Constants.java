package longhand.autograd.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import longhand.autograd.Node;
import longhand.shape.Shape;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * While open on a thread, a computation is recorded as a whole, for those who read it off its graph, such as an export:
 *
 * <ul>
 *   <li>constant inputs of operations become leaves, with the numbers that they had then;
 *   <li>operations without gradient, such as comparisons, are recorded too ({@link Internals#withoutGradient});
 *   <li>{@link #reads} tells where numbers have left the graph for Java, which no graph can follow.
 * </ul>
 *
 * <p>A constant is a tensor that no operation has computed meanwhile and that shares no memory with one that an
 * operation has. What was computed and not recorded depends, as far as anybody can know, on the input; it has the node
 * {@link #UNKNOWN}.
 */
public final class Constants implements AutoCloseable {
    /** The node of a tensor that was computed, but not recorded: under NoGrad or the like. */
    public static final Node UNKNOWN = Node.of("unknown", Shape.of());

    private static final ThreadLocal<Constants> CURRENT = new ThreadLocal<>();
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final Map<Object, Boolean> computed = new IdentityHashMap<>();
    private final Map<Object, Node> constants = new IdentityHashMap<>();
    private final Map<Node, Object> memories = new IdentityHashMap<>();
    private final List<Read> reads = new ArrayList<>();

    /**
     * Numbers that were read.
     *
     * @param how the method: "item()"
     * @param tensor the tensor, or one that shares memory with it
     */
    public record Read(String how, Tensor tensor) {}

    private Constants() {}

    /** Starts to record; what shares memory with {@code input} is no constant. */
    public static Constants record(Tensor input) {
        Constants recording = new Constants();
        recording.computed.put(Internals.memory(input), true);
        CURRENT.set(recording);
        OPEN.incrementAndGet();
        return recording;
    }

    private static Constants current() {
        return OPEN.get() == 0 ? null : CURRENT.get(); // the first is quick, and nearly always enough
    }

    /** Whether this thread is recording. */
    public static boolean isRecording() {
        return current() != null;
    }

    /** Notes that an operation is computing a result. */
    public static void noteResult(Object memory) {
        Constants recording = current();
        if (recording != null) {
            recording.computed.put(memory, true);
        }
    }

    /** Notes that somebody outside is given numbers of this tensor; constants do not count. */
    public static void noteRead(String how, Tensor tensor) {
        Constants recording = current();
        if (recording != null && recording.computed.containsKey(Internals.memory(tensor))) {
            recording.reads.add(new Read(how, tensor));
        }
    }

    /** Forgets what was read of this tensor: an operation did it that is recorded as such. */
    public static void readByOperation(Tensor tensor) {
        Constants recording = current();
        if (recording != null) {
            recording.reads.removeIf(read -> Internals.shareMemory(read.tensor(), tensor));
        }
    }

    /** The numbers that were read so far. */
    public List<Read> reads() {
        return List.copyOf(reads);
    }

    /** The memory behind the tensor whose numbers a constant has; two tensors share it if they have the same one. */
    public Object memory(Node constant) {
        return memories.get(constant);
    }

    /** The node of a tensor outside the graph. */
    public static Node nodeOf(Tensor tensor) {
        Constants recording = current();
        if (recording == null) {
            return Node.NONE;
        }
        Object memory = Internals.memory(tensor);
        return recording.computed.containsKey(memory) ? UNKNOWN : recording.constant(tensor, memory);
    }

    /** A leaf with the present numbers of the tensor, which may change later. */
    private Node constant(Tensor tensor, Object memory) {
        float[] numbers = Internals.values(tensor);
        Node before = constants.get(memory);
        if (before != null && before.shape().equals(tensor.shape())
                && Arrays.equals(Internals.values(before.leafTensor()), numbers)) {
            return before;
        }
        Node leaf = Node.leaf(Internals.owning(numbers.clone(), tensor.shape()));
        constants.put(memory, leaf);
        memories.put(leaf, memory);
        return leaf;
    }

    /** Back to recording nothing. */
    @Override
    public void close() {
        CURRENT.remove();
        OPEN.decrementAndGet();
    }
}
