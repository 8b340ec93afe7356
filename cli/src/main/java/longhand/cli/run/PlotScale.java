package longhand.cli.run;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Brings numbers into the range in which XChart can draw them. Its search for the ticks of an axis never ends when
 * neighbouring ticks are the same number to the formatter or to floating point: losses of 1e25, or losses that differ
 * in their last bit only.
 *
 * @param exponent the numbers are divided by ten to this power
 * @param low the lower end of the axis, after the division; with {@code high} equal to it: the axis may choose
 * @param high the upper end of the axis, after the division
 */
public record PlotScale(int exponent, double low, double high) {
    /** Between these magnitudes, labels of an axis are short as they are. */
    private static final double SMALLEST = 1e-3;
    private static final double LARGEST = 1e6;
    /**
     * Where differences are a smaller share of the numbers than this, the axis would be choosing among rounding errors.
     */
    private static final double NARROW = 1e-6;
    /** Ten to a power below this is no normal number any more. */
    private static final int SMALLEST_EXPONENT = -300;

    /** The scale for an axis with all these numbers on it; NaN and infinities do not count. */
    public static PlotScale of(double[]... lines) {
        double[] values = Stream.of(lines).flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        boolean fits = largest == 0 || largest >= SMALLEST && largest < LARGEST;
        int exponent = fits ? 0 : (int) Math.floor(Math.log10(largest));
        PlotScale unbounded = new PlotScale(Math.max(SMALLEST_EXPONENT, exponent), 0, 0);
        double[] scaled = unbounded.apply(values);
        double min = Arrays.stream(scaled).min().orElse(0);
        double max = Arrays.stream(scaled).max().orElse(1);
        double magnitude = Math.max(Math.abs(min), Math.abs(max));
        if (magnitude >= SMALLEST && max - min > NARROW * magnitude) {
            return unbounded;
        }
        double around = magnitude < SMALLEST ? 1 : magnitude / 20;
        return new PlotScale(unbounded.exponent, min - around, max + around);
    }

    /** The numbers as they are drawn: NaN, which leaves a gap, for what is not finite. */
    public double[] apply(double... values) {
        double unit = Math.pow(10, exponent);
        return Arrays.stream(values).map(v -> Double.isFinite(v) ? v / unit : Double.NaN).toArray();
    }

    /** The title of the axis: {@code what}, with the power of ten to multiply by. */
    public String label(String what) {
        return exponent == 0 ? what : what + ", × 1e" + exponent;
    }

    /** Whether the axis must be given its ends, because the numbers do not show them. */
    public boolean hasEnds() {
        return low < high;
    }
}
