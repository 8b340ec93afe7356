package longhand.autograd;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * The backward pass: reverse-mode differentiation over the graph of {@link Node}s.
 *
 * <p>Nodes wait in a queue ordered by creation, youngest first. Whoever uses a result is younger than it, so when a node comes to the
 * head of the queue all contributions to its gradient have been added up. No recursion: the depth of the graph does not matter.
 */
public final class Backward {
    private final PriorityQueue<Node> queue = new PriorityQueue<>(Comparator.comparingLong(Node::number).reversed());
    private final Map<Node, Tensor> gradients = new HashMap<>();
    private final GradientOwners owners;
    private final boolean retainGraph;

    private Backward(boolean retainGraph, boolean createGraph) {
        this.retainGraph = retainGraph || createGraph;
        this.owners = new GradientOwners(!createGraph);
    }

    /**
     * Adds to the gradients of all leaves that {@code root} depends on.
     *
     * @param upstream gradient of the final scalar with respect to {@code root}, same shape
     */
    public static void run(Tensor root, Tensor upstream, boolean retainGraph, boolean createGraph) {
        if (!root.requiresGrad()) {
            throw new IllegalStateException("backward: this tensor of shape " + root.shape() + " does not depend on any tensor that "
                    + "requires a gradient. Fix: call requiresGrad(true) on an input before computing, and outside NoGrad.");
        }
        if (!upstream.shape().equals(root.shape())) {
            throw new ShapeException("backward", "the upstream gradient has shape " + upstream.shape() + ", the tensor " + root.shape(),
                    "both shapes are equal", "reshape the upstream gradient");
        }
        try (NoGrad _ = NoGrad.setGradEnabled(createGraph)) {
            Backward pass = new Backward(retainGraph, createGraph);
            pass.owners.add(upstream); // the caller's, never released
            pass.receive(root.node(), upstream);
            pass.visitAll();
        }
    }

    /** The gradient of a scalar with respect to itself: 1. */
    public static Tensor upstreamOfScalar(Tensor root) {
        if (root.numel() != 1) {
            throw new ShapeException("backward", "a tensor of shape " + root.shape() + " is not one number",
                    "backward() without argument starts from a scalar", "sum it, or pass the upstream gradient to backward(gradient)");
        }
        return Tensor.full(1, root.shape().dims());
    }

    private void visitAll() {
        while (!queue.isEmpty()) {
            Node node = queue.poll();
            Tensor g = gradients.remove(node);
            if (node.isLeaf()) {
                accumulate(node.leafTensor(), g);
                continue;
            }
            for (Edge edge : node.inputs()) {
                if (edge.target() != Node.NONE) {
                    receive(edge.target(), checked(edge.gradient(node.operation(), g), edge.target(), node));
                }
            }
            owners.remove(g);
            if (!retainGraph) {
                node.free();
            }
        }
    }

    private void receive(Node node, Tensor g) {
        owners.add(g);
        Tensor before = gradients.get(node);
        if (before == null) {
            gradients.put(node, g);
            queue.add(node);
        } else {
            Tensor sum = before.add(g);
            owners.add(sum);
            owners.remove(before);
            owners.remove(g);
            gradients.put(node, sum);
        }
    }

    private void accumulate(Tensor leaf, Tensor g) {
        if (leaf.hasGrad()) {
            leaf.setGrad(leaf.grad().add(g));
            owners.remove(g);
        } else {
            leaf.setGrad(owners.exclusive(g));
        }
    }

    private static Tensor checked(Tensor gradient, Node target, Node node) {
        if (!gradient.shape().equals(target.shape())) {
            throw new ShapeException("backward", "the gradient function of '" + node.operation() + "' returned shape " + gradient.shape()
                    + " for an input of shape " + target.shape(), "a gradient has the shape of its tensor", "correct that operation");
        }
        return gradient;
    }
}
