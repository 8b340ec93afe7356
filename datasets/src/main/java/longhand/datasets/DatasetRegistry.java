package longhand.datasets;

import java.util.ArrayList;
import java.util.List;
import longhand.data.DatasetException;
import longhand.data.Split;
import longhand.datasets.files.ImageFiles;

/** The data sets by name. */
public final class DatasetRegistry {
    /** The subset of Fashion-MNIST that comes with this program, whatever else is on the machine. */
    public static final String SUBSET = "fashion-mnist-subset";
    private static final String SYNTHETIC = "synthetic";

    private DatasetRegistry() {}

    /** The names that {@link #load} knows. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(ImageFiles.names());
        names.add(SUBSET);
        names.add(SYNTHETIC);
        return List.copyOf(names);
    }

    /**
     * Finds a data set; its images are read when they are first asked for.
     *
     * @param name one of {@link #names()}
     * @throws DatasetException if there is no such data set or its files cannot be found
     */
    public static DataSplits load(String name, DatasetOptions options) {
        if (!names().contains(name)) {
            throw new DatasetException("no data set \"" + name + "\"; there are " + String.join(", ", names()));
        }
        if (name.equals(SYNTHETIC)) {
            return synthetic(options);
        }
        ImageFiles files = name.equals(SUBSET) ? ImageFiles.subset()
                : ImageFiles.find(name, options.folder(), options.download(), options.messages());
        return new DataSplits(files.origin(), options, files::read);
    }

    private static DataSplits synthetic(DatasetOptions options) {
        SyntheticDataset train = new SyntheticDataset(10_000, 1);
        SyntheticDataset test = new SyntheticDataset(2_000, 1_000_000);
        String origin = "synthetic: 10,000 training and 2,000 test images of stripes, computed as needed";
        return new DataSplits(origin, options, split -> split == Split.TRAIN ? train : test);
    }
}
