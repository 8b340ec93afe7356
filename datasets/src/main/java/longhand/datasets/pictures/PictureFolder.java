package longhand.datasets.pictures;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import longhand.data.DatasetException;
import longhand.data.Split;
import longhand.datasets.image.PictureSearch;

/**
 * A folder with one sub-folder for each class, named after it; or with the folders {@code train} and {@code test} (also
 * {@code val} or {@code valid}), each of which is like that. Pictures may lie in folders inside the class's folder.
 */
final class PictureFolder {
    /** Files that systems put everywhere. */
    private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini", "__macosx");
    private static final int DEEPEST = 32;
    private static final String BESIDE = "beside the folders of the classes; move it into the one of its class, or "
            + "remove it";
    private static final String EMPTY = "a folder without pictures; remove it";
    private static final String LEADS_UP = "a link to a folder that it is in";

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
        List<Path> inside = folder.list(root);
        List<Path> splits = inside.stream().filter(path -> split(path).isPresent()).toList();
        boolean hasTraining = splits.stream().anyMatch(path -> split(path).equals(Optional.of(Split.TRAIN)));
        if (!hasTraining) {
            splits.forEach(folder::requireNoPart);
        }
        for (Path path : inside) {
            if (!Files.isDirectory(path)) {
                folder.problem(path, BESIDE);
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
            return inside.anyMatch(path -> Files.isDirectory(path) && !isLitter(path));
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Split> split(Path path) {
        return Files.isDirectory(path)
                ? SplitWords.of(path.getFileName().toString()) : Optional.empty();
    }

    private static boolean isLitter(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") || LITTER.contains(name.toLowerCase(Locale.ROOT));
    }

    private List<Path> list(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> !isLitter(path)).sorted().toList();
        } catch (IOException e) {
            throw new DatasetException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    /** @param isSaid whether the other part is there too; else this one is to be divided */
    private void addSplit(Path folder, Optional<Split> split, boolean isSaid) {
        for (Path path : list(folder)) {
            if (Files.isDirectory(path)) {
                addClass(path, isSaid ? split : Optional.empty());
            } else {
                problem(path, BESIDE);
            }
        }
    }

    private void addClass(Path folder, Optional<Split> split) {
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST,
                    new ClassVisitor(folder.getFileName().toString(), split));
        } catch (IOException e) {
            throw new DatasetException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Takes the files in the folder of one class. */
    private final class ClassVisitor extends SimpleFileVisitor<Path> {
        private final String className;
        private final Optional<Split> split;
        /** Of each folder that is being visited, how many files and problems were found before it. */
        private final Deque<int[]> before = new ArrayDeque<>();

        ClassVisitor(String className, Optional<Split> split) {
            this.className = className;
            this.split = split;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            if (isLitter(path)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (leadsUp(path)) {
                problems.add(Problem.ofFolder(nameOf(path), LEADS_UP));
                return FileVisitResult.SKIP_SUBTREE;
            }
            before.push(new int[] {files.size(), problems.size()});
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path path, IOException e) {
            int[] counts = before.pop();
            List<Problem> inside = problems.subList(counts[1], problems.size());
            if (files.size() == counts[0] && inside.stream().allMatch(problem -> problem.reason().equals(EMPTY))) {
                inside.clear(); // the outer one is enough
                problems.add(Problem.ofFolder(nameOf(path), EMPTY));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (!isLitter(path)) {
                search.found(path);
                files.add(LabelledFile.inFolder(path, nameOf(path), className, split));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) {
            problem(path, e instanceof FileSystemLoopException ? LEADS_UP : "cannot be read: " + e.getMessage());
            return FileVisitResult.CONTINUE;
        }
    }

    /** Whether a folder is a link to one that it is in: then all pictures would be found again below it. */
    private static boolean leadsUp(Path folder) {
        try {
            return Files.isSymbolicLink(folder)
                    && folder.toAbsolutePath().getParent().toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false; // it cannot be visited, which is said there
        }
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
