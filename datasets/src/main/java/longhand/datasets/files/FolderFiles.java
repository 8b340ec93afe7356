package longhand.datasets.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import longhand.data.Split;
import longhand.datasets.transforms.PixelDataset;

/**
 * The whole data set in a folder.
 *
 * @param note what to say about the folder
 */
record FolderFiles(Archive archive, Path folder, String note) implements ImageFiles {
    @Override
    public String origin() {
        return String.format(Locale.ROOT, "%s: %,d training and %,d test images from %s%s", archive.title(),
                Archive.size(Split.TRAIN), Archive.size(Split.TEST), folder, note);
    }

    @Override
    public PixelDataset read(Split split) {
        Archive.Pair names = archive.files(split);
        IdxFile images = IdxFile.images(fileOf(names.images()));
        IdxFile labels = IdxFile.labels(fileOf(names.labels()));
        archive.requireSplit(split, images, labels);
        return ImageArray.of(images, labels, archive.classNames());
    }

    /** The compressed file or, if only that is there, the same file uncompressed. */
    private Path fileOf(RemoteFile file) {
        Path compressed = folder.resolve(file.name());
        Path plain = folder.resolve(file.plainName());
        return Files.exists(plain) && !Files.exists(compressed) ? plain : compressed;
    }

    /** Whether all four files are there, whatever is in them. */
    boolean isComplete() {
        return archive.files().stream().allMatch(file -> Files.exists(fileOf(file)));
    }
}
