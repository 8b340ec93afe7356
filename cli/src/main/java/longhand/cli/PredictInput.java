package longhand.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import longhand.data.DatasetException;
import longhand.datasets.image.PictureSearch;
import longhand.datasets.image.PictureTree;

/**
 * A file that is to be predicted, or a folder of which nothing can be.
 *
 * @param path where it is
 * @param fault why not
 */
record PredictInput(Path path, Optional<DatasetException> fault) {
    /**
     * The files, and what is in the folders. An empty folder among full ones is passed over.
     *
     * @param messages is told how far the search is, if it takes long
     */
    static List<PredictInput> of(List<Path> paths, Consumer<String> messages) {
        return paths.stream().flatMap(path -> Files.isDirectory(path) ? inFolder(path, messages)
                : Stream.of(new PredictInput(path, Optional.empty()))).toList();
    }

    private static Stream<PredictInput> inFolder(Path folder, Consumer<String> messages) {
        try {
            PictureTree.Found found = PictureTree.find(folder, folder, new PictureSearch(folder, messages));
            Stream<PictureTree.Fault> faults = found.faults().stream()
                    .filter(fault -> found.files().isEmpty() || !fault.isEmptyFolder());
            return Stream.concat(found.files().stream().map(file -> new PredictInput(file, Optional.empty())),
                    faults.map(PredictInput::of)).sorted(Comparator.comparing(PredictInput::path));
        } catch (DatasetException e) {
            return Stream.of(new PredictInput(folder, Optional.of(e)));
        }
    }

    private static PredictInput of(PictureTree.Fault fault) {
        return new PredictInput(fault.path(), Optional.of(new DatasetException(fault.path() + ": " + fault.what()
                + ". Fix: " + fault.fix())));
    }

    /** Throws what is wrong with it. */
    void requireUsable() {
        fault.ifPresent(e -> {
            throw e;
        });
    }
}
