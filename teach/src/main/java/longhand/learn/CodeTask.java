package longhand.learn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.sandbox.WorkerProcess;

/** A task of the learning path as a teacher sees it: something to hand out with a hole, to collect, and to test. */
public final class CodeTask {
    private final Task task;

    private CodeTask(Task task) {
        this.task = task;
    }

    /**
     * The outcome of a test.
     *
     * @param text what is wrong; empty if nothing is
     */
    public record Outcome(boolean passed, String text) {}

    /** All tasks, in the order of the path. */
    public static List<CodeTask> all() {
        return Curriculum.TASKS.stream().map(CodeTask::new).toList();
    }

    /** The task of a name; upper and lower case do not matter. */
    public static Optional<CodeTask> find(String name) {
        return all().stream().filter(t -> t.name().equalsIgnoreCase(name)).findFirst();
    }

    /**
     * The task of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CodeTask of(String name) {
        return new CodeTask(Curriculum.of(name));
    }

    /** The class to be completed. */
    public String name() {
        return task.name();
    }

    /** What it is about, in a few words. */
    public String title() {
        return task.title();
    }

    /** The name of the file that is handed out and in. */
    public String fileName() {
        return task.name() + ".java";
    }

    /** The file to hand out, with a hole where the solution is. */
    public String handout() {
        return task.source();
    }

    /** The file without a hole, for the key. */
    public String solution() {
        return task.solution();
    }

    /**
     * Tests a student's file in a process of its own, as work of a stranger: only what such a task needs may be used.
     *
     * @param text the file
     * @param seed other numbers for each seed
     */
    public Outcome examine(String text, WorkerProcess worker, long seed) {
        Map<String, String> files = new LinkedHashMap<>(Map.of(fileName(), text));
        task.files().stream().filter(t -> t != task).forEach(t -> files.put(t.name() + ".java", t.solution()));
        Examiner.Result result = Examiner.examine(task, files, Optional.of(task.rules()), worker, task.limit(), seed);
        return new Outcome(result.passed(), result.text());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeTask t && t.task == task;
    }

    @Override
    public int hashCode() {
        return task.name().hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
