package longhand.nn.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import longhand.autograd.Edge;
import longhand.autograd.Node;
import longhand.autograd.internal.Constants;
import longhand.nn.ForwardWatch;
import longhand.nn.Layer;
import longhand.shape.Shape;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/** One run of a network with all that it computed. */
final class Trace {
    private static final String NUMBERS_IN_JAVA = "Rule: a graph knows what operations on tensors do, not what Java makes "
            + "of numbers. Fix: stay with tensors (x.sub(x.max()) needs no item(), where() chooses instead of if, set() and "
            + "sliceAssign() write instead of data()); take off for the export what only looks at numbers, such as a "
            + "hook that collects them.";
    private static final String SIZES_FROM_VALUES = "Rule: sizes in a graph follow from the batch, not from values. "
            + "Fix: keep the size and fill the rest, as x.maskedFill(mask.eq(0), 0) does: sum() of it is that of the "
            + "chosen elements, and their mean is that divided by mask.ne(0).sum().";

    private final Tensor x;
    private final Tensor y;
    private final Constants recording;
    private final Map<Node, Step> steps = new HashMap<>();

    /** A layer's work: what it made of what. */
    record Step(Layer layer, Node input, Shape inputShape) {}

    /**
     * Runs the network.
     *
     * @param layers those that are exported as a whole if they are known; all others operation by operation
     */
    Trace(Layer net, Tensor x, Set<Layer> layers) {
        this.x = x.requiresGrad(true);
        try (Constants recorded = Constants.record(x); ForwardWatch _ = ForwardWatch.start((layer, in, out) -> {
            if (layers.contains(layer) && ExportedLayers.knows(layer)) {
                note(layer, in, out);
            }
        })) {
            this.recording = recorded;
            this.y = net.forward(x);
        }
    }

    private void note(Layer layer, Tensor in, Tensor out) {
        Node input = Edge.withoutGradient(in).target();
        Node result = out.node();
        if (result != Node.NONE && result != Constants.UNKNOWN && result != input) {
            steps.put(result, new Step(layer, input, in.shape()));
        }
    }

    Tensor input() {
        return x;
    }

    Tensor result() {
        return y;
    }

    /** The layer that computed this as a whole, or null. */
    Step step(Node node) {
        return steps.get(node);
    }

    List<Node> inputsOf(Node node) {
        Step step = steps.get(node);
        return step != null ? List.of(step.input) : node.inputs().stream().map(Edge::target).toList();
    }

    /** Whether the result depends on the input, as far as anybody can know. */
    boolean dependsOnInput() {
        return dependsOnInput(y.node());
    }

    /** The memory behind the tensor whose numbers a constant has. */
    Object memory(Node constant) {
        return recording.memory(constant);
    }

    /**
     * An error if Java has been given numbers that depend on the input: what it made of them is not in the graph.
     * Operations of the user's may read those of their inputs.
     */
    void requireNothingRead() {
        for (Constants.Read read : recording.reads()) {
            if (dependsOnInput(read.tensor().node()) && !isReadByOwnOperation(read.tensor())) {
                Node node = read.tensor().node();
                throw new IllegalArgumentException("onnx export: the network takes numbers out of "
                        + (node == x.node() ? "its input" : "a result"
                        + (node == Node.NONE ? "" : " of '" + node.operation() + "'")) + " of shape "
                        + read.tensor().shape() + " with " + read.how() + ". " + (read.how().equals("maskedSelect")
                        ? SIZES_FROM_VALUES : NUMBERS_IN_JAVA));
            }
        }
    }

    private boolean isReadByOwnOperation(Tensor tensor) {
        return reached(y.node()).stream().filter(node -> !node.isLeaf() && ExportedOperations.isOwn(node.operation()))
                .flatMap(node -> node.inputs().stream()).map(Edge::target)
                .anyMatch(target -> target == tensor.node() || tensor.node() == Node.NONE
                        && target == x.node() && Internals.shareMemory(tensor, x));
    }

    private boolean dependsOnInput(Node node) {
        Set<Node> all = reached(node);
        return all.contains(x.node()) || all.contains(Node.NONE) || all.contains(Constants.UNKNOWN);
    }

    private static Set<Node> reached(Node from) {
        Set<Node> seen = new HashSet<>(Set.of(from));
        List<Node> open = new ArrayList<>(seen);
        while (!open.isEmpty()) { // a loop, because a deep network would overflow the stack
            for (Edge edge : open.removeLast().inputs()) {
                if (seen.add(edge.target())) {
                    open.add(edge.target());
                }
            }
        }
        return seen;
    }
}
