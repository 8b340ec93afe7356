package longhand.cli.watch;

/**
 * How often numbers fall into intervals of equal width.
 *
 * @param low the smallest number
 * @param high the largest number
 * @param counts numbers per interval; only in the last one the upper end counts too
 */
record Histogram(double low, double high, int[] counts) {
    private static final int INTERVALS = 24;

    /** Of the finite ones among every {@code stride}-th of the first {@code length} numbers. */
    static Histogram of(float[] numbers, int length, int stride) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i += stride) {
            if (Float.isFinite(numbers[i])) {
                low = Math.min(low, numbers[i]);
                high = Math.max(high, numbers[i]);
            }
        }
        int[] counts = new int[INTERVALS];
        double width = (high - low) / INTERVALS;
        for (int i = 0; i < length; i += stride) {
            if (Float.isFinite(numbers[i])) {
                counts[width == 0 ? 0 : Math.min(INTERVALS - 1, (int) ((numbers[i] - low) / width))]++;
            }
        }
        return low > high ? new Histogram(0, 0, counts) : new Histogram(low, high, counts);
    }
}
