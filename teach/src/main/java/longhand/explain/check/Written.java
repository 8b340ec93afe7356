package longhand.explain.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import longhand.explain.Values;

/**
 * Numbers as somebody wrote them.
 *
 * @param values the numbers
 * @param rounding for each number, how far it may lie from the exact one because it was rounded to the decimals that
 *     were written
 * @param finest the least rounding that the others share, or 0
 */
public record Written(Values values, double[] rounding, double finest) {
    /** Numbers of which each says how all were rounded. */
    Written(Values values, double... rounding) {
        this(values, rounding, finest(Arrays.stream(rounding)));
    }

    /** Numbers as they were read. */
    static Written of(List<NumberText> numbers, int... dims) {
        return new Written(Values.of(numbers.stream().mapToDouble(NumberText::value).toArray(), dims),
                numbers.stream().mapToDouble(NumberText::rounding).toArray(),
                finest(numbers.stream().filter(NumberText::leads).mapToDouble(NumberText::rounding)));
    }

    private static double finest(DoubleStream roundings) {
        return roundings.filter(r -> r > 0).min().orElse(0);
    }

    /** Numbers that nobody rounded, such as those of a file of floats. */
    public static Written exactly(Values values) {
        return new Written(values, new double[values.size()]);
    }

    /** The same numbers in another shape. */
    public Written reshape(int... dims) {
        return new Written(values.reshape(dims), rounding, finest);
    }

    /**
     * The same numbers, where all were rounded to as many decimals as the one with most of them: 0.3 beside 0.25 stands
     * for 0.30.
     */
    Written sameDecimals() {
        return new Written(values, Arrays.stream(rounding).map(r -> r > 0 ? r : finest).toArray(), finest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Written w && finest == w.finest && values.equals(w.values)
                && Arrays.equals(rounding, w.rounding);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
