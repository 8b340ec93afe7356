package longhand.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file completely or not at all: into a temporary file beside it, which then takes its name. Whoever reads meanwhile, and
 * whoever kills the process or pulls the plug, finds the old file or the new one, never a half.
 *
 * <p>The bytes are forced to the disk before the move: otherwise the new name may reach the disk before they do, and a loss of power
 * in between leaves an empty file.
 */
public final class AtomicFile {

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
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(target.getParent());
            writeNew(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceNames(target.getParent());
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be written", file, e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static void writeNew(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** Forces the names in a folder to the disk, where the system can: not on Windows, and not on every network disk. */
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
