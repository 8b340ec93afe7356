package longhand.conformance.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import longhand.shape.Shape;

/**
 * All random choices of one problem. The seed decides everything: also how large the problem may be, by its lowest
 * three bits, so that a smaller problem of the same kind is just another seed.
 */
final class Draw {
    /** Number of size classes; class 0 holds single numbers, the last one whole layers. */
    static final int SIZES = 8;

    /** The largest size of a dimension, for each size class. */
    private static final int[] LARGEST = {1, 2, 4, 9, 17, 35, 70, 130};
    /** The longest row or sum. */
    private static final int[] LONGEST = {1, 3, 9, 35, 130, 1_100, 9_000, 140_000};
    /** The most multiplications. */
    private static final long[] MOST_WORK = {100, 500, 2_000, 10_000, 50_000, 200_000, 1_000_000, 6_000_000};
    /** Sizes around vector lengths, tiles, blocks and pieces of work: where loops end. */
    private static final int[] EDGES = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129,
        255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 2047, 2048, 2049, 4095, 4096, 4097, 8191, 8192, 8193,
        32_767, 32_768, 32_769, 65_537, 131_073};
    private static final int RARELY = 12;

    private final SplittableRandom random;
    private final int sizeClass;

    /** @param mostSize the largest size class, whatever the seed says */
    Draw(long seed, int mostSize) {
        this.random = new SplittableRandom(seed);
        this.sizeClass = Math.min(mostSize, sizeClass(seed));
    }

    /** The size class that a seed decides, from 0 to {@link #SIZES} − 1. */
    static int sizeClass(long seed) {
        return (int) (seed & SIZES - 1);
    }

    /** The seed of size class {@code sizeClass} that shares all other bits with the given one. */
    static long resized(long seed, int sizeClass) {
        return seed & -SIZES | sizeClass;
    }

    /** An integer from {@code least} to {@code most}, both possible. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** True once in twelve times. */
    boolean rarely() {
        return random.nextInt(RARELY) == 0;
    }

    long seed() {
        return random.nextLong();
    }

    double uniform() {
        return random.nextDouble();
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The most multiplications that this problem may need. */
    long mostWork() {
        return MOST_WORK[sizeClass];
    }

    /** A dimension, at least 1. */
    int size() {
        return upTo(LARGEST[sizeClass]);
    }

    /** A dimension that may be 0. */
    int sizeOrEmpty() {
        return rarely() ? 0 : size();
    }

    /** The length of a row or of a sum, which may be 0. */
    int length() {
        return rarely() ? 0 : upTo(LONGEST[sizeClass]);
    }

    /** From 1 to {@code most}: half of the time a size at which some loop ends. */
    int upTo(int most) {
        int edges = (int) IntStream.of(EDGES).takeWhile(edge -> edge <= most).count();
        return coin() && edges > 0 ? EDGES[random.nextInt(edges)] : between(1, most);
    }

    /** A shape of the given rank with at most {@link #mostWork} / 8 elements. */
    Shape shape(int rank) {
        return shape(rank, this::sizeOrEmpty);
    }

    /** A shape without empty dimensions. */
    Shape filledShape(int rank) {
        return shape(rank, this::size);
    }

    private Shape shape(int rank, IntSupplier size) {
        int[] dims = new int[rank];
        long room = mostWork() / 8;
        for (int d = 0; d < rank; d++) {
            dims[d] = (int) Math.min(size.getAsInt(), Math.max(1, room));
            room /= Math.max(1, dims[d]);
        }
        return Shape.of(permuted(dims));
    }

    private int[] permuted(int[] values) {
        int[] order = order(values.length);
        return IntStream.range(0, values.length).map(i -> values[order[i]]).toArray();
    }

    /** The numbers from 0 to n − 1 in random order. */
    int[] order(int n) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        Collections.shuffle(order, new Random(seed()));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Some indices from 0 to size − 1, with repetitions; none if size is 0. */
    int[] indices(int count, int size) {
        return IntStream.range(0, size == 0 ? 0 : count).map(i -> random.nextInt(size)).toArray();
    }

    /** n numbers of a kind. */
    float[] numbers(Numbers kind, int n) {
        float[] values = new float[n];
        kind.fill(values, n, new Random(seed()));
        return values;
    }

    /**
     * An array that is longer than needed, as reused memory is: n numbers of a kind, then what an earlier owner left.
     */
    float[] array(Numbers kind, int n) {
        float[] values = new float[n + (coin() ? 0 : between(1, 20))];
        Random garbage = new Random(seed());
        kind.fill(values, n, garbage);
        for (int i = n; i < values.length; i++) {
            values[i] = garbage.nextBoolean() ? Float.NaN : (float) garbage.nextGaussian();
        }
        return values;
    }
}
