package longhand.data;

/**
 * How a {@link DataLoader} makes batches: {@code LoaderOptions.batches(256).shuffled()}.
 *
 * @param batchSize images per batch
 * @param shuffle another order in every epoch; else the order of the data set
 * @param dropLast leave out a last batch that is not full
 * @param prefetch how many batches a background thread prepares ahead; 0: none, they are made when they are asked for
 */
public record LoaderOptions(int batchSize, boolean shuffle, boolean dropLast, int prefetch) {
    private static final int DEFAULT_PREFETCH = 2;

    /** @throws IllegalArgumentException if {@code batchSize} is less than 1 or {@code prefetch} is negative */
    public LoaderOptions {
        if (batchSize < 1 || prefetch < 0) {
            throw new IllegalArgumentException(
                    "data loader: batch size " + batchSize + " must be at least 1 and prefetch " + prefetch
                    + " at least 0");
        }
    }

    /** Batches in the order of the data set, a short one at the end if need be, two of them prepared ahead. */
    public static LoaderOptions batches(int batchSize) {
        return new LoaderOptions(batchSize, false, false, DEFAULT_PREFETCH);
    }

    /** These options with another order in every epoch. */
    public LoaderOptions shuffled() {
        return new LoaderOptions(batchSize, true, dropLast, prefetch);
    }

    /** These options without a last batch that is not full. */
    public LoaderOptions droppingLast() {
        return new LoaderOptions(batchSize, shuffle, true, prefetch);
    }

    /** These options with another number of batches prepared ahead. */
    public LoaderOptions withPrefetch(int batches) {
        return new LoaderOptions(batchSize, shuffle, dropLast, batches);
    }
}
