package longhand.autograd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import longhand.autograd.internal.HookResult;
import longhand.names.Given;
import longhand.shape.ShapeException;
import longhand.tensor.GradientMemory;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * The backward pass: reverse-mode differentiation over the graph of {@link Node}s.
 *
 * <p>Nodes wait in a queue ordered by creation, youngest first. Whoever uses a result is younger than it, so when a
 * node comes to the head of the queue all contributions to its gradient have been added up. No recursion: the depth of
 * the graph does not matter.
 */
public final class Backward {
    private final PriorityQueue<Node> queue = new PriorityQueue<>((a, b) -> Long.compare(b.number(), a.number()));
    private final Map<Node, Tensor> gradients = new HashMap<>();
    /** The nodes whose edges this pass has used up. */
    private final List<Node> usedUp = new ArrayList<>();
    private final GradientMemory memory;
    private final boolean retainGraph;
    private final boolean createGraph;

    private Backward(GradientMemory memory, boolean retainGraph, boolean createGraph) {
        this.memory = memory;
        this.retainGraph = retainGraph || createGraph;
        this.createGraph = createGraph;
    }

    /**
     * Adds to the gradients of all leaves that {@code root} depends on.
     *
     * @param upstream gradient of the final scalar with respect to {@code root}, same shape
     */
    public static void run(Tensor root, Tensor upstream, boolean retainGraph, boolean createGraph) {
        if (!root.requiresGrad()) {
            throw new IllegalStateException("backward: this tensor of shape " + root.shape()
                    + " does not depend on any tensor that "
                    + "requires a gradient. Fix: call requiresGrad(true) on an input before computing, and outside NoGrad.");
        }
        Internals.requireCurrent(root);
        Given.required(upstream, "backward", "the upstream gradient", "pass a tensor of shape " + root.shape());
        if (!upstream.shape().equals(root.shape())) {
            throw new ShapeException("backward", "the upstream gradient has shape " + upstream.shape()
                    + ", the tensor " + root.shape(), "both shapes are equal", "reshape the upstream gradient");
        }
        try (NoGrad _ = NoGrad.unless(createGraph); GradientMemory memory = new GradientMemory(createGraph)) {
            Backward pass = new Backward(memory, retainGraph, createGraph);
            pass.await(root.node(), upstream);
            try {
                pass.visitAll();
            } catch (RuntimeException | Error e) { // of a hook or gradient function
                pass.usedUp.forEach(Node::markFailed);
                throw e;
            }
        }
    }

    /** The gradient of a scalar with respect to itself: 1. */
    public static Tensor upstreamOfScalar(Tensor root) {
        if (root.numel() != 1) {
            throw new ShapeException("backward", "a tensor of shape " + root.shape() + " is not one number",
                    "backward() without argument starts from a scalar",
                    "sum it, or pass the upstream gradient to backward(gradient)");
        }
        return Tensor.full(1, root.shape().dims());
    }

    private void visitAll() {
        while (!queue.isEmpty()) {
            Node node = queue.poll();
            Tensor g = throughHooks(node, gradients.remove(node));
            if (node.isLeaf()) {
                addToLeaf(node.leafTensor(), g);
                continue;
            }
            List<Edge> edges = retainGraph ? node.retainedInputs() : takeInputs(node);
            for (Edge edge : edges) {
                if (edge.target() != Node.NONE) {
                    follow(edge, node, g);
                }
            }
            memory.done(g);
            if (!retainGraph) {
                node.freed(edges);
            }
        }
    }

    private void addToLeaf(Tensor leaf, Tensor g) {
        if (leaf.requiresGrad() && leaf.isLeaf()) {
            memory.addToLeaf(leaf, g);
        } else { // cut off since the graph was made, or changed in place then
            memory.done(g);
        }
    }

    private List<Edge> takeInputs(Node node) {
        List<Edge> edges = node.takeInputs();
        usedUp.add(node);
        return edges;
    }

    /** The complete gradient of a node as its hooks want it. */
    private Tensor throughHooks(Node node, Tensor gradient) {
        Tensor g = gradient;
        for (GradientHook hook : node.hooks()) {
            Tensor changed = HookResult.required(memory.handOut(g, hook), "registerHook", hook + " of "
                    + (node.isLeaf() ? "a leaf" : "the result of '" + node.operation() + "'"), node.shape());
            memory.done(g);
            g = changed;
        }
        return g;
    }

    private void follow(Edge edge, Node from, Tensor g) {
        Node target = edge.target();
        Tensor before = gradients.get(target);
        if (edge.isInPlace() && before != null && !createGraph) {
            Tensor sum = memory.changeable(before);
            edge.addGradient(g, sum);
            await(target, sum);
        } else {
            Tensor gradient = memory.received(checked(edge.gradient(from.operation(), g), target, from));
            await(target, before == null ? gradient : memory.sum(before, gradient));
        }
    }

    /** Lets a node wait for its turn with the gradient that has come together so far. */
    private void await(Node node, Tensor gradient) {
        if (gradients.put(node, gradient) == null) {
            queue.add(node);
        }
    }

    private static Tensor checked(Tensor gradient, Node target, Node node) {
        if (gradient == null) {
            throw Given.missing("backward", "what the gradient function of '" + node.operation() + "' returned",
                    "return a tensor of shape " + target.shape() + " there, zeros if there is no gradient");
        }
        if (!gradient.shape().equals(target.shape())) {
            throw new ShapeException("backward", "the gradient function of '" + node.operation() + "' returned shape "
                    + gradient.shape() + " for an input of shape " + target.shape(),
                    "a gradient has the shape of its tensor", "correct that operation");
        }
        return gradient;
    }
}
