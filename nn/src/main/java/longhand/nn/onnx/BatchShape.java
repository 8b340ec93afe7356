package longhand.nn.onnx;

import java.util.stream.IntStream;
import longhand.shape.Shape;

/**
 * The shape of a value in two runs, with batches of {@link #FIRST} and {@link #SECOND}: sizes that differ grow with the
 * batch, all others are fixed.
 *
 * @param first with the smaller batch
 * @param second with the larger one, of the same rank
 */
record BatchShape(Shape first, Shape second) {
    static final int FIRST = 2;
    static final int SECOND = 3;

    int rank() {
        return first.rank();
    }

    boolean varies(int dim) {
        return first.dim(dim) != second.dim(dim);
    }

    boolean variesAnywhere() {
        return !first.equals(second);
    }

    /** How much a size grows with each example. */
    int perExample(int dim) {
        return (second.dim(dim) - first.dim(dim)) / (SECOND - FIRST);
    }

    /** What a size has beyond that. */
    int rest(int dim) {
        return first.dim(dim) - FIRST * perExample(dim);
    }

    /** The dimensions that grow with the batch. */
    int[] varying() {
        return IntStream.range(0, rank()).filter(this::varies).toArray();
    }

    /** What the file says about a size: a number, or one in terms of the batch. */
    String text(int dim) {
        if (!varies(dim)) {
            return Integer.toString(first.dim(dim));
        }
        String grows = perExample(dim) == 1 ? "batch" : perExample(dim) + "*batch";
        return rest(dim) == 0 ? grows : grows + (rest(dim) > 0 ? "+" : "") + rest(dim);
    }
}
