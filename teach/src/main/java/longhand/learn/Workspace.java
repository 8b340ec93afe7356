package longhand.learn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import longhand.io.disk.AtomicFile;

/** The reader's folder: a copy of every task, the progress, and what editors need to open it as a project. */
final class Workspace {
    private final Path folder;

    Workspace(Path folder) {
        this.folder = folder;
    }

    /** The reader's version of a task: 01_Corr2d.java. */
    Path file(Task task) {
        return folder.resolve(String.format(Locale.ROOT, "%02d_%s.java", Curriculum.number(task), task.name()));
    }

    Progress progress() {
        return Progress.load(folder.resolve("progress.json"));
    }

    /** Puts files in place that are missing; what the reader has written stays. */
    void prepare() {
        for (Task task : Curriculum.TASKS) {
            if (Files.notExists(file(task))) {
                write(task);
            }
        }
        EditorFiles.write(folder);
    }

    /**
     * Puts the original of a task back; returns where what the reader had written is kept, if there was something else.
     */
    Optional<Path> reset(Task task) {
        Optional<Path> kept = Optional.empty();
        try {
            if (Files.exists(file(task)) && !Files.readString(file(task)).equals(task.source())) {
                kept = Optional.of(free(file(task)));
                Files.move(file(task), kept.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file(task) + " cannot be put aside", e);
        }
        write(task);
        return kept;
    }

    /** A name beside a file that nothing has yet; not a Java file, or editors would find the class twice. */
    private static Path free(Path file) {
        int n = 1;
        while (Files.exists(file.resolveSibling(file.getFileName() + ".old" + n))) {
            n++;
        }
        return file.resolveSibling(file.getFileName() + ".old" + n);
    }

    private void write(Task task) {
        AtomicFile.write(file(task), out -> out.write(task.source().getBytes(StandardCharsets.UTF_8)));
    }
}
