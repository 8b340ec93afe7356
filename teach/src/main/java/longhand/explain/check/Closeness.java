package longhand.explain.check;

import java.util.Arrays;
import java.util.Optional;
import longhand.explain.Values;

/**
 * Decides when two arrays count as the same answer: equal shapes in a lenient sense, and numbers equal but for
 * rounding.
 */
final class Closeness {
    /** Relative error of a sum of some dozens of floats in any order; float has 24 bits, so one rounding is 6e-8. */
    private static final double FLOAT_SUM = 2e-6;
    /** What is left for numbers near 0. */
    private static final double LEAST = 1e-6;

    private Closeness() {}

    /**
     * The answer in the shape of the truth, if it is that shape: leading dimensions of 1 do not count, a vector may be
     * a row or a column, and neighbouring dimensions may be written as one (planes one below the other without a mark
     * between them, or each plane in a row). A matrix in a single row is not its shape.
     */
    static Optional<Written> inShapeOf(int[] truth, Written answer) {
        int[] a = trimmed(answer.values().dims());
        int[] t = trimmed(truth);
        return Arrays.equals(a, t) || a.length > 1 && joins(t, a) ? Optional.of(answer.reshape(truth))
                : Optional.empty();
    }

    /**
     * Whether answers of two shapes are written in the same way: as {@link #inShapeOf}, whichever of the two is the
     * longer.
     */
    static boolean sameShape(int[] a, int[] b) {
        int[] left = trimmed(a);
        int[] right = trimmed(b);
        return Arrays.equals(left, right) || left.length > 1 && right.length > 1
                && (joins(left, right) || joins(right, left));
    }

    /** Whether each size of the second shape is a product of sizes that follow each other in the first. */
    private static boolean joins(int[] fine, int[] coarse) {
        int at = 0;
        for (int size : coarse) {
            int product = 1;
            while (at < fine.length && (product < size || fine[at] == 1)) {
                product *= fine[at++];
            }
            if (product != size) {
                return false;
            }
        }
        return at == fine.length;
    }

    private static int[] trimmed(int[] dims) {
        int from = 0;
        while (from < dims.length && dims[from] == 1) {
            from++;
        }
        return Arrays.copyOfRange(dims, from, dims.length);
    }

    /** The largest absolute value. */
    static double largest(Values values) {
        return Arrays.stream(values.toArray()).map(Math::abs).max().orElse(0);
    }

    /** How far each number of an answer may lie from the exact one; a sum that is no finite number allows nothing. */
    static double[] allowed(Written answer, double magnitude) {
        double[] allowed = answer.rounding().clone();
        for (int i = 0; i < allowed.length; i++) {
            double scale = Double.isFinite(magnitude) ? magnitude : Math.abs(answer.values().get(i));
            allowed[i] += LEAST + FLOAT_SUM * scale;
        }
        return allowed;
    }

    /**
     * What is allowed of a number that belongs to smaller ones than the right results are.
     *
     * @param allowed of the right one, with its rounding
     * @param scale how large they are, as a part of the right ones
     */
    static double scaled(double allowed, double rounding, double scale) {
        return rounding + LEAST + (allowed - rounding - LEAST) * scale;
    }

    /** For each number, whether the answer agrees with the expected one; both have the same size. */
    static boolean[] agree(Values expected, Written answer, double magnitude) {
        boolean[] right = new boolean[expected.size()];
        double[] allowed = allowed(answer, magnitude);
        for (int i = 0; i < right.length; i++) {
            right[i] = Math.abs(expected.get(i) - answer.values().get(i)) <= allowed[i];
        }
        return right;
    }

    static boolean allTrue(boolean[] all) {
        for (boolean b : all) {
            if (!b) {
                return false;
            }
        }
        return true;
    }
}
