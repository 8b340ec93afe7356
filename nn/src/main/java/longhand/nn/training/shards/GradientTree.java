package longhand.nn.training.shards;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Sums along a fixed binary tree over the shards of a batch: first neighbours, then pairs of neighbours, and so on,
 *
 * <pre>
 *   ((g₀ + g₁) + (g₂ + g₃)) + ((g₄ + g₅) + (g₆ + g₇))
 * </pre>
 *
 * Addition of floats depends on the order, and here the order does not depend on who adds: any computer may add up some
 * nodes and send the sums. Of n shards, at most log₂ n + 1 sums are kept at a time, and their arrays are used again.
 */
public final class GradientTree {
    private final Deque<Node> nodes = new ArrayDeque<>();
    private final Deque<float[]> free = new ArrayDeque<>();

    /**
     * The sum over some neighbouring shards.
     *
     * @param from number of the first shard
     * @param to number after the last one
     * @param sum the numbers, all of the gradient or a part of it
     */
    public record Node(int from, int to, float[] sum) {
        private int size() {
            return to - from;
        }

        /** Whether both hang under one node of the tree. */
        private boolean isSiblingOf(Node right) {
            return to == right.from && size() == right.size() && from % (2 * size()) == 0;
        }

        /** The node above; uses the memory of the left one. */
        private Node plus(Node right) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += right.sum[i];
            }
            return new Node(from, right.to, sum);
        }
    }

    /** An array of that length for the next shard; what it holds is arbitrary. */
    public float[] room(int length) {
        float[] array = free.poll();
        return array != null && array.length == length ? array : new float[length];
    }

    /**
     * Adds what is known about the shards after those before. Its memory belongs to the tree from now on.
     *
     * @param next one shard, or a node that another tree of this kind has returned
     */
    public void add(Node next) {
        Node sum = next;
        while (!nodes.isEmpty() && nodes.peekLast().isSiblingOf(sum)) {
            sum = merged(nodes.removeLast(), sum);
        }
        nodes.addLast(sum);
    }

    /** The sums so far, as few as possible: nodes of the tree, from left to right. */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * The sum over all shards that were added, of which the first is number 0: shards that a short batch lacks add
     * nothing.
     */
    public float[] total() {
        Node sum = nodes.removeLast();
        while (!nodes.isEmpty()) {
            sum = merged(nodes.removeLast(), sum);
        }
        return sum.sum;
    }

    private Node merged(Node left, Node right) {
        Node sum = left.plus(right);
        give(right.sum);
        return sum;
    }

    /** Takes an array back that nobody needs any more. */
    public void give(float[] array) {
        free.add(array);
    }

    /** Forgets the sums, whose arrays nobody needs any more. */
    public void clear() {
        nodes.forEach(node -> give(node.sum));
        nodes.clear();
    }
}
