package longhand.learn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The reader's folder: a copy of every task, and the progress. */
final class Workspace {
    private final Path folder;

    Workspace(Path folder) {
        this.folder = folder;
    }

    /** The reader's version of a task: 01_Corr2d.java. */
    Path file(Task task) {
        return folder.resolve(String.format(Locale.ROOT, "%02d_%s.java", Curriculum.TASKS.indexOf(task) + 1, task.name()));
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
    }

    /** Puts the original of a task back. */
    void reset(Task task) {
        write(task);
    }

    private void write(Task task) {
        try {
            Files.createDirectories(folder);
            Files.writeString(file(task), task.source());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
