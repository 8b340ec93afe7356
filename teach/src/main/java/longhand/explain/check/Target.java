package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import longhand.explain.Values;
import longhand.explain.computation.Computation;

/**
 * A wrong answer that is to be explained: which of its numbers are right, and how much each of them says.
 *
 * <p>Changes can be put together in ways that nobody has thought of, so that a number would have to be read outside of
 * its array. Such a computation gives no answer: it agrees with nothing.
 */
final class Target {
    /** By so little do sums of doubles differ. */
    private static final double NO_ERROR = 1e-9;
    private final Written answer;
    private final int[] usual;
    private final Values truth;
    private final boolean[] right;
    private final double[] allowed;
    private final int[] order;
    private final Evidence evidence;
    private final double largestTruth;
    private long work;
    /** The computation that was scaled last; a comparison asks for the same one again and again. */
    private Computation scaled;
    private double scale;

    /**
     * @param answer in the shape of the truth if it has its size
     * @param usual the shape in which the right computation gives its numbers: that of the truth, or another one
     * @param right for each number whether it is right; empty if the size is wrong
     * @param allowed how far each number may lie from an exact one
     */
    Target(Written answer, Values truth, int[] usual, boolean[] right, double... allowed) {
        this.answer = answer;
        this.usual = usual;
        this.truth = truth;
        this.right = right;
        this.allowed = allowed;
        this.largestTruth = Closeness.largest(truth);
        this.evidence = new Evidence(answer, truth);
        this.order = wrongFirst();
    }

    /** The positions of the numbers, wrong ones first: they tell most about a guess. */
    private int[] wrongFirst() {
        int n = answer.values().size();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (right.length == 0 || !right[i]) {
                positions.add(i);
            }
        }
        for (int i = 0; i < n; i++) {
            if (right.length > 0 && right[i]) {
                positions.add(i);
            }
        }
        return positions.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many numbers the answer has. */
    int size() {
        return order.length;
    }

    Written answer() {
        return answer;
    }

    Values truth() {
        return truth;
    }

    /** Whether the answer has the size of the truth. */
    boolean hasRightSize() {
        return right.length > 0;
    }

    boolean isRight(int position) {
        return right.length > 0 && right[position];
    }

    Evidence evidence() {
        return evidence;
    }

    /** Roughly how many multiplications were done so far. */
    long work() {
        return work;
    }

    /** Counts what was done outside of comparisons. */
    void addWork(long multiplications) {
        work += multiplications;
    }

    /** Whether a computation gives this number. */
    boolean agrees(Computation c, int position) {
        work += c.cellCost() + 5;
        try {
            double written = answer.values().get(position);
            double rounding = answer.rounding()[position];
            return c.agrees(position, written, allowed[position]) && (c.agrees(position, written, rounding + NO_ERROR)
                    || c.agrees(position, written, Closeness.scaled(allowed[position], rounding, scale(c))));
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException impossible) {
            return false;
        }
    }

    /** Whether the number at a position is this one, as far as rounding allows. */
    boolean isWritten(int position, double number) {
        return Math.abs(answer.values().get(position) - number) <= allowed[position];
    }

    /** How large the numbers of a computation are, as a part of the right ones; at most 1. */
    private double scale(Computation c) {
        if (c != scaled) {
            work += (long) c.size() * c.cellCost();
            double largest = IntStream.range(0, c.size()).mapToDouble(i -> Math.abs(c.cell(i))).max().orElse(0);
            scale = largest < largestTruth ? largest / largestTruth : 1;
            scaled = c;
        }
        return scale;
    }

    /** The number that a computation gives at a position; NaN if it gives none. */
    double numberOf(Computation c, int position) {
        work += c.cellCost() + 5;
        try {
            return c.cell(position);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException impossible) {
            return Double.NaN;
        }
    }

    /** Whether a computation gives an answer of this shape. */
    boolean hasShapeOf(Computation c) {
        work += 5;
        try {
            int[] dims = c.dims();
            return hasRightSize() && Arrays.equals(dims, usual) || Closeness.sameShape(dims, answer.values().dims());
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException impossible) {
            return false;
        }
    }

    /** The first of the numbers, in the order of comparison, that a computation of the same shape does not give. */
    OptionalInt firstMissed(Computation c) {
        return Arrays.stream(order).filter(position -> !agrees(c, position)).findFirst();
    }

    /** Whether a computation gives every number. */
    boolean isExactly(Computation c) {
        if (!hasShapeOf(c)) {
            return false;
        }
        for (int position : order) {
            if (!agrees(c, position)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The numbers that a computation does not give, in the order of comparison; empty if there are more than a few that
     * are not right either.
     *
     * @param most how many may be neither right nor given by the computation
     */
    Optional<List<Integer>> missed(Computation c, int most) {
        if (!hasShapeOf(c)) {
            return Optional.empty();
        }
        List<Integer> missed = new ArrayList<>();
        int unexplained = 0;
        for (int position : order) {
            if (!agrees(c, position)) {
                missed.add(position);
                unexplained += isRight(position) ? 0 : 1;
                if (unexplained > most) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(missed);
    }
}
