package longhand.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import longhand.data.DatasetException;
import longhand.data.Split;
import longhand.datasets.files.Cifar;
import longhand.datasets.files.IdxFolder;
import longhand.datasets.files.ImageFiles;
import longhand.datasets.pictures.PictureSet;
import longhand.datasets.transforms.Resize;
import longhand.names.Given;
import longhand.names.NearestName;

/** The data sets by name. */
public final class DatasetRegistry {
    /** The subset of Fashion-MNIST that comes with this program, whatever else is on the machine. */
    public static final String SUBSET = "fashion-mnist-subset";
    /** Somebody's own pictures, in the folder or table that {@link DatasetOptions#folder} names. */
    public static final String PICTURES = "pictures";
    /** IDX files of any size, in the folder that {@link DatasetOptions#folder} names. */
    public static final String IDX = "idx";
    private static final String SYNTHETIC = "synthetic";

    private DatasetRegistry() {}

    /** The names that {@link #load} knows. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(ImageFiles.names());
        names.add(SUBSET);
        List.of(Cifar.values()).forEach(cifar -> names.add(cifar.id()));
        names.add(SYNTHETIC);
        names.add(PICTURES);
        names.add(IDX);
        return List.copyOf(names);
    }

    /** Whether the images of a data set are in files that somebody has, not computed or part of the program. */
    public static boolean isInFiles(String name) {
        return !name.equals(SYNTHETIC) && !name.equals(SUBSET);
    }

    /** The name of what is at a path: a folder of IDX or CIFAR files, or a folder or table of pictures. */
    public static Optional<String> at(Path path) {
        if (IdxFolder.isLikely(path)) {
            return Optional.of(IDX);
        }
        return Cifar.in(path).map(Cifar::id)
                .or(() -> PictureSet.isLikely(path) ? Optional.of(PICTURES) : Optional.empty());
    }

    /**
     * Finds a data set; its images are read when they are first asked for.
     *
     * @param name one of {@link #names()}
     * @throws DatasetException if there is no such data set or its files cannot be found
     */
    public static DataSplits load(String name, DatasetOptions options) {
        Given.required(name, "DatasetRegistry.load", "the name", "pass one of " + names());
        Given.required(options, "DatasetRegistry.load", "the options", "pass DatasetOptions.defaults()");
        if (!names().contains(name)) {
            throw new DatasetException("there is no data set \"" + name + "\". " + NearestName.fix(name, names()));
        }
        return switch (name) {
            case SYNTHETIC -> synthetic(options);
            case PICTURES -> pictures(options);
            case IDX -> idx(options);
            default -> Cifar.named(name).map(cifar -> cifar(cifar, options)).orElseGet(() -> mnist(name, options));
        };
    }

    private static DataSplits idx(DatasetOptions options) {
        IdxFolder files = IdxFolder.of(options.folder().orElseThrow(() -> new DatasetException(
                "idx: it is not said where the files are. Fix: name their folder (--data-dir)")));
        return new DataSplits(files.origin(), options, files::read);
    }

    private static DataSplits cifar(Cifar cifar, DatasetOptions options) {
        Cifar.CifarFiles files = cifar.find(options.folder(), options.download(), options.messages());
        return new DataSplits(files.origin(), options, files::read);
    }

    private static DataSplits mnist(String name, DatasetOptions options) {
        ImageFiles files = name.equals(SUBSET) ? ImageFiles.subset()
                : ImageFiles.find(name, options.folder(), options.download(), options.messages());
        return new DataSplits(files.origin(), options, files::read);
    }

    private static DataSplits pictures(DatasetOptions options) {
        Path source = options.folder().orElseThrow(() -> new DatasetException(
                "pictures: it is not said where they are. Fix: name their folder or table (--data-dir)"));
        Resize size = options.resize().orElseThrow(() -> new DatasetException(
                "pictures: they need one size for all. Fix: say which (DatasetOptions.withResize, --resize)"));
        PictureSet set = PictureSet.load(source, size.height(), options.pictures(), options.messages());
        return new DataSplits(set.origin(), options, set::split, Optional.of(set::normalize));
    }

    /**
     * About how many training pictures a folder or table has: its files are counted, not opened.
     *
     * @param testShare how much of each class is for the test, where the folder or table does not say
     * @param messages is told how far the count is, if it takes long
     * @throws DatasetException if it is none of pictures
     */
    public static int trainingPictures(Path source, double testShare, Consumer<String> messages) {
        return PictureSet.trainingCount(source, testShare, messages);
    }

    private static DataSplits synthetic(DatasetOptions options) {
        SyntheticDataset train = new SyntheticDataset(10_000, 1);
        SyntheticDataset test = new SyntheticDataset(2_000, 1_000_000);
        String origin = "synthetic: 10,000 training and 2,000 test images of stripes, computed as needed";
        return new DataSplits(origin, options, split -> split == Split.TRAIN ? train : test);
    }
}
