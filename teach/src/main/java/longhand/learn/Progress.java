package longhand.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import longhand.io.AtomicFile;

/** What is done, and how many hints were shown; kept in {@code progress.json} in the reader's folder. */
final class Progress {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path file;
    private final Set<String> done = new LinkedHashSet<>();
    private final Map<String, Integer> hints = new TreeMap<>();

    private Progress(Path file) {
        this.file = file;
    }

    /**
     * Reads the progress; without a file it starts from nothing.
     *
     * @throws IllegalArgumentException if the file is damaged
     */
    static Progress load(Path file) {
        Progress progress = new Progress(file);
        if (Files.notExists(file)) {
            return progress;
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            root.required("done").forEach(name -> progress.done.add(name.asText()));
            root.required("hints").properties().forEach(e -> progress.hints.put(e.getKey(), e.getValue().asInt()));
            return progress;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException("learn: " + file
                    + " is damaged. Delete it to start the count afresh; solved files stay.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        if (yes ? done.add(task.name()) : done.remove(task.name())) {
            save();
        }
    }

    /** The next hint of a task; after the last one it comes again. */
    String hint(Task task) {
        int shown = hints.getOrDefault(task.name(), 0);
        int last = task.hints().size() - 1;
        hints.put(task.name(), shown + 1);
        save();
        int number = Math.min(shown, last);
        return "Hint " + (number + 1) + " of " + (last + 1) + ": " + task.hints().get(number);
    }
}
