package longhand.conformance.fuzz;

import java.util.List;
import java.util.Optional;

/** Compares solutions. */
final class Compare {
    private Compare() {}

    /** The first number that is further from the expected one than its tolerance; see {@link Problem#tolerances}. */
    static Optional<String> difference(List<double[]> expected, List<double[]> tolerances, List<double[]> actual) {
        for (int r = 0; r < expected.size(); r++) {
            double[] e = expected.get(r);
            double[] a = actual.get(r);
            if (e.length != a.length) {
                return Optional.of("result " + r + " has " + a.length + " numbers, not " + e.length);
            }
            for (int i = 0; i < e.length; i++) {
                if (!agree(e[i], a[i], tolerances.get(r)[i])) {
                    return Optional.of("result " + r + " of " + e.length + " numbers: [" + i + "] is " + a[i]
                            + ", the reference has " + e[i] + ", tolerance " + tolerances.get(r)[i]);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean agree(double expected, double actual, double tolerance) {
        if (same(expected, actual) || tolerance == Double.POSITIVE_INFINITY) {
            return true;
        }
        if (Double.isNaN(tolerance)) {
            return Double.isFinite(expected) || Double.isInfinite(expected) && !Double.isFinite(actual);
        }
        boolean close = Math.abs(expected - actual) <= tolerance;
        double smaller = Math.min(Math.abs(expected), Math.abs(actual));
        boolean bothOverflow = smaller + tolerance >= Float.MAX_VALUE && expected * actual > 0;
        return tolerance > 0 && (close || bothOverflow);
    }

    /** The same bits, where any NaN is as good as any other. */
    private static boolean same(double a, double b) {
        return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }

    /** The first number that differs in any bit from what one thread computed. */
    static Optional<String> otherBits(List<double[]> alone, List<double[]> together, int threads) {
        for (int r = 0; r < alone.size(); r++) {
            for (int i = 0; i < alone.get(r).length; i++) {
                if (!same(alone.get(r)[i], together.get(r)[i])) {
                    return Optional.of("result " + r + ": [" + i + "] is " + alone.get(r)[i] + " with 1 thread, but "
                            + together.get(r)[i] + " with " + threads);
                }
            }
        }
        return Optional.empty();
    }
}
