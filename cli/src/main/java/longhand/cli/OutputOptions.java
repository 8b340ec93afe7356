package longhand.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import longhand.cli.run.RunFolder;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.FileBytes;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How a subcommand writes a file: never over another one by accident, and never over one that it reads, which is any
 * that another of its arguments names. For every subcommand that writes a file with a name of its user's.
 */
public final class OutputOptions {
    @Option(names = "--force", description = "Overwrite the file if there is one.")
    private boolean force;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * Does nothing if the file may be written; to be called before the work that makes its content.
     *
     * @throws IllegalArgumentException if it exists and nobody said that it may be overwritten, or if its content would
     *     be lost that is read or belongs to a run, whoever says what
     */
    public void requireFree(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder. Fix: name a file in it");
        }
        if (Files.exists(file) && RunFolder.needs(file)) {
            throw new IllegalArgumentException(file + " belongs to a run. Fix: write to another file");
        }
        requireFree(file, command.args().stream().flatMap(arg -> values(arg.getValue())).filter(value -> value != file)
                .toList());
        if (Files.exists(file) && !force) {
            throw new IllegalArgumentException(file
                    + " exists already, and stays as it is. Fix: choose another name, or overwrite it with "
                    + "--force");
        }
    }

    /** Does nothing if the file is none of those that are read. */
    void requireFree(Path file, List<?> read) {
        if (read.stream().anyMatch(other -> isSame(file, other.toString()))) {
            throw new IllegalArgumentException(file + " is the file that is read. Fix: write to another one");
        }
    }

    /** What an option or parameter holds: one value, several or none. */
    private static Stream<?> values(Object held) {
        return switch (held) {
            case null -> Stream.empty();
            case Optional<?> one -> one.stream();
            case Collection<?> many -> many.stream();
            default -> Stream.of(held);
        };
    }

    /** Whether a value, which may be no name of a file, is that of {@code file} by any name. */
    private static boolean isSame(Path file, String value) {
        try {
            return Files.isSameFile(file, Path.of(value));
        } catch (IOException | InvalidPathException e) {
            return false;
        }
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
