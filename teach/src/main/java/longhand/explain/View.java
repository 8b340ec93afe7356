package longhand.explain;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One way to look at an operation: every number of one array with its working. Forward, that array is the output;
 * backward, it is the gradient of an input. Nothing is computed before it is asked for.
 *
 * @param name as in {@link ViewNames}: forward, input-gradient
 * @param title what the view shows, in a sentence
 * @param targetName the array whose numbers are explained: Y, dX
 * @param targetTitle what that array is
 * @param dims its shape
 * @param at the working of the number at a row-major position
 */
public record View(String name, String title, String targetName, String targetTitle, int[] dims,
        IntFunction<Working> at) {

    /** The view of the gradient of an operand. */
    static View gradient(String name, String title, Operand of, IntFunction<Working> at) {
        return new View(name, title, "d" + of.name(), "gradient of the loss by " + of.name(), of.values().dims(), at);
    }

    /** The working of the number at an index; leading dimensions of size 1 may be left out. */
    public Working cell(int... index) {
        return at.apply(Index.position(dims, index));
    }

    /** The workings of all numbers, in row-major order. */
    public List<Working> all() {
        return IntStream.range(0, Index.size(dims)).mapToObj(at).toList();
    }

    /** The array with all its numbers. */
    public Operand target() {
        double[] values = new double[Index.size(dims)];
        Arrays.setAll(values, i -> at.apply(i).value());
        return Operand.of(targetName, targetTitle, Values.of(values, dims));
    }
}
