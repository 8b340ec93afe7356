package longhand.datasets.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import longhand.data.DatasetException;

/**
 * The files in a folder and in the folders in it, also through links. Hidden files and folders, those that systems put
 * everywhere, and runs of {@code longhand train} are left out; each folder is visited once, however many links lead to
 * it.
 */
public final class PictureTree {
    /** Files that systems put everywhere. */
    private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini", "__macosx");
    private static final int DEEPEST = 32;
    private static final String EMPTY = "a folder without pictures";

    private final Path root;
    private final PictureSearch search;
    private final List<Path> files = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Map<Path, Path> visited = new HashMap<>();
    private final Set<Path> open = new HashSet<>();

    /**
     * A folder that cannot be used.
     *
     * @param path where it is
     * @param what why
     * @param fix what to do
     */
    public record Fault(Path path, String what, String fix) {
        /** Whether there is only nothing in it: no fault where folders are no classes. */
        public boolean isEmptyFolder() {
            return what.equals(EMPTY);
        }
    }

    /**
     * What was found.
     *
     * @param files the files, whatever is in them
     * @param faults the folders that cannot be used
     */
    public record Found(List<Path> files, List<Fault> faults) {}

    private PictureTree(Path root, PictureSearch search) {
        this.root = root;
        this.search = search;
    }

    /**
     * Finds all files.
     *
     * @param root the folder after which messages name others
     * @param folder the folder to be searched, the root or one in it
     * @throws DatasetException if a name cannot be read, or hardly a file is a picture
     */
    public static Found find(Path root, Path folder, PictureSearch search) {
        PictureTree tree = new PictureTree(root, search);
        tree.visit(folder, 0);
        return new Found(tree.files, tree.faults);
    }

    /**
     * What is in a folder, in the order of the names, without what is passed over.
     *
     * @throws DatasetException if a name cannot be read
     */
    public static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> all = inside.filter(path -> !isPassedOver(path)).sorted().toList();
            all.forEach(FileFault::requireReadableName);
            return all;
        }
    }

    /** Whether a search for pictures leaves out a file or folder without a word. */
    public static boolean isPassedOver(Path path) {
        return isLitter(path) || Files.isDirectory(path) && RunMark.holdsOnlyRuns(path);
    }

    /** Whether a file or folder is hidden, or one that systems put everywhere. */
    static boolean isLitter(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") || LITTER.contains(name.toLowerCase(Locale.ROOT));
    }

    private void visit(Path folder, int depth) {
        try {
            Path real = folder.toRealPath();
            Path before = visited.putIfAbsent(real, folder);
            if (open.contains(real) || !folder.equals(root) && leadsUp(folder, real)) {
                fault(folder, "a link to a folder that it is in", "remove it");
            } else if (before != null) {
                fault(folder, "the same folder as " + root.relativize(before).toString().replace('\\', '/'),
                        "remove one");
            } else if (depth > DEEPEST) {
                fault(folder, "deeper than " + DEEPEST + " folders", "move it up");
            } else {
                open.add(real);
                visitInside(folder, list(folder), depth);
                open.remove(real);
            }
        } catch (IOException e) {
            fault(folder, FileFault.reason(e), "change its permissions, or leave it out");
        }
    }

    private void visitInside(Path folder, List<Path> inside, int depth) {
        int filesBefore = files.size();
        int faultsBefore = faults.size();
        for (Path path : inside) {
            if (Files.isDirectory(path)) {
                visit(path, depth + 1);
            } else {
                search.found(path);
                files.add(path);
            }
        }
        List<Fault> faultsInside = faults.subList(faultsBefore, faults.size());
        if (files.size() == filesBefore && faultsInside.stream().allMatch(Fault::isEmptyFolder)) {
            faultsInside.clear(); // the outer one is enough
            fault(folder, EMPTY, "put pictures into it, or remove it");
        }
    }

    private void fault(Path folder, String what, String fix) {
        faults.add(new Fault(folder, what, fix));
    }

    /** Whether a folder is a link to one that it is in: then all pictures would be found again below it. */
    private static boolean leadsUp(Path folder, Path real) throws IOException {
        return Files.isSymbolicLink(folder) && folder.toAbsolutePath().getParent().toRealPath().startsWith(real);
    }
}
