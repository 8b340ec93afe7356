package longhand.io.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
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
    private AtomicFolder() {}

    /** What to put into the folder. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Makes {@code folder} with its content, and missing folders above it.
     *
     * @throws IllegalArgumentException if there is a file of that name, or a folder that is not empty
     * @throws UncheckedIOException naming the folder, if it cannot be written; nothing of it is left then
     */
    public static void create(Path folder, Content content) {
        Path target = folder.toAbsolutePath().normalize();
        refuseUnlessFree(folder, target);
        Path temporary = AtomicFile.temporary(target);
        try {
            Files.createDirectories(temporary);
            content.writeTo(temporary);
            refuseUnlessFree(folder, target); // something may have appeared meanwhile
            Files.deleteIfExists(target); // an empty folder gives way
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            throw taken(folder);
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be written", folder, e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static void refuseUnlessFree(Path folder, Path target) {
        if (Files.isSymbolicLink(target) || Files.exists(target) && !isEmptyFolder(target)) {
            throw taken(folder);
        }
    }

    private static IllegalArgumentException taken(Path folder) {
        return new IllegalArgumentException(folder
                + " is not empty, and nothing in it is ever replaced. Fix: name another folder, or "
                + "move this one away.");
    }

    private static boolean isEmptyFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
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
