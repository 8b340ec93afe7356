package longhand.datasets.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import longhand.data.DatasetException;
import longhand.data.Split;
import longhand.datasets.transforms.PixelDataset;

/** The files of one data set, found: {@link #find} says where to look, {@link #read} reads a split. */
public sealed interface ImageFiles permits FolderFiles, BundledFiles {
    /** One line that says which images these are and where they come from. */
    String origin();

    /**
     * Reads and checks the images and labels of a split.
     *
     * @throws DatasetException if a file is missing, damaged, of the wrong kind or of another data set
     */
    PixelDataset read(Split split);

    /**
     * Finds the files of a data set. With {@code folder} they must be there. Without, the first of these that has them:
     * the user's cache, the folders of system packages, a download into the cache, and, for Fashion-MNIST, the subset
     * in this program.
     *
     * @param name {@code fashion-mnist} or {@code mnist}
     * @param folder the folder that the user named, if any
     * @param download whether to try a download
     * @param messages is told, in one line each, what takes time
     * @throws DatasetException if the files are nowhere; it says where they could go
     */
    static ImageFiles find(String name, Optional<Path> folder, boolean download, Consumer<String> messages) {
        Archive archive = Archive.named(name);
        FileFinder finder = new FileFinder(CacheFolder.current(), archive.systemFolders(), archive.mirrors(),
                Download.DEFAULT);
        return folder.map(path -> FileFinder.inNamedFolder(archive, path))
                .orElseGet(() -> finder.find(archive, download, messages));
    }

    /** The subset of Fashion-MNIST in this program: the same images on every machine. */
    static ImageFiles subset() {
        return new BundledFiles("as asked for");
    }

    /** Names that {@link #find} knows. */
    static List<String> names() {
        return List.of(Archive.values()).stream().map(Archive::folder).toList();
    }
}
