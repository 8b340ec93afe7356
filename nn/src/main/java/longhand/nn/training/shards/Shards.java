package longhand.nn.training.shards;

import java.util.SplittableRandom;

/**
 * How each batch is split into shards, which may be computed one after another or on different computers, with the same
 * numbers.
 *
 * <p>A shard is one fixed computation: its images follow from the size of the batch, its random numbers (dropout) from
 * the seed, the step and its own number, its batch normalisation sees its own images only, and gradients are added
 * along a fixed binary tree ({@link GradientTree}). Nothing depends on who computes which shard. Another number of
 * shards is another computation, with other numbers: it belongs to the recipe.
 *
 * @param count how many there are, a power of two
 * @param seed where the shards' random numbers come from
 */
public record Shards(int count, long seed) {
    /** The largest count. */
    public static final int MOST = 1024;
    /** What the count has to be, as it follows "Rule: ". */
    public static final String RULE = "a power of two, at most " + MOST;

    /** @throws IllegalArgumentException if the count is no power of two */
    public Shards {
        if (!isCount(count)) {
            throw new IllegalArgumentException("shards: " + count
                    + " parts of a batch cannot be added up in pairs. Rule: " + RULE + ". Fix: use such a number.");
        }
    }

    /** Whether a batch may be split into that many. */
    public static boolean isCount(int count) {
        return count >= 1 && count <= MOST && Integer.bitCount(count) == 1;
    }

    /**
     * How many shards a batch of that many images really has: where batches hold {@code batchSize} images, a short last
     * one has fewer shards rather than smaller ones, for batch normalisation needs more than one image.
     */
    public int used(int images, int batchSize) {
        int perShard = Math.ceilDiv(batchSize, count);
        return Math.ceilDiv(images, perShard);
    }

    /** The first image of a shard, where {@code used} shards share that many images; that of the next shard ends it. */
    public static int firstImage(int shard, int used, int images) {
        return (int) ((long) shard * images / used);
    }

    /** The seed of a shard's random numbers in a step. */
    public long streamSeed(long step, int shard) {
        return scrambled(scrambled(scrambled(seed) + step) + shard);
    }

    private static long scrambled(long number) {
        return new SplittableRandom(number).nextLong();
    }
}
