package longhand.explain.computation;

import java.util.Arrays;
import longhand.explain.Values;

/**
 * A way to come to an answer, right or wrong: the shape of the answer, and each of its numbers when it is asked for.
 *
 * <p>An operation is a record of its stages (the arrays that are read, the walk of the window, the product, the
 * reduction, …), and a misconception replaces one stage by another: any two of them can be put together.
 */
public interface Computation {

    /** The shape of the answer. */
    int[] dims();

    /** The number at a position of the answer, row by row. */
    double cell(int position);

    /** Whether a written number is this one, as far as rounding allows. */
    default boolean agrees(int position, double written, double allowed) {
        return Math.abs(cell(position) - written) <= allowed;
    }

    /** The smallest difference between two answers: 1 if all numbers are made whole, 0 if nothing is rounded. */
    default double resolution() {
        return 0;
    }

    /** Whether the stages fit to each other: a window must fit into its image, for example. */
    default boolean possible() {
        return true;
    }

    /** The largest sum of absolute values that is added up for one number: float rounding grows with it. */
    default double magnitude() {
        double most = 0;
        for (int i = 0; i < size(); i++) {
            most = Math.max(most, Math.abs(cell(i)));
        }
        return most;
    }

    /** Roughly how many multiplications one number takes. */
    long cellCost();

    /** How many numbers the answer has. */
    default int size() {
        int size = 1;
        for (int d : dims()) {
            size *= d;
        }
        return size;
    }

    /** All numbers. */
    default Values result() {
        double[] all = new double[size()];
        Arrays.setAll(all, this::cell);
        return Values.of(all, dims());
    }
}
