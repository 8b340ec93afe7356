package longhand.nn.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import longhand.io.FileFormatException;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.FileBytes;
import longhand.names.Given;

/**
 * The last checkpoint of a run and, beside it, the one before: {@code checkpoint.safetensors} and {@code
 * checkpoint.previous.safetensors}. If the last one turns out to be damaged, training goes on from the one before.
 *
 * @param path the file of the last one
 */
public record CheckpointFile(Path path) {

    /** Without null. */
    public CheckpointFile {
        Given.required(path, "checkpoint", "the file", "pass its path");
    }

    /**
     * A checkpoint that was read.
     *
     * @param file where it was
     */
    public record Found(Path file, Checkpoint checkpoint) {}

    /** The file of the checkpoint before the last one. */
    public Path previous() {
        return sibling("previous");
    }

    private Path sibling(String what) {
        String name = path.getFileName().toString();
        String end = Checkpoint.ENDING;
        String stem = name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
        return path.resolveSibling(stem + "." + what + end);
    }

    /** Whether there is anything to read. */
    public boolean exists() {
        return Files.exists(path) || Files.exists(previous());
    }

    /** Writes the last checkpoint; what was the last one becomes the one before. */
    public void write(Checkpoint checkpoint) {
        Given.required(checkpoint, "checkpoint", "what to write", "pass Checkpoint.of(…)");
        AtomicFile.writeKeeping(path, previous(), checkpoint.content());
    }

    /** Writes the last checkpoint anew, of the same step; the one before stays. */
    void replace(Checkpoint checkpoint) {
        AtomicFile.write(path, checkpoint.content());
    }

    /**
     * Reads the last checkpoint that is whole.
     *
     * @param messages is told, in one line each, if that is not the last one, or if nobody can tell whether it is whole
     * @throws FileFormatException if both are damaged
     * @throws UncheckedIOException if both are missing or cannot be read, or the last one is there without the
     *     permission
     *     to read it
     */
    public Found read(Consumer<String> messages) {
        return read(messages, () -> { });
    }

    /**
     * As {@link #read}, so that training can go on from there: a damaged file is renamed to {@code
     * checkpoint.damaged.safetensors}, or it would take the place of the one before at the next {@link #write}.
     */
    public Found readToGoOn(Consumer<String> messages) {
        return read(messages, this::setAside);
    }

    private Found read(Consumer<String> messages, Runnable ifDamaged) {
        try {
            return new Found(path, Checkpoint.read(path, messages));
        } catch (FileFormatException | UncheckedIOException e) {
            if (!Files.exists(previous()) || e.getCause() instanceof AccessDeniedException) {
                throw e; // a file without permission is whole, and what it holds must not be forgotten
            }
            Found before = new Found(previous(), readPrevious(e, messages));
            ifDamaged.run();
            return before;
        }
    }

    private Checkpoint readPrevious(RuntimeException problem, Consumer<String> messages) {
        Checkpoint before;
        try {
            before = Checkpoint.read(previous(), messages);
        } catch (FileFormatException | UncheckedIOException e) {
            e.addSuppressed(problem);
            throw new FileFormatException(path, withoutPath(problem) + ". The checkpoint before it is no better: "
                    + e.getMessage(), e);
        }
        messages.accept(problem.getMessage());
        messages.accept("using the checkpoint before it: " + previous()
                + before.state().map(state -> ", " + state.step() + " steps").orElse(""));
        return before;
    }

    private String withoutPath(RuntimeException problem) {
        String start = path + ": ";
        String message = problem.getMessage();
        return message.startsWith(start) ? message.substring(start.length()) : message;
    }

    private void setAside() {
        try {
            if (Files.exists(path)) {
                Files.move(path, sibling("damaged"), StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be renamed", path, e);
        }
    }
}
