package longhand.learn;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import longhand.sandbox.Workers;

/**
 * Leads from task to task: examines the current file, and again each time it is saved; a line typed on the terminal is
 * a command.
 *
 * <p>Files are looked at a few times a second. That costs nothing and works with every editor and file system; the
 * operating systems' own notices do not.
 */
final class LearnSession {
    private static final int PAUSE_MS = 200;
    private final Workspace workspace;
    private final Progress progress;
    private final PrintWriter out;
    private final Optional<BufferedReader> terminal;
    private Optional<Task> solved = Optional.empty();
    private boolean warned;
    private final Workers workers = new Workers(Examiner.MEGABYTES);

    /** @param terminal where commands are typed; empty if nobody can */
    LearnSession(Workspace workspace, PrintWriter out, Optional<BufferedReader> terminal) {
        this.workspace = workspace;
        this.progress = workspace.progress();
        this.out = out;
        this.terminal = terminal;
    }

    /** Runs until all tasks are done, or the reader quits. */
    void run() throws IOException, InterruptedException {
        workspace.prepare();
        boolean goOn = true;
        try (workers) {
            while (goOn && progress.next().isPresent()) {
                goOn = solve(progress.next().get());
            }
        }
        if (progress.next().isEmpty()) {
            say("All " + Curriculum.TASKS.size()
                    + " tasks are done. You have written the heart of a deep-learning engine.");
        }
    }

    /** One task until it is solved; false if the reader quits. */
    private boolean solve(Task task) throws IOException, InterruptedException {
        Path file = workspace.file(task);
        say("\nTask " + Curriculum.number(task) + " of " + Curriculum.TASKS.size() + ": " + task.title() + "\nOpen "
                + file
                + " and fill the hole; it is tested each time you save it." + (terminal.isPresent()
                        ? " Type h for a hint, q to quit." : ""));
        warned = false;
        while (true) {
            String state = state(file);
            if (examine(task)) {
                return true;
            }
            while (state.equals(state(file))) {
                if (terminal.isPresent() && terminal.get().ready() && !command(terminal.get().readLine(), task)) {
                    return false;
                }
                Thread.sleep(PAUSE_MS);
            }
        }
    }

    private boolean examine(Task task) {
        Examiner.Result result = Examiner.examine(task, workspace::file, workers.take(), task.limit(), 0);
        workers.prepare();
        if (!result.remarks().isEmpty()) {
            say(result.remarks());
        }
        if (result.passed()) {
            progress.done(task, true);
            solved = Optional.of(task);
            say("✓ " + task.name() + " is right. " + progress.doneCount() + " of " + Curriculum.TASKS.size() + " done."
                    + (terminal.isPresent() ? " Type c to compare it with our own." : ""));
        } else {
            say(result.text());
        }
        return result.passed();
    }

    /** Obeys a typed line; false to quit. */
    private boolean command(String line, Task task) {
        switch (line == null ? "q" : line.strip().toLowerCase(Locale.ROOT)) {
            case "q", "quit" -> {
                say("Your progress is kept. Go on with: longhand learn");
                return false;
            }
            case "h", "hint" -> say(progress.hint(task));
            case "l", "list" -> list(workspace.progress(), out);
            case "c", "compare" -> say(solved.map(LearnSession::solution)
                    .orElse("Nothing is solved yet in this session."));
            case "s", "solution" -> {
                say(warned ? solution(task) : warning(task) + " To see it all the same, type s again.");
                warned = true;
            }
            default -> say("h: hint, l: list of tasks, c: compare the last solved task with our own, s: solution, q: "
                    + "quit");
        }
        return true;
    }

    static String warning(Task task) {
        return task.name() + " is not done yet. Who reads a solution has not found it: try a hint first.";
    }

    /** Our own solution of a task, and where the engine does it. */
    static String solution(Task task) {
        return task.solution().strip() + "\n\nIn the engine: " + task.engine();
    }

    /** Prints all tasks with a mark at those that are done. */
    static void list(Progress progress, PrintWriter out) {
        for (Task task : Curriculum.TASKS) {
            out.printf("%s %2d %-18s %s%n", progress.isDone(task) ? "✓" : " ", Curriculum.number(task), task.name(),
                    task.title());
        }
        out.flush();
    }

    /** Changes whenever the file is saved. */
    private static String state(Path file) throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file) + " " + Files.size(file) : "missing";
    }

    private void say(String text) {
        out.println(text);
        out.flush();
    }
}
