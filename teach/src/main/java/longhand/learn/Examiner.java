package longhand.learn;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Compiles a reader's file and has it judged, with a limit on the time. */
final class Examiner {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Examiner() {}

    /**
     * The outcome.
     *
     * @param text what is wrong; empty if nothing is
     */
    record Result(boolean passed, String text) {}

    /** Examines a file that holds the reader's version of a task. */
    static Result examine(Task task, Path file) {
        return examine(task, file, LIMIT);
    }

    static Result examine(Task task, Path file, Duration limit) {
        try {
            Class<?> type = JavaSource.load(file, Files.readString(file), task.name());
            return judge(task, new Attempt(type), limit);
        } catch (MalformedInputException e) {
            return new Result(false, file.getFileName() + " is not UTF-8 text. Save it as UTF-8.");
        } catch (IOException e) {
            return new Result(false, file + " cannot be read (" + e.getMessage() + "). Restore it with: longhand learn reset "
                    + task.name());
        } catch (JavaSource.CompileException e) {
            return new Result(false, "It does not compile:\n" + e.getMessage());
        }
    }

    private static Result judge(Task task, Attempt attempt, Duration limit) {
        Result[] result = {new Result(false, "It did not end within " + limit.toSeconds()
                + " s. Does a loop never stop? It goes on in the background until you quit.")};
        Thread thread = Thread.ofPlatform().daemon().start(() -> result[0] = judge(task, attempt));
        try {
            thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return result[0];
    }

    private static Result judge(Task task, Attempt attempt) {
        try {
            task.judge().judge(attempt);
            return new Result(true, "");
        } catch (WrongAnswerException e) {
            return new Result(false, e.getMessage());
        } catch (ClassCastException | IllegalArgumentException e) {
            return new Result(false, "The result has another form than the task says: " + e.getMessage());
        }
    }
}
