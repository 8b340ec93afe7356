package longhand.io.disk;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a path leads, whether there is a file or not. {@code ..} behind a link is the folder above the one that the
 * link leads to, as the system has it: {@link Path#normalize} would have the folder of the link.
 */
public final class RealPath {
    /** As Linux: who follows more goes round in a circle. */
    private static final int MOST_LINKS = 40;

    private RealPath() {}

    /**
     * The path without links and dots. Two names of one file give the same path.
     *
     * @throws FileSystemLoopException if a link leads back to itself
     */
    public static Path of(Path file) throws IOException {
        Path path = behindLinks(file.toAbsolutePath());
        if (path.getFileName() == null || Files.exists(path)) {
            return path.toRealPath();
        }
        Path above = of(path.getParent());
        return above.resolve(path.getFileName()).normalize(); // above has no links any more
    }

    /** The absolute path with the file's own name at its end, not {@code .} or {@code ..}; a link stays one. */
    public static Path named(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        return path.endsWith(".") || path.endsWith("..") ? of(path) : path;
    }

    /** What a link leads to in the end, whether it is there or not; the path itself if it is no link. */
    static Path behindLinks(Path file) throws IOException {
        Path target = file;
        for (int i = 0; Files.isSymbolicLink(target); i++) {
            if (i == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }
}
