package longhand.datasets.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import longhand.data.DatasetException;
import longhand.data.Split;
import longhand.datasets.image.FileFault;
import longhand.datasets.image.PictureSearch;
import longhand.datasets.image.PictureTree;

/**
 * A folder with one sub-folder for each class, named after it; or with the folders {@code train} and {@code test} (also
 * {@code val} or {@code valid}), each of which is like that. Pictures may lie in folders inside the class's folder.
 * What {@link PictureTree} passes over is no class.
 */
final class PictureFolder {
    private static final String BESIDE = "beside the folders of the classes; move it into the one of its class, or "
            + "remove it";
    private static final String MEND_LINK = "let it lead to a folder of pictures, or remove it";

    private final Path root;
    private final PictureSearch search;
    private final List<LabelledFile> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private PictureFolder(Path root, Consumer<String> messages) {
        this.root = root;
        this.search = new PictureSearch(root, messages);
    }

    /**
     * Finds the pictures.
     *
     * @param messages is told how far the search is, if it takes long
     * @throws DatasetException if there are no sub-folders, or hardly a file is a picture
     */
    static FoundFiles find(Path root, Consumer<String> messages) {
        PictureFolder folder = new PictureFolder(root, messages);
        List<Path> inside = list(root);
        List<Path> splits = inside.stream().filter(path -> split(path).isPresent()).toList();
        boolean hasTraining = splits.stream().anyMatch(path -> split(path).equals(Optional.of(Split.TRAIN)));
        if (!hasTraining) {
            splits.forEach(folder::requireNoPart);
        }
        for (Path path : inside) {
            if (!Files.isDirectory(path)) {
                folder.addBeside(path);
            } else if (!hasTraining) {
                folder.addClass(path, Optional.empty());
            } else if (split(path).isPresent()) {
                folder.addSplit(path, split(path), splits.size() > 1);
            } else {
                folder.problem(path, "beside the folder train; move it into train and test");
            }
        }
        folder.requireClasses();
        folder.files.sort(Comparator.comparing(LabelledFile::name));
        folder.problems.sort(Problem.BY_NAME);
        return new FoundFiles(folder.files, folder.problems);
    }

    /** Whether a folder looks like one of pictures: it has folders. */
    static boolean isLikely(Path root) {
        try (Stream<Path> inside = Files.list(root)) {
            return inside.anyMatch(path -> Files.isDirectory(path) && !PictureTree.isPassedOver(path));
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Split> split(Path path) {
        return Files.isDirectory(path)
                ? SplitWords.of(path.getFileName().toString()) : Optional.empty();
    }

    private static List<Path> list(Path folder) {
        try {
            return PictureTree.list(folder);
        } catch (IOException e) {
            throw new DatasetException(folder + ": " + FileFault.reason(e), e);
        }
    }

    /** @param isSaid whether the other part is there too; else this one is to be divided */
    private void addSplit(Path folder, Optional<Split> split, boolean isSaid) {
        for (Path path : list(folder)) {
            if (Files.isDirectory(path)) {
                addClass(path, isSaid ? split : Optional.empty());
            } else {
                addBeside(path);
            }
        }
    }

    /** A link that leads nowhere is a class that is missing, or a part. */
    private void addBeside(Path path) {
        boolean isLost = FileFault.leadsNowhere(path);
        if (isLost && SplitWords.of(path.getFileName().toString()).isPresent()) {
            throw new DatasetException(path + ": a link that leads nowhere. Fix: " + MEND_LINK);
        }
        problem(path, isLost ? "a link that leads nowhere; " + MEND_LINK : BESIDE);
    }

    private void addClass(Path folder, Optional<Split> split) {
        String className = folder.getFileName().toString();
        if (ClassNames.clean(className).isEmpty()) {
            problem(folder, "a folder whose name cannot be seen; rename it");
            return;
        }
        PictureTree.Found found = PictureTree.find(root, folder, search);
        found.files().forEach(path -> files.add(LabelledFile.inFolder(path, nameOf(path), className, split)));
        found.faults().forEach(fault -> problems.add(Problem.ofFolder(nameOf(fault.path()),
                fault.what() + "; " + fault.fix())));
    }

    private void problem(Path path, String why) {
        problems.add(Files.isDirectory(path) ? Problem.ofFolder(nameOf(path), why)
                : Problem.ofFile(nameOf(path), why));
    }

    private String nameOf(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    /** A folder named test is no class; valid may be one, beside invalid. */
    private void requireNoPart(Path folder) {
        String name = folder.getFileName().toString();
        if (!SplitWords.isAmbiguous(name) || isLikely(folder)) {
            throw new DatasetException(root + ": there is a folder " + name + ", but no folder train. Rule: with parts, "
                    + "train is one of them; without, each folder is a class. Fix: give the folder of the training "
                    + "pictures the name train, or move " + name + " away, or rename it if it is a class");
        }
    }

    private void requireClasses() {
        if (files.isEmpty()) {
            throw new DatasetException(root
                    + ": holds no sub-folders with pictures. Rule: one sub-folder for each class, "
                    + "named after it. Fix: make them, as in " + root.resolve("cats") + " and " + root.resolve("dogs")
                    + ", or write a table images.csv with the columns path,label");
        }
    }
}
