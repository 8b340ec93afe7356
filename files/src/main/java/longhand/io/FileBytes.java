package longhand.io;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files as memory, and words the errors when that fails; for authors of readers. */
public final class FileBytes {
    /** Files above this size are mapped, so that only what is used is read; smaller ones are copied. */
    private static final long MAP_ABOVE = 8 << 20;

    private FileBytes() {
    }

    /**
     * The bytes of a file. A mapping lasts until the garbage collector finds it unused.
     *
     * @throws UncheckedIOException naming the file, if it cannot be read
     */
    public static MemorySegment open(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            return size > MAP_ABOVE
                    ? channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto())
                    : MemorySegment.ofArray(Files.readAllBytes(file));
        } catch (IOException e) {
            throw ioError("cannot be read", file, e);
        }
    }

    /**
     * A whole text file; what is no UTF-8 becomes U+FFFD.
     *
     * @throws UncheckedIOException naming the file, if it cannot be read
     */
    public static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ioError("cannot be read", file, e);
        }
    }

    /** Copies memory to a stream, a piece at a time. */
    public static void copy(MemorySegment from, OutputStream out) throws IOException {
        byte[] piece = new byte[(int) Math.min(1 << 16, from.byteSize())];
        for (long at = 0; at < from.byteSize(); at += piece.length) {
            int n = (int) Math.min(piece.length, from.byteSize() - at);
            MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, piece, 0, n);
            out.write(piece, 0, n);
        }
    }

    /** {@code e} again, with a message for people. */
    public static UncheckedIOException ioError(String problem, Path file, IOException e) {
        return new UncheckedIOException(file + ": " + problem + ": " + reason(e), e);
    }

    /** Why: Java's exceptions about files often have a path as their message and the reason as their class. */
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "no permission";
            case FileAlreadyExistsException there -> there.getFile() + " is a file, not a folder";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }
}
