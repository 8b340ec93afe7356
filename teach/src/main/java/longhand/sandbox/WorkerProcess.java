package longhand.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import longhand.io.disk.AtomicFolder;

/**
 * A second Java process that answers questions, one line of JSON each way. It works in a temporary folder, with little
 * memory, and is ended with all its children when it takes too long or is closed; it ends by itself when this process
 * does.
 */
public final class WorkerProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_LINE = 64 << 20;
    /** How the names of the folders begin in which workers work. */
    static final String FOLDER = "longhand-worker-";
    private static final long SHORTEST_WAIT_NANOS = 5_000_000;
    private static final Optional<String> THE_END = Optional.empty();

    private final Process process;
    private final Path folder;
    private final int megabytes;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private boolean usable = true;

    private WorkerProcess(Process process, Path folder, int megabytes) {
        this.process = process;
        this.folder = folder;
        this.megabytes = megabytes;
    }

    /**
     * Starts a process.
     *
     * @param main a class whose main method runs a {@link WorkerLoop}
     */
    public static WorkerProcess start(Class<?> main, int megabytes) {
        try {
            Path folder = Files.createTempDirectory(FOLDER);
            ProcessBuilder builder = new ProcessBuilder(WorkerCommand.line(main, megabytes, folder))
                    .directory(folder.toFile());
            WorkerCommand.clean(builder.environment());
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            WorkerProcess worker = new WorkerProcess(builder.start(), folder, megabytes);
            Thread.ofPlatform().daemon().name("worker answers").start(worker::readLines);
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException("a second Java process cannot be started: " + e.getMessage(), e);
        }
    }

    private void readLines() {
        try (InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0 && line.size() < LONGEST_LINE; b = in.read()) {
                if (b == '\n') {
                    lines.add(Optional.of(line.toString(StandardCharsets.UTF_8)));
                    line.reset();
                } else {
                    line.write(b);
                }
            }
        } catch (IOException e) {
            // The process is gone, and with it the pipe: the line below says so.
        }
        lines.add(THE_END);
    }

    /**
     * Asks a question and waits for the answer.
     *
     * @param limit the most computing time, or a third of the most time on the clock; then the process is ended
     * @throws SandboxException if no answer came
     */
    public JsonNode ask(ObjectNode question, Duration limit) {
        String number = UUID.randomUUID().toString();
        Spent spent = spent();
        try {
            process.getOutputStream().write((JSON.writeValueAsString(question.put("number", number)) + "\n").getBytes(
                    StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // The process is gone; how it ended is found below.
        }
        while (true) {
            Optional<JsonNode> answer = answer(nextLine(spent, limit), number);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    /** Counts what the process spends from now on. */
    Spent spent() {
        return new Spent(process.toHandle());
    }

    private String nextLine(Spent spent, Duration limit) {
        try {
            for (long left = limit.toNanos(); left > 0; left = limit.toNanos() - spent.nanos()) {
                Optional<String> line = lines.poll(Math.max(left, SHORTEST_WAIT_NANOS), TimeUnit.NANOSECONDS);
                if (line != null) {
                    return line.orElseThrow(this::ended);
                }
            }
            close();
            throw tooLong(limit);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new SandboxException(SandboxException.Kind.TIME, "It was stopped.");
        }
    }

    static SandboxException tooLong(Duration limit) {
        return new SandboxException(SandboxException.Kind.TIME, "It did not end within " + seconds(limit)
                + " s and was stopped. Does a loop never stop?");
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? String.valueOf(limit.toSeconds())
                : String.valueOf(limit.toMillis() / 1000.0);
    }

    /** The answer to the question with a number; whatever else was written into the pipe is not meant for us. */
    private static Optional<JsonNode> answer(String line, String number) {
        try {
            JsonNode answer = JSON.readTree(line);
            return answer.path("number").asText().equals(number) ? Optional.of(answer) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private SandboxException ended() {
        lines.add(THE_END);
        try {
            boolean dead = process.waitFor(10, TimeUnit.SECONDS);
            close();
            return new SandboxException(SandboxException.Kind.ENDED, dead
                    ? "It ended Java with exit status " + process.exitValue()
                            + " (System.exit or Runtime.halt). Remove that: a method returns its result."
                    : "It closed the connection to its own process, or flooded it. Remove that: a method returns its "
                    + "result.");
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            return new SandboxException(SandboxException.Kind.ENDED, "It was stopped.");
        }
    }

    /** What is to be said when it has run out of memory. */
    public String outOfMemory() {
        return "It needs more than " + megabytes + " MB of memory and was stopped. Does something grow in a loop?";
    }

    /** Whether it can be asked. */
    public boolean isUsable() {
        return usable && process.isAlive();
    }

    /** The folder in which it works. */
    public Path folder() {
        return folder;
    }

    /** Ends the process and all its children, and deletes its folder. */
    @Override
    public void close() {
        usable = false;
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        AtomicFolder.deleteQuietly(folder);
    }
}
