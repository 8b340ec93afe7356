package longhand.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import longhand.io.AtomicFile;
import longhand.io.FileBytes;
import picocli.CommandLine.Option;

/**
 * How a subcommand writes a file: never over another one by accident. For every subcommand that writes a file with a
 * name of its user's.
 */
public final class OutputOptions {
    @Option(names = "--force", description = "Overwrite the file if there is one.")
    private boolean force;

    /**
     * Does nothing if the file may be written; to be called before the work that makes its content.
     *
     * @throws IllegalArgumentException if it exists and nobody said that it may be overwritten
     */
    public void requireFree(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder. Fix: name a file in it");
        }
        if (Files.exists(file) && !force) {
            throw new IllegalArgumentException(file
                    + " exists already, and stays as it is. Fix: choose another name, or overwrite it with "
                    + "--force");
        }
    }

    /** The same; besides, the file must not be {@code source}, whose content would be lost, whoever says what. */
    public void requireFree(Path file, Path source) {
        try {
            if (Files.exists(file) && Files.exists(source) && Files.isSameFile(file, source)) {
                throw new IllegalArgumentException(file + " is the file that is read. Fix: write to another one");
            }
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be read", source, e);
        }
        requireFree(file);
    }

    /** Writes a text, under the same condition. */
    public void write(Path file, String text) {
        requireFree(file);
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a text into a new file {@code STEM.ENDING}, {@code STEM-2.ENDING}, … of the working directory, which is
     * returned.
     */
    static Path writeNew(String stem, String ending, String text) {
        for (int i = 1;; i++) {
            Path file = Path.of(stem + (i == 1 ? "" : "-" + i) + "." + ending);
            try {
                Files.writeString(Files.createFile(file), text); // of two processes, one makes it
                return file;
            } catch (FileAlreadyExistsException e) {
                // The next name, then.
            } catch (IOException e) {
                throw FileBytes.ioError("cannot be written", file, e);
            }
        }
    }
}
