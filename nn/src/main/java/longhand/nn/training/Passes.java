package longhand.nn.training;

import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.io.checks.Range;
import longhand.names.Counted;

/**
 * How a loader goes through its data set: what must be the same if the steps of a run are to be those of one that never
 * stopped.
 *
 * @param examples size of the data set; 0 if an older version saved the state, which did not note any of this
 * @param batchSize examples per batch
 * @param shuffle another order in every epoch
 * @param dropLast without a last batch that is not full
 */
public record Passes(@Range(min = 0) int examples, @Range(min = 0) int batchSize, boolean shuffle, boolean dropLast) {
    static final Passes UNKNOWN = new Passes(0, 0, false, false);
    /** The same in a file. */
    static final String UNKNOWN_JSON = "{\"examples\":0,\"batchSize\":0,\"shuffle\":false,\"dropLast\":false}";

    static Passes of(DataLoader loader) {
        LoaderOptions options = loader.options();
        return new Passes(loader.dataset().size(), options.batchSize(), options.shuffle(), options.dropLast());
    }

    boolean isKnown() {
        return examples > 0;
    }

    /** As it stands in errors: {@code 36 examples in batches of 8, shuffled}. */
    @Override
    public String toString() {
        return Counted.of(examples, "example") + " in batches of " + batchSize + (shuffle ? ", shuffled" : ", in order")
                + (dropLast ? ", dropping the last" : "");
    }
}
