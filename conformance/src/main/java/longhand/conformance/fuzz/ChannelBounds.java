package longhand.conformance.fuzz;

import longhand.shape.ChannelShape;

/** The error bounds of sums over the channels of [batch, channels, plane]; see {@link ErrorBounds}. */
final class ChannelBounds {
    private ChannelBounds() {}

    /** What happens to one number: its channel, and its place in the array. */
    @FunctionalInterface
    interface Visitor {
        void visit(int channel, int at);
    }

    /** Visits all numbers, channel by channel. */
    static void each(ChannelShape s, Visitor visitor) {
        for (int c = 0; c < s.channels(); c++) {
            for (int n = 0; n < s.batch(); n++) {
                int start = (n * s.channels() + c) * s.plane();
                for (int i = start; i < start + s.plane(); i++) {
                    visitor.visit(c, i);
                }
            }
        }
    }

    /**
     * The mean is a sum divided by n. The variance is that of the corrected two-pass algorithm: with e the error of the
     * mean that distances are taken from, (variance + e²) times the roundings of a sum (Chan, Golub and LeVeque,
     * "Algorithms for computing the sample variance", The American Statistician 37, 1983). Both leave the range of
     * floats without overflowing, as double does.
     */
    static void ofMoments(float[] x, double[] mean, double[] variance, ChannelShape s) {
        double count = (double) s.batch() * s.plane();
        double[] sums = new double[s.channels()];
        double[] magnitudes = new double[s.channels()];
        each(s, (c, i) -> {
            sums[c] += x[i];
            magnitudes[c] += Math.abs((double) x[i]);
        });
        double[] squares = new double[s.channels()];
        each(s, (c, i) -> squares[c] += (x[i] - sums[c] / count) * (x[i] - sums[c] / count));
        double roundings = SumBounds.roundings((long) count) * SumBounds.U;
        for (int c = 0; c < s.channels(); c++) {
            double error = roundings * magnitudes[c] / count;
            mean[c] = Double.isFinite(sums[c]) && count > 0 ? error : 0;
            variance[c] = Double.isFinite(squares[c]) && count > 0
                    ? 2 * roundings * (squares[c] / count + error * error) + error * error : 0;
        }
    }

    static void ofSums(float[] a, float[] b, float[] center, double[] sumA, double[] sumAB, ChannelShape s) {
        double[] magnitudeA = new double[s.channels()];
        double[] magnitudeAB = new double[s.channels()];
        each(s, (c, i) -> {
            magnitudeA[c] += Float.isFinite(a[i]) ? Math.abs(a[i]) : 0;
            magnitudeAB[c] += finiteProduct(a[i], b[i], center[c]);
        });
        long n = (long) s.batch() * s.plane();
        for (int c = 0; c < s.channels(); c++) {
            sumA[c] = ofSum(magnitudeA[c], n);
            sumAB[c] = ofSum(magnitudeAB[c], n);
        }
    }

    /** |a·(b − center)|; 0 if one of them is NaN or ±∞; ∞ if the difference overflows. */
    static double finiteProduct(float a, float b, float center) {
        if (!Float.isFinite(a) || !Float.isFinite(b) || !Float.isFinite(center)) {
            return 0;
        }
        double difference = Math.abs((double) b - center);
        return difference > Float.MAX_VALUE / 2 ? Double.POSITIVE_INFINITY : Math.abs(a) * difference;
    }

    private static double ofSum(double magnitude, long n) {
        return SumBounds.roundings(n) * SumBounds.U * magnitude + n * (double) Float.MIN_VALUE;
    }
}
