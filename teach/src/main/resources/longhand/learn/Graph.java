import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/*
 * Your own autograd. A node holds numbers, remembers from which nodes they were computed (its parents), and knows how to pass its
 * gradient on to them. What is missing is the walk backward:
 *
 * A node may pass its gradient on only when that gradient is complete, that is, after all nodes that were computed from it have
 * passed on theirs; and it passes it on once. A graph may be 100,000 nodes deep: a method that calls itself for each parent would
 * overflow Java's stack.
 */
class Graph {
    /** Numbers (C × H × W; a vector is C × 1 × 1), their gradient, and where they come from. */
    static final class Node {
        final float[][][] value;
        final float[][][] gradient;
        final List<Node> parents;
        /** Adds to the gradients of the parents what this node's gradient means for them. */
        Runnable pass = () -> { };

        Node(float[][][] value, Node... parents) {
            this.value = value;
            this.gradient = new float[value.length][value[0].length][value[0][0].length];
            this.parents = List.of(parents);
        }
    }

    /** A vector that was computed from nothing. */
    static Node leaf(float... numbers) {
        float[][][] value = new float[numbers.length][1][1];
        for (int i = 0; i < numbers.length; i++) {
            value[i][0][0] = numbers[i];
        }
        return new Node(value);
    }

    /** The sum of two vectors. */
    static Node add(Node a, Node b) {
        Node y = leaf(new float[a.value.length], a, b);
        for (int i = 0; i < y.value.length; i++) {
            y.value[i][0][0] = a.value[i][0][0] + b.value[i][0][0];
        }
        y.pass = () -> {
            for (int i = 0; i < y.value.length; i++) {
                a.gradient[i][0][0] += y.gradient[i][0][0];
                b.gradient[i][0][0] += y.gradient[i][0][0];
            }
        };
        return y;
    }

    /** The product of two vectors, number by number. */
    static Node mul(Node a, Node b) {
        Node y = leaf(new float[a.value.length], a, b);
        for (int i = 0; i < y.value.length; i++) {
            y.value[i][0][0] = a.value[i][0][0] * b.value[i][0][0];
        }
        y.pass = () -> {
            for (int i = 0; i < y.value.length; i++) {
                a.gradient[i][0][0] += y.gradient[i][0][0] * b.value[i][0][0];
                b.gradient[i][0][0] += y.gradient[i][0][0] * a.value[i][0][0];
            }
        };
        return y;
    }

    private static Node leaf(float[] numbers, Node... parents) {
        return new Node(leaf(numbers).value, parents);
    }

    /** Sets all gradients of loss to 1, and then lets all nodes that loss was computed from pass on their gradients. */
    static void backward(Node loss) {
        for (float[][] plane : loss.gradient) {
            for (float[] row : plane) {
                java.util.Arrays.fill(row, 1);
            }
        }
        // BEGIN SOLUTION
        List<Node> order = new ArrayList<>(); // each node after all of its parents
        Set<Node> seen = new HashSet<>();
        Set<Node> done = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(loss));
        while (!open.isEmpty()) {
            Node node = open.peek();
            if (seen.add(node)) {
                node.parents.stream().filter(p -> !seen.contains(p)).forEach(open::push);
            } else {
                open.pop();
                if (done.add(node)) {
                    order.add(node);
                }
            }
        }
        for (Node node : order.reversed()) {
            node.pass.run();
        }
        // END SOLUTION
    }
}
