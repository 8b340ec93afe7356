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
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import longhand.names.Given;

/**
 * Writes a file completely or not at all: into a temporary file beside it, which then takes its name. Whoever reads
 * meanwhile, and whoever kills the process or pulls the plug, finds the old file or the new one, never a half.
 *
 * <p>The bytes are forced to the disk before the move: otherwise the new name may reach the disk before they do, and a
 * loss of power in between leaves an empty file.
 */
public final class AtomicFile {

    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

    private static final String PROTECTED = "it is write-protected. Fix: choose another name, or allow writing to it";
    private static final Set<PosixFilePermission> WRITERS = EnumSet.of(PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private AtomicFile() {
    }

    /** What to write. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes {@code content} to {@code file}, making missing folders. When this returns, the file is on the disk. Of a
     * file that was there before the permissions stay; of a link, the link: the file that it leads to is written.
     *
     * @throws UncheckedIOException naming the file, if it cannot be written, is write-protected, or is a device or a
     *     pipe; what was there before stays
     */
    public static void write(Path file, Content content) {
        write(file, Optional.empty(), content);
    }

    /**
     * As {@link #write(Path, Content)}, but what was there before stays under the name {@code previous}, in the same
     * folder; what had that name is deleted. At every moment there is a whole file under one of the two names at least.
     * A link is kept like a file, even one that leads nowhere, and not followed.
     */
    public static void writeKeeping(Path file, Path previous, Content content) {
        write(file, Optional.of(previous), content);
    }

    private static void write(Path file, Optional<Path> previous, Content content) {
        Given.required(file, "write", "the file", "pass its path");
        try {
            Path target = toReplace(file, previous.isEmpty());
            Path folder = target.getParent();
            Files.createDirectories(folder);
            Path temporary = temporary(target);
            try {
                writeNew(temporary, permissions(target), content);
                if (previous.isPresent() && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    rename(target, previous.get().toAbsolutePath());
                }
                rename(temporary, target);
            } finally {
                deleteQuietly(temporary);
            }
            forceNames(folder);
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be written", file, e);
        }
    }

    /**
     * Refuses a file that {@link #write} would refuse for what it is, before there is anything to write.
     *
     * @throws UncheckedIOException naming the file, if it is a folder, a device or a pipe, or write-protected
     */
    public static void requireWritable(Path file) {
        try {
            toReplace(file, true);
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be written", file, e);
        }
    }

    /**
     * Copies a file, completely or not at all, with its permissions and its time. Of a link the file is copied that it
     * leads to. What had the other name is replaced.
     *
     * @throws UncheckedIOException naming the files, if it cannot be copied
     */
    public static void copy(Path from, Path to) {
        Path target = to.toAbsolutePath();
        Path temporary = temporary(target);
        try {
            writeNew(temporary, permissions(from), out -> Files.copy(from, out));
            Files.setLastModifiedTime(temporary, Files.getLastModifiedTime(from));
            rename(temporary, target);
            forceNames(target.getParent());
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be copied to " + to, from, e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    /** The file whose name the new one takes, if it may. */
    private static Path toReplace(Path file, boolean behindLinks) throws IOException {
        Path named = file.toAbsolutePath();
        FileBytes.requireNoDevice(named); // to be replaced by a file
        Path target = behindLinks ? RealPath.behindLinks(named) : named;
        if (Files.isDirectory(target)) { // to be renamed as if it were the file of before, and deleted later
            throw new FileSystemException(file.toString(), null, FileBytes.A_FOLDER);
        }
        if (isProtected(target, permissions(target))) {
            throw new FileSystemException(file.toString(), null, PROTECTED);
        }
        return target;
    }

    /** A new name beside a file; a short one, for the file may have the longest name that the disk can have. */
    static Path temporary(Path target) {
        return target.resolveSibling(".longhand." + UUID.randomUUID() + ".tmp");
    }

    /** Those of a file that is there, on a system that has them. */
    private static Optional<Set<PosixFilePermission>> permissions(Path file) throws IOException {
        boolean known = Files.exists(file)
                && Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
        return known ? Optional.of(Files.getPosixFilePermissions(file)) : Optional.empty();
    }

    /** Whether nobody, or at least not this user, may write to a file. An administrator could, but should not. */
    private static boolean isProtected(Path file, Optional<Set<PosixFilePermission>> permissions) {
        return Files.exists(file) && (!Files.isWritable(file)
                || permissions.isPresent() && Collections.disjoint(permissions.get(), WRITERS));
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

    private static void writeNew(Path file, Optional<Set<PosixFilePermission>> permissions, Content content)
            throws IOException {
        try (FileChannel channel = create(file)) {
            if (permissions.isPresent()) {
                Files.setPosixFilePermissions(file, permissions.get());
            }
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            try {
                content.writeTo(out);
            } catch (FileSystemException e) { // as a rule of another file, which the content comes from
                throw file.toString().equals(e.getFile()) ? e : FileBytes.naming(e);
            }
            out.flush();
            channel.force(true);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            throw takesNone(file.getParent(), e);
        }
    }

    /** For a folder that is there, and yet nothing can be made in it. */
    static IOException takesNone(Path folder, NoSuchFileException e) {
        return new IOException("the folder " + folder + " takes no new files. Fix: choose another folder", e);
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
