package longhand.datasets.transforms;

/**
 * How each output position along one axis is mixed from input positions: the weights of a linear interpolation whose
 * tent widens with the step when the image shrinks (antialiasing), as fixed-point numbers.
 *
 * <p>These are Pillow's weights for 8-bit images, bit for bit ({@code precompute_coeffs} and {@code
 * normalize_coeffs_8bpc} of {@code Resample.c}): computed in double precision, divided by their sum, and rounded to
 * {@value #PRECISION_BITS} bits.
 */
final class ResizeAxis {
    /** 32 bits less 8 for the pixel and 2 for the sums. */
    static final int PRECISION_BITS = 32 - 8 - 2;
    /** One half: added before the shift, it makes the result round to nearest. */
    static final int HALF = 1 << (PRECISION_BITS - 1);

    final int inputSize;
    final int outputSize;
    /** First input position of each output position. */
    final int[] first;
    /** How many input positions each output position mixes. */
    final int[] count;
    /** The weights of output position {@code i} start at {@code i * stride}. */
    final int[] weights;
    final int stride;

    /** All of the axis. */
    ResizeAxis(int inputSize, int outputSize) {
        this(inputSize, outputSize, 0, outputSize);
    }

    /**
     * A part of the axis.
     *
     * @param wholeSize number of output positions, if there were all
     * @param from the first of them that is wanted
     * @param outputSize how many are
     */
    ResizeAxis(int inputSize, long wholeSize, long from, int outputSize) {
        if (outputSize < 1) {
            throw new IllegalArgumentException("resize: a side of " + outputSize
                    + " pixels. Rule: at least 1. Fix: choose another size");
        }
        this.inputSize = inputSize;
        this.outputSize = outputSize;
        double scale = (double) inputSize / wholeSize;
        double tentScale = Math.max(scale, 1);
        this.stride = (int) Math.ceil(tentScale) * 2 + 1;
        requireMemory((long) outputSize * stride);
        this.first = new int[outputSize];
        this.count = new int[outputSize];
        this.weights = new int[outputSize * stride];
        for (int i = 0; i < outputSize; i++) {
            fill(i, (from + i + 0.5) * scale, tentScale);
        }
    }

    /** @param numbers as many as an array is to hold */
    static void requireMemory(long numbers) {
        if (numbers > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("resize: it takes " + numbers + " numbers in between. Rule: fewer than 2³¹."
                    + " Fix: cut the picture, or resize it in two steps");
        }
    }

    /** The inputs under a tent of half-width {@code tentScale} around {@code center}. */
    private void fill(int i, double center, double tentScale) {
        int from = Math.max((int) (center - tentScale + 0.5), 0);
        int to = Math.min((int) (center + tentScale + 0.5), inputSize);
        double[] exact = new double[to - from];
        double sum = 0;
        for (int k = 0; k < exact.length; k++) {
            exact[k] = tent((k + from - center + 0.5) * (1 / tentScale));
            sum += exact[k];
        }
        first[i] = from;
        count[i] = exact.length;
        for (int k = 0; k < exact.length; k++) {
            weights[i * stride + k] = (int) (0.5 + exact[k] / sum * (1 << PRECISION_BITS));
        }
    }

    /** The first input position that any output position mixes. */
    int firstInput() {
        return first[0];
    }

    /** The position after the last input position that any output position mixes. */
    int endInput() {
        return first[outputSize - 1] + count[outputSize - 1];
    }

    /** 1 at 0, falling to 0 at distance 1. */
    private static double tent(double x) {
        return Math.max(1 - Math.abs(x), 0);
    }
}
