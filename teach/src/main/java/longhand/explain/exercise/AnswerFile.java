package longhand.explain.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import longhand.explain.check.MatrixFile;
import longhand.explain.check.MatrixText;

/** Reads files that students have handed in. Links are not followed: one could be made to any file of the grader's. */
final class AnswerFile {
    private static final long MOST_BYTES = 4L * MatrixText.MOST_CHARACTERS;

    private AnswerFile() {}

    /**
     * The text of a file.
     *
     * @throws IOException if it is no file, or too large
     * @throws longhand.explain.check.MatrixFormatException if it is no text
     */
    static String text(Path file) throws IOException {
        requireFile(file);
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return MatrixFile.decode(in.readNBytes((int) MOST_BYTES));
        }
    }

    /** Refuses everything that is not a file of a sensible size. */
    static void requireFile(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException("it is a symbolic link, not a file; ask for the file itself");
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is a folder without a file in it");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is not a file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it has " + Files.size(file) + " bytes; " + MOST_BYTES + " are the most");
        }
    }
}
