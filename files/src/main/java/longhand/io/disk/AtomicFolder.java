package longhand.io.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a folder completely or not at all: its files are written into a temporary folder beside it, which then takes
 * its name. It never replaces anything: where something stands already, it is refused.
 */
public final class AtomicFolder {
    private static final String NOT_EMPTY = "is not empty, and nothing in it is ever replaced. Fix: name another "
            + "folder, or move this one away";

    private AtomicFolder() {}

    /** What to put into the folder. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Makes {@code folder} with its content, and missing folders above it.
     *
     * @throws IllegalArgumentException if there is a file or a link of that name, or a folder that is not empty
     * @throws UncheckedIOException naming the folder, if it cannot be written; nothing of it is left then
     */
    public static void create(Path folder, Content content) {
        try {
            Path target = RealPath.named(folder);
            refuseUnlessFree(folder, target);
            Path temporary = AtomicFile.temporary(target);
            try {
                Files.createDirectories(target.getParent());
                makeNew(temporary);
                content.writeTo(temporary);
                refuseUnlessFree(folder, target); // something may have appeared meanwhile
                putInPlace(temporary, folder, target);
            } finally {
                deleteQuietly(temporary);
            }
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be written", folder, e);
        }
    }

    private static void makeNew(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (NoSuchFileException e) {
            throw AtomicFile.takesNone(folder.getParent(), e);
        }
    }

    private static void putInPlace(Path temporary, Path folder, Path target) throws IOException {
        try {
            Files.deleteIfExists(target); // an empty folder gives way
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            throw taken(folder, NOT_EMPTY);
        }
    }

    private static void refuseUnlessFree(Path folder, Path target) {
        if (Files.isSymbolicLink(target)) {
            throw taken(folder, "is a link, and is not replaced. Fix: name another folder, or the one that it leads to");
        } else if (Files.exists(target) && !Files.isDirectory(target)) {
            throw taken(folder, "is a file, not a folder, and is not replaced. Fix: name another folder, or move the file "
                    + "away");
        } else if (Files.exists(target) && !isEmptyFolder(target)) {
            throw taken(folder, NOT_EMPTY);
        }
    }

    private static IllegalArgumentException taken(Path folder, String how) {
        return new IllegalArgumentException(folder + " " + how + ".");
    }

    private static boolean isEmptyFolder(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be read", folder, e);
        }
    }

    /** Deletes a folder with all that is in it, as far as possible; links are deleted, not followed. */
    public static void deleteQuietly(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // A left-over temporary folder harms nobody, and the error that matters is on its way already.
        }
    }
}
