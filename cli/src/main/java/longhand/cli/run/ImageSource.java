package longhand.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import longhand.data.DatasetException;
import longhand.datasets.DatasetRegistry;
import longhand.names.NearestName;

/**
 * Where images come from.
 *
 * @param dataset a name of {@link DatasetRegistry#names}
 * @param folder folder or table with them; empty: look for it
 */
public record ImageSource(String dataset, String folder) {
    /** What a user can name. */
    public static final String CHOICES =
            "fashion-mnist, mnist, cifar-10, cifar-100, synthetic; a folder of IDX files (KMNIST, EMNIST); or your own pictures: a folder with a sub-folder "
            + "for each class (or train and test with these), or a table of path,label (.csv)";

    /**
     * What the texts of {@code --dataset} and {@code --data-dir} mean.
     *
     * @throws DatasetException if the first is neither a data set nor pictures
     */
    public static ImageSource of(String dataset, Optional<Path> dataDir) {
        if (DatasetRegistry.names().contains(dataset)) {
            return new ImageSource(dataset, dataDir.map(ImageSource::fromAnywhere).orElse(""));
        }
        Path path = Path.of(dataset);
        if (Files.exists(path) && dataDir.isPresent()) {
            throw new DatasetException("--dataset " + dataset + " names a folder, and --data-dir " + dataDir.get()
                    + " another. Fix: leave out --data-dir");
        }
        Optional<String> found = dataset.isEmpty() ? Optional.empty() : DatasetRegistry.at(path);
        if (found.isPresent()) {
            return new ImageSource(found.get(), fromAnywhere(path));
        }
        throw new DatasetException(Files.exists(path)
                ? dataset + ": neither a folder with sub-folders of pictures or with IDX files, nor a table that ends in .csv. Fix: name "
                + CHOICES : "there is no data set \"" + dataset + "\", and no such folder or table. Fix: name "
                + CHOICES + "." + NearestName.question(dataset, DatasetRegistry.names()));
    }

    /** A path as a run keeps it, which may be resumed in another working directory. */
    static String fromAnywhere(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    /** Whether they are somebody's own pictures. */
    public boolean isPictures() {
        return dataset.equals(DatasetRegistry.PICTURES);
    }
}
