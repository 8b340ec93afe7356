package longhand.explain.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import longhand.explain.check.MatrixFile;
import longhand.explain.check.MatrixText;

/** Reads files that students have handed in. Links are not followed: one could be made to any file of the grader's. */
final class AnswerFile {
    private static final String NO_TEXT = "it is not a text file; write the numbers into a plain text file";
    /** What is handed in by mistake. */
    private static final Map<String, String> OTHER_KINDS = Map.of(
            ".html", "it is the sheet, not the answer; press \"Save the answer file\" on it and hand in that file",
            ".htm", "it is the sheet, not the answer; press \"Save the answer file\" on it and hand in that file",
            ".zip", "it is a zip file; unpack it into the folder of the answers", ".pdf", NO_TEXT, ".docx", NO_TEXT,
            ".doc", NO_TEXT,
            ".odt", NO_TEXT, ".jpg", NO_TEXT, ".png", NO_TEXT);
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
        String extension = Submissions.extension(file);
        if (OTHER_KINDS.containsKey(extension)) {
            throw new IOException(OTHER_KINDS.get(extension));
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it has " + Files.size(file) + " bytes; " + MOST_BYTES + " are the most");
        }
    }

    /** The files without those that are the same as another one, byte by byte: some are handed in twice. */
    static List<Path> different(List<Path> files) {
        List<Path> different = new ArrayList<>();
        for (Path file : files) {
            if (different.stream().noneMatch(other -> isSame(file, other))) {
                different.add(file);
            }
        }
        return different;
    }

    private static boolean isSame(Path file, Path other) {
        try {
            requireFile(file);
            requireFile(other);
            return Submissions.extension(file).equals(Submissions.extension(other))
                    && Files.mismatch(file, other) == -1;
        } catch (IOException e) {
            return false; // reading it will say why
        }
    }
}
