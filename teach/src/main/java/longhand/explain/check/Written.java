package longhand.explain.check;

import java.util.Arrays;
import longhand.explain.Values;

/**
 * Numbers as somebody wrote them.
 *
 * @param values the numbers
 * @param rounding for each number, how far it may lie from the exact one because it was rounded to the decimals that
 *     were written
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

    /**
     * The same numbers, where all were rounded to as many decimals as the one with most of them: 0.3 beside 0.25 stands
     * for 0.30.
     */
    Written sameDecimals() {
        double finest = Arrays.stream(rounding).filter(r -> r > 0).min().orElse(0);
        return new Written(values, Arrays.stream(rounding).map(r -> r > 0 ? r : finest).toArray());
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
