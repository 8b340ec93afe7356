package longhand.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import longhand.autograd.internal.HookResult;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * One operation in the graph of a computation: its name and an {@link Edge} per input.
 *
 * <p>A node knows its inputs' nodes, not their values: the gradient functions capture just the tensors they need. Nodes
 * are numbered in the order of their creation, and an operation is always created after its inputs, so descending
 * numbers are an order in which the backward pass can visit them.
 */
public final class Node {
    private static final AtomicLong COUNTER = new AtomicLong();
    /** Numbers of a result that is kept. */
    private static final int MOST_KEPT = 64;

    /** The node of every tensor outside the graph. */
    public static final Node NONE = new Node("none", Shape.of(), null, List.of());

    /** The operation of a node that is there for the hooks of a layer only: its value is that of its one input. */
    public static final String HOOK = "hook";

    private final long number = COUNTER.incrementAndGet();
    private final String operation;
    private final Shape shape;
    private final Tensor leaf;
    private volatile List<Edge> inputs;
    private volatile boolean retained;
    private boolean used;
    private volatile boolean failed;
    private Map<String, ?> settings = Map.of();
    private List<GradientHook> hooks = List.of();
    private Optional<Tensor> result = Optional.empty();

    private Node(String operation, Shape shape, Tensor leaf, List<Edge> inputs) {
        this.operation = operation;
        this.shape = shape;
        this.leaf = leaf;
        this.inputs = inputs;
    }

    /** The node of a tensor that the user made: its gradient accumulates in the tensor. */
    public static Node leaf(Tensor tensor) {
        return new Node("leaf", tensor.shape(), tensor, List.of());
    }

    /** The node of an operation's result. */
    public static Node of(String operation, Shape shape, Edge... inputs) {
        return new Node(operation, shape, null, List.of(inputs));
    }

    /** The node of an operation, with its result, which it keeps if that is small: for who draws the graph. */
    public static Node of(String operation, Tensor result, Edge... inputs) {
        Node node = of(operation, result.shape(), inputs);
        if (result.numel() <= MOST_KEPT) {
            node.result = Optional.of(result);
        }
        return node;
    }

    /** The result of the operation, if the node has kept it; its memory may have been given back. */
    public Optional<Tensor> result() {
        return result;
    }

    /** Whether this is the node of a tensor that the user made, not of a result. */
    public boolean isLeaf() {
        return leaf != null;
    }

    /** The tensor of a leaf. */
    public Tensor leafTensor() {
        return leaf;
    }

    /** Name of the operation, as its author calls it: {@code mul}. */
    public String operation() {
        return operation;
    }

    /** What the operation was told beside its inputs, by name, where it does not show in the shapes. */
    public Map<String, ?> settings() {
        return settings;
    }

    /** Notes what the operation was told. */
    public void settings(Map<String, ?> told) {
        settings = told;
    }

    /** The name as PyTorch prints it in {@code grad_fn}: {@code MulBackward0}. */
    public String displayName() {
        return Character.toUpperCase(operation.charAt(0)) + operation.substring(1) + "Backward0";
    }

    /** Position in the order of creation. */
    public long number() {
        return number;
    }

    /** Shape of the result. */
    public Shape shape() {
        return shape;
    }

    void markUsed() {
        if (!used) { // threads that share a leaf write to it once only
            used = true;
        }
    }

    /** Whether some recorded operation has used this tensor. */
    public boolean isUsed() {
        return used;
    }

    /** Has the hook shown the gradient in every backward pass, after those that were registered before. */
    public synchronized Registration registerHook(GradientHook hook) {
        GradientHook own = new Own(hook); // the same hook may be registered twice, and taken back once
        List<GradientHook> more = new ArrayList<>(hooks);
        more.add(own);
        hooks = more;
        return () -> forget(own);
    }

    private record Own(GradientHook hook) implements GradientHook {
        @Override
        public Tensor of(Tensor gradient) {
            return hook.of(gradient);
        }

        @Override
        public String toString() {
            return HookResult.nameOf(hook);
        }
    }

    private synchronized void forget(GradientHook hook) {
        hooks = hooks.stream().filter(other -> other != hook).toList();
    }

    synchronized List<GradientHook> hooks() {
        return hooks;
    }

    /** The edges to the inputs; an error once the graph was freed. */
    public List<Edge> inputs() {
        return notFreed(inputs);
    }

    /** The edges for a backward pass after which there may be others. */
    List<Edge> retainedInputs() {
        retained = true; // before the edges are read: see freed()
        return inputs();
    }

    /** The edges for the last time: the node forgets them, and all that their gradient functions hold on to. */
    synchronized List<Edge> takeInputs() {
        List<Edge> edges = notFreed(inputs);
        inputs = null;
        return edges;
    }

    /**
     * The edges that were taken have been followed: what only they needed is free, unless another pass may still be
     * reading it.
     */
    void freed(List<Edge> edges) {
        if (!retained) {
            edges.forEach(Edge::done);
        }
    }

    /** The backward pass that took the edges has ended with an error. */
    void markFailed() {
        failed = true;
    }

    private List<Edge> notFreed(List<Edge> edges) {
        if (edges == null && failed) {
            throw new IllegalStateException("backward: the graph behind '" + operation
                    + "' was used up by an earlier backward() that ended with an error. Rule: a graph serves one "
                    + "backward pass, also one that fails. Fix: mend what failed (a hook or a gradient function), "
                    + "forget what it has left in the leaves (zeroGrad()), and compute the result again.");
        }
        if (edges == null) {
            throw new IllegalStateException("backward: the graph behind '" + operation
                    + "' was freed by an earlier backward(). "
                    + "Fix: pass retainGraph = true to the first call, or compute the result again.");
        }
        return edges;
    }
}
