package longhand.cli.run;

import java.util.Locale;
import longhand.datasets.DataSplits;
import longhand.io.checks.Range;

/**
 * Which images a run was started with: it goes on with these and no others.
 *
 * @param dataset name of the data set
 * @param trainImages number of training images in use
 * @param testImages number of test images in use
 * @param checksum {@link DataSplits#checksum} of them
 */
record DataIdentity(
        String dataset,
        @Range(min = 1) int trainImages,
        @Range(min = 1) int testImages,
        String checksum) {

    static DataIdentity of(String dataset, DataSplits splits) {
        return new DataIdentity(dataset, splits.train().size(), splits.test().size(), splits.checksum());
    }

    /** As in {@code 60,000 training and 10,000 test images of mnist, checksum 1a2b3c4d}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d training and %,d test images of %s, checksum %s", trainImages,
                testImages, dataset, checksum);
    }
}
