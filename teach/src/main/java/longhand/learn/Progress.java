package longhand.learn;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import longhand.io.checks.StrictJson;
import longhand.io.checks.ValueException;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.FileBytes;

/**
 * What is done, and how many hints were shown; kept in {@code progress.json} in the reader's folder. Several programs
 * may have it open: each reads it again before it changes something.
 */
final class Progress {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path file;
    private final Set<String> done = new LinkedHashSet<>();
    private final Map<String, Integer> hints = new TreeMap<>();

    /** What the file holds: the names of the tasks that are done, and how many hints of a task were shown. */
    private record Saved(List<String> done, Map<String, Integer> hints) {
        void requireCounts() {
            hints.forEach((name, count) -> {
                if (count < 0) {
                    throw new ValueException("hints." + name, count, "a whole number, at least 0");
                }
            });
        }
    }

    private Progress(Path file) {
        this.file = file;
    }

    /**
     * Reads the progress; without a file it starts from nothing.
     *
     * @throws longhand.io.FileFormatException if the file is damaged
     */
    static Progress load(Path file) {
        Progress progress = new Progress(file);
        if (Files.notExists(file)) {
            return progress;
        }
        Saved saved = StrictJson.read("learn: " + file, "", FileBytes.text(file), Saved.class,
                "delete it to start the count afresh; solved files stay", Saved::requireCounts);
        progress.done.addAll(saved.done);
        progress.hints.putAll(saved.hints);
        return progress;
    }

    /** Takes over what another window has saved meanwhile. */
    private void readAgain() {
        Progress saved = load(file);
        done.clear();
        done.addAll(saved.done);
        hints.clear();
        hints.putAll(saved.hints);
    }

    private void save() {
        ObjectNode root = JSON.createObjectNode();
        done.forEach(root.putArray("done")::add);
        ObjectNode counts = root.putObject("hints");
        hints.forEach(counts::put);
        AtomicFile.write(file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root)));
    }

    boolean isDone(Task task) {
        return done.contains(task.name());
    }

    int doneCount() {
        return (int) Curriculum.TASKS.stream().filter(this::isDone).count();
    }

    /** The first task that is not done; empty at the end of the path. */
    Optional<Task> next() {
        return Curriculum.TASKS.stream().filter(t -> !isDone(t)).findFirst();
    }

    /** Notes that a task is done, or, after a reset, that it is not. */
    void done(Task task, boolean yes) {
        readAgain();
        if (yes ? done.add(task.name()) : done.remove(task.name())) {
            save();
        }
    }

    /** The next hint of a task; after the last one it comes again. */
    String hint(Task task) {
        readAgain();
        int shown = hints.getOrDefault(task.name(), 0);
        int last = task.hints().size() - 1;
        int number = Math.min(shown, last);
        hints.put(task.name(), number + 1);
        save();
        return "Hint " + (number + 1) + " of " + (last + 1) + ": " + task.hints().get(number);
    }
}
