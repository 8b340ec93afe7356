package longhand.explain.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import longhand.explain.Values;

/**
 * How much it says that a number of an answer is explained: the bits that it takes to write the number, judged by how
 * far the numbers lie apart and how exactly they are written. The first one says where the answer lies, too; a number
 * that stands there more than once says the less the more often it does.
 */
final class Evidence {
    private static final double MOST_BITS = 9;
    private static final double BITS_OF_REPEATED = 1;
    private static final double BITS_OF_ZERO = 2;
    private static final int MOST_DECIMALS = 4;
    private final double[] bits;

    Evidence(Written answer, Values truth) {
        double[] values = answer.values().toArray();
        double unit = unit(values);
        double anywhere = bits(spread(DoubleStream.concat(Arrays.stream(values), Arrays.stream(truth.toArray()))
                .toArray()), unit);
        double besides = bits(spread(values), unit);
        this.bits = new double[values.length];
        Map<Long, Integer> counts = new HashMap<>();
        Arrays.stream(values).forEach(v -> counts.merge(Math.round(v / unit), 1, Integer::sum));
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < values.length; i++) {
            double each = seen.isEmpty() ? anywhere : besides;
            double ofThis = values[i] == 0 ? Math.min(BITS_OF_ZERO, each) : each;
            long key = Math.round(values[i] / unit);
            double again = Math.max(BITS_OF_REPEATED, Parts.log2((double) values.length / counts.get(key)));
            bits[i] = seen.add(key) ? ofThis : Math.min(again, ofThis);
        }
    }

    private static double spread(double... values) {
        return Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
    }

    private static double bits(double spread, double unit) {
        return Math.min(MOST_BITS, Math.log(1 + spread / unit) / Math.log(2));
    }

    /** The smallest step between numbers written with as many decimals. */
    private static double unit(double... values) {
        double unit = 1;
        for (int d = 0; d < MOST_DECIMALS; d++) {
            boolean multiples = true;
            for (double v : values) {
                multiples &= Math.abs(Math.rint(v / unit) * unit - v) < unit * 1e-6;
            }
            if (multiples) {
                break;
            }
            unit /= 10;
        }
        return unit;
    }

    /** The bits of one number. */
    double of(int position) {
        return bits[position];
    }
}
