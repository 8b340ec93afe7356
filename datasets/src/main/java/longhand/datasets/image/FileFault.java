package longhand.datasets.image;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import longhand.data.DatasetException;

/** Why a file or folder of pictures cannot be read, in words. */
public final class FileFault {
    /** What makes Java read and write all names. */
    public static final String LOCALE = "start Java with LC_ALL=C.UTF-8";
    /** What Java puts in the place of the bytes of a name that it cannot read. */
    private static final char UNREADABLE = '\ufffd';

    private FileFault() {}

    /** What is wrong with a path that should be a file, before it is opened; empty if nothing is. */
    public static Optional<String> of(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.empty()
                    : Optional.of(attributes.isDirectory() ? "not a file but a folder" : "not a file");
        } catch (IOException e) {
            return Optional.of(leadsNowhere(path) ? "a link that leads nowhere" : reason(e));
        }
    }

    /** Whether it is a link, and what it names does not exist. */
    public static boolean leadsNowhere(Path path) {
        return Files.isSymbolicLink(path) && !Files.exists(path);
    }

    /** The reason that an exception says, without the name of the file. */
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "no permission to read it";
            case NoSuchFileException _ -> "no such file";
            case FileSystemException failure when failure.getReason() != null -> "cannot be read: " + failure.getReason();
            default -> "cannot be read: " + e.getMessage();
        };
    }

    /**
     * Refuses a name that Java could not read: another one can look the same, and what is written by it is wrong.
     *
     * @throws DatasetException if its bytes are not in the encoding of the system
     */
    static void requireReadableName(Path path) {
        if (path.getFileName().toString().indexOf(UNREADABLE) >= 0) {
            throw new DatasetException(path + ": Java cannot read this name. Fix: " + LOCALE + ", or rename it");
        }
    }
}
