package longhand.io.disk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
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
    /** As Linux: who follows more goes round in a circle. */
    private static final int MOST_LINKS = 40;

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
     * @throws UncheckedIOException naming the file, if it cannot be written, or is write-protected; what was there
     *     before stays
     */
    public static void write(Path file, Content content) {
        write(file, Optional.empty(), content);
    }

    /**
     * As {@link #write(Path, Content)}, but what was there before stays under the name {@code previous}, in the same
     * folder; what had that name is deleted. At every moment there is a whole file under one of the two names at least.
     * A link is kept like a file, and not followed.
     */
    public static void writeKeeping(Path file, Path previous, Content content) {
        write(file, Optional.of(previous), content);
    }

    private static void write(Path file, Optional<Path> previous, Content content) {
        Path target = file.toAbsolutePath();
        Path temporary = temporary(target);
        try {
            if (previous.isEmpty()) {
                target = behindLinks(target);
                temporary = temporary(target);
            }
            if (FileBytes.isDevice(target)) { // to be replaced by a file
                throw new FileSystemException(file.toString(), null, FileBytes.A_DEVICE);
            }
            if (Files.isDirectory(target)) { // to be renamed as if it were the file of before, and deleted later
                throw new FileSystemException(file.toString(), null, FileBytes.A_FOLDER);
            }
            Optional<Set<PosixFilePermission>> permissions = permissions(target);
            if (isProtected(target, permissions)) {
                throw new FileSystemException(file.toString(), null, PROTECTED);
            }
            Files.createDirectories(target.getParent());
            writeNew(temporary, permissions, content);
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

    /** A new name beside a file; a short one, for the file may have the longest name that the disk can have. */
    static Path temporary(Path target) {
        return target.resolveSibling(".longhand." + UUID.randomUUID() + ".tmp");
    }

    private static Path behindLinks(Path file) throws IOException {
        Path target = file;
        for (int i = 0; Files.isSymbolicLink(target); i++) {
            if (i == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
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
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (permissions.isPresent()) {
                Files.setPosixFilePermissions(file, permissions.get());
            }
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
