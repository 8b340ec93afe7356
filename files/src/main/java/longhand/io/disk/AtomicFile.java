package longhand.io.disk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Writes a file completely or not at all: into a temporary file beside it, which then takes its name. Whoever reads
 * meanwhile, and whoever kills the process or pulls the plug, finds the old file or the new one, never a half.
 *
 * <p>The bytes are forced to the disk before the move: otherwise the new name may reach the disk before they do, and a
 * loss of power in between leaves an empty file.
 */
public final class AtomicFile {

    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

    private AtomicFile() {
    }

    /** What to write. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes {@code content} to {@code file}, making missing folders. When this returns, the file is on the disk.
     *
     * @throws UncheckedIOException naming the file, if it cannot be written; what was there before stays
     */
    public static void write(Path file, Content content) {
        write(file, Optional.empty(), content);
    }

    /**
     * As {@link #write(Path, Content)}, but what was there before stays under the name {@code previous}, in the same
     * folder; what had that name is deleted. At every moment there is a whole file under one of the two names at least.
     */
    public static void writeKeeping(Path file, Path previous, Content content) {
        write(file, Optional.of(previous), content);
    }

    private static void write(Path file, Optional<Path> previous, Content content) {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            if (FileBytes.isDevice(target)) { // to be replaced by a file
                throw new FileSystemException(file.toString(), null, FileBytes.A_DEVICE);
            }
            if (Files.isDirectory(target)) { // to be renamed as if it were the file of before, and deleted later
                throw new FileSystemException(file.toString(), null, FileBytes.A_FOLDER);
            }
            Files.createDirectories(target.getParent());
            writeNew(temporary, content);
            if (previous.isPresent() && Files.exists(target)) {
                rename(target, previous.get().toAbsolutePath());
            }
            rename(temporary, target);
            forceNames(target.getParent());
        } catch (NoSuchFileException e) { // the folder is there, and yet nothing can be made in it
            throw new UncheckedIOException(file + ": cannot be written: the folder " + target.getParent()
                    + " takes no new files. Fix: choose another folder.", e);
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be written", file, e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Deletes the temporary files that killed processes have left in a folder. Only for who knows that nobody is
     * writing there.
     *
     * @throws UncheckedIOException naming a file that cannot be deleted
     */
    public static void deleteTemporaries(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, AtomicFile::isTemporary)) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw FileBytes.ioError("a temporary file in it cannot be deleted", folder, e);
        }
    }

    /** Whether a file has the name of a temporary one. */
    public static boolean isTemporary(Path file) {
        return TEMPORARY.matcher(file.getFileName().toString()).matches();
    }

    private static void writeNew(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /**
     * Forces the names in a folder to the disk, where the system can: not on Windows, and not on every network disk.
     */
    private static void forceNames(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The old name or the new one will be found, each with all its bytes.
        }
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // A left-over temporary file harms nobody, and the error that matters is on its way already.
        }
    }
}
