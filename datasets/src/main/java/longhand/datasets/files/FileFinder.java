package longhand.datasets.files;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import longhand.data.DatasetException;

/**
 * Looks for the files of a data set in one place after another.
 *
 * @param cache the folder of downloaded data sets
 * @param systemFolders where packages of the operating system put this data set
 * @param mirrors where it can be downloaded
 */
record FileFinder(Path cache, List<Path> systemFolders, List<URI> mirrors, Download download) {
    private static final int MEGABYTE = 1_000_000;

    /** The files in the folder that the user named: an explicit choice that cannot be had is an error. */
    static ImageFiles inNamedFolder(Archive archive, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException(folder + ": no such folder. Fix: name the folder that holds " + fileNames(archive));
        }
        FolderFiles files = new FolderFiles(archive, folder, "");
        if (!files.isComplete()) {
            throw new DatasetException(folder + ": not all of " + fileNames(archive) + " are in it, so it is not "
                    + archive.title() + ". Fix: name the folder with these files, or, for your own pictures, say --dataset "
                    + folder);
        }
        return files;
    }

    /** The files wherever they are; fetched if need be and allowed. */
    ImageFiles find(Archive archive, boolean mayDownload, Consumer<String> messages) {
        FolderFiles cached = new FolderFiles(archive, cache.resolve(archive.folder()), " (your cache)");
        if (cached.isComplete()) {
            return cached;
        }
        for (Path folder : systemFolders) {
            FolderFiles installed = new FolderFiles(archive, folder, " (installed on this system)");
            if (installed.isComplete()) {
                return installed;
            }
        }
        if (!mayDownload) {
            return fallBack(archive, "the whole data set is not on this machine and downloads are off");
        }
        try {
            fetch(archive, cached.folder(), messages);
        } catch (DatasetException e) {
            return fallBack(archive, e.getMessage());
        }
        return new FolderFiles(archive, cached.folder(), " (downloaded)");
    }

    private void fetch(Archive archive, Path folder, Consumer<String> messages) {
        for (RemoteFile file : archive.files()) {
            if (!Files.exists(folder.resolve(file.name()))) {
                messages.accept(String.format(Locale.ROOT, "%s: downloading %s (%.1f MB) into %s", archive.title(),
                        file.name(), (double) file.size() / MEGABYTE, folder));
                download.fetch(file, mirrors, folder, messages);
            }
        }
    }

    private ImageFiles fallBack(Archive archive, String why) {
        if (archive == Archive.FASHION_MNIST) {
            return new BundledFiles(why);
        }
        throw new DatasetException(archive.title() + ": " + why + ". Fix: put " + fileNames(archive) + " into "
                + cache.resolve(archive.folder()) + " or name their folder (--data-dir)");
    }

    private static String fileNames(Archive archive) {
        return String.join(", ", archive.files().stream().map(RemoteFile::name).toList());
    }
}
