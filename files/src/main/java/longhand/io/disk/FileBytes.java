package longhand.io.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import longhand.names.Given;

/** Opens files as memory, and says why that fails. */
public final class FileBytes {
    /** Files above this size are mapped, so that only what is used is read; smaller ones are copied. */
    private static final long MAP_ABOVE = 8 << 20;

    private static final String A_DEVICE = "it is a device, not a file";
    private static final String A_PIPE = "it is a pipe, not a file. Fix: choose another name";
    static final String A_FOLDER = "it is a folder, not a file. Fix: choose another name, or a name in the folder";
    /** Bits of st_mode in POSIX. */
    private static final int FILE_TYPE = 0xF000;
    private static final int PIPE = 0x1000;

    private FileBytes() {
    }

    /**
     * The bytes of a file. A mapping lasts until the garbage collector finds it unused.
     *
     * @throws UncheckedIOException naming the file, if it cannot be read
     */
    public static MemorySegment open(Path file) {
        requireEnd(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            return size > MAP_ABOVE && file.getFileSystem() == FileSystems.getDefault() // others cannot map
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
        requireEnd(file);
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ioError("cannot be read", file, e);
        }
    }

    /** Reading a device such as /dev/zero might never end. */
    private static void requireEnd(Path file) {
        if (isDevice(Given.required(file, "read", "the file", "pass its path"))) {
            throw ioError("cannot be read", file, new FileSystemException(file.toString(), null, A_DEVICE));
        }
    }

    /** Whether a path names a device or a socket: neither a file, nor a folder, nor a pipe. */
    public static boolean isDevice(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isOther()
                    && ((int) Files.getAttribute(path, "unix:mode") & FILE_TYPE) != PIPE;
        } catch (UnsupportedOperationException notUnix) {
            return true;
        } catch (IOException nothingThere) {
            return false;
        }
    }

    /** Refuses to put a file in the place of a device, a socket or a pipe, or of a link to one. */
    static void requireNoDevice(Path file) throws IOException {
        if (isDevice(file)) {
            throw new FileSystemException(file.toString(), null, A_DEVICE);
        }
        if (Files.exists(file) && Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
            throw new FileSystemException(file.toString(), null, A_PIPE);
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

    /** {@code e}, as the reason why another file cannot be written. */
    static IOException naming(FileSystemException e) {
        String reason = reason(e);
        return new IOException(e.getFile() == null || reason.contains(e.getFile()) ? reason : e.getFile() + ": " + reason,
                e);
    }

    /** Why: Java's exceptions about files often have a path as their message and the reason as their class. */
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "no permission";
            case FileAlreadyExistsException there -> there.getFile() + (leadsNowhere(Path.of(there.getFile()))
                    ? " is a link that leads nowhere. Fix: choose another name" : " is a file, not a folder");
            case FileSystemLoopException _ -> "it is a link that leads back to itself";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            case CharacterCodingException _ -> "it is no text in UTF-8";
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }

    private static boolean leadsNowhere(Path path) {
        return Files.isSymbolicLink(path) && !Files.exists(path);
    }
}
