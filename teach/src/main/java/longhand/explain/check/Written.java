package longhand.explain.check;

import java.util.Arrays;
import longhand.explain.Values;

/**
 * Numbers as somebody wrote them.
 *
 * @param values the numbers
 * @param rounding for each number, how far it may lie from the exact one because it was rounded to the decimals that were written
 */
public record Written(Values values, double[] rounding) {

    /** Numbers that nobody rounded, such as those of a file of floats. */
    public static Written exactly(Values values) {
        return new Written(values, new double[values.size()]);
    }

    /** The same numbers in another shape. */
    public Written reshape(int... dims) {
        return new Written(values.reshape(dims), rounding);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Written w && values.equals(w.values) && Arrays.equals(rounding, w.rounding);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
