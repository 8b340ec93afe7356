package longhand.conformance.fuzz;

/**
 * How far a sum may be off.
 *
 * <p>u = 2⁻²⁴ is the unit roundoff of floats. A sum of n products computed in floats in any order, with or without
 * fused multiply-adds, is off by at most about n·u·Σ|product|; added up in blocks of b, (b + n/b)·u·Σ|product| (Higham,
 * "Accuracy and Stability of Numerical Algorithms", 2nd edition, §3.1 and §4.2). Every backend must do as well as with
 * blocks of {@link #BLOCK}. Where the magnitudes add up to more than a float holds, partial sums may overflow, and
 * everything is allowed. Sums of small integers are exact; their bound {@link Float#MIN_VALUE} demands the same number,
 * but not the same sign of a zero.
 */
final class SumBounds {
    static final double U = 0x1p-24;
    private static final int BLOCK = 2_048;
    /** All integers up to here are floats. */
    private static final double LARGEST_EXACT = 1 << 24;

    private SumBounds() {}

    /**
     * The sum of n numbers may be off by this many u: those of its additions, and three for products, a bias, and the
     * reference.
     */
    static double roundings(long n) {
        return Math.min(n, BLOCK + (double) n / BLOCK) + 3;
    }

    /** The bound of a sum of n numbers of the given total magnitude. */
    static float ofSum(double magnitude, long n, boolean integers) {
        if (integers && magnitude < LARGEST_EXACT) {
            return Float.MIN_VALUE;
        }
        return orEverything(roundings(n) * U * magnitude + n * Float.MIN_VALUE, magnitude);
    }

    static float orEverything(double bound, double magnitude) {
        return magnitude > Float.MAX_VALUE / 2 ? Float.POSITIVE_INFINITY : (float) bound;
    }

    static void ofSums(float[] magnitudes, int count, long n, boolean integers) {
        for (int i = 0; i < count; i++) {
            magnitudes[i] = ofSum(magnitudes[i], n, integers);
        }
    }

    /** |x|, and 0 in place of NaN and ±∞, which decide a result whatever the order. */
    static float[] magnitudes(float[] x) {
        float[] magnitudes = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            magnitudes[i] = Float.isFinite(x[i]) ? Math.abs(x[i]) : 0;
        }
        return magnitudes;
    }

    static boolean integers(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            if (x[i] != Math.rint(x[i])) {
                return false;
            }
        }
        return true;
    }

    /** |x|, and 0 in place of NaN and ±∞. */
    static double finite(double x) {
        return Double.isFinite(x) ? Math.abs(x) : 0;
    }
}
