package longhand.learn;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import longhand.sandbox.GradedWork;
import longhand.sandbox.Program;
import longhand.sandbox.SandboxException;
import longhand.sandbox.WorkerProcess;

/** Has a reader's file compiled in a process of its own and judged, with a limit on the time. */
final class Examiner {
    /** Heap of a reader's process. */
    static final int MEGABYTES = 512;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_LINES = 30;

    private Examiner() {}

    /**
     * The outcome.
     *
     * @param text what is wrong; empty if nothing is
     * @param remarks what else is to be said: what was printed, threads that were left running; may be empty
     */
    record Result(boolean passed, String text, String remarks) {
        private static Result refused(String text) {
            return new Result(false, text, "");
        }
    }

    /**
     * Examines the reader's version of a task.
     *
     * @param place where the file of a task is: of this one, and of those that it needs
     * @param worker a process from {@link Program#start}; it can be used again unless the file misuses it
     * @param seed 0 for the usual numbers, others for tests that nobody has seen
     */
    static Result examine(Task task, Function<Task, Path> place, WorkerProcess worker, Duration limit, long seed) {
        Path file = place.apply(task);
        try {
            Map<String, String> files = new LinkedHashMap<>();
            for (Task needed : task.files()) {
                file = place.apply(needed);
                files.put(file.getFileName().toString(), read(file));
            }
            return examine(task, files, Optional.empty(), worker, limit, seed);
        } catch (MalformedInputException e) {
            return Result.refused(file.getFileName() + " is not UTF-8 text. Save it as UTF-8.");
        } catch (IOException e) {
            return Result.refused(file + " cannot be read (" + e.getMessage()
                    + "). Restore it with: longhand learn reset "
                    + task.name());
        }
    }

    /**
     * Examines texts by their file names: the reader's version of a task first, then those of the tasks that it needs.
     */
    static Result examine(Task task, Map<String, String> files, Optional<GradedWork> rules, WorkerProcess worker,
            Duration limit,
            long seed) {
        Map<String, String> all = new LinkedHashMap<>(files);
        all.putAll(task.driver());
        try (Program program = Program.compile(worker, all, rules, limit)) {
            return judge(task, new Attempt(program, task.name(), seed));
        } catch (SandboxException e) {
            return Result.refused(e.getMessage());
        }
    }

    private static String read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw new IOException("it has " + size + " bytes; " + MOST_BYTES + " are the most");
        }
        return Files.readString(file);
    }

    private static Result judge(Task task, Attempt attempt) {
        try {
            task.judge().judge(attempt);
            return new Result(true, "", remarks(attempt.program()));
        } catch (WrongAnswerException e) {
            return new Result(false, e.getMessage(), remarks(attempt.program()));
        } catch (RuntimeException e) {
            return new Result(false, "The result has another form than the task says: " + e.getMessage(),
                    remarks(attempt.program()));
        }
    }

    private static String remarks(Program program) {
        StringBuilder out = new StringBuilder();
        if (!program.output().isBlank()) {
            long lines = program.output().lines().count();
            out.append("It printed:\n");
            program.output().lines().limit(MOST_LINES).forEach(line -> out.append("  ").append(line).append('\n'));
            out.append(lines > MOST_LINES ? "  … and " + (lines - MOST_LINES) + " more lines\n" : "");
        }
        if (!program.threadsLeft().isEmpty()) {
            out.append("It left threads running (").append(program.threadsLeft()).append("); they were stopped.\n");
        }
        return out.toString().stripTrailing();
    }
}
