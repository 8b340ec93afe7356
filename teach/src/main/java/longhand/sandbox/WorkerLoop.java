package longhand.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import longhand.io.disk.AtomicFolder;

/**
 * The inside of a worker process: answers one question after the other. Questions are read by a thread of its own, so
 * that the process notices the end of its parent even while a loop never stops.
 */
public final class WorkerLoop {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Made before it is needed: without memory nothing can be made. */
    private static final String OUT_OF_MEMORY = "{\"number\":\"%s\",\"failure\":\"MEMORY\"}%n";

    private WorkerLoop() {}

    /** Answers a question. */
    @FunctionalInterface
    public interface Handler {
        ObjectNode answer(JsonNode question);
    }

    /**
     * Answers until the parent process is gone.
     *
     * @param ready done first, before a question is there: what makes the first answer quick
     */
    public static void run(Runnable ready, Handler handler) throws IOException, InterruptedException {
        OutputStream answers = new FileOutputStream(FileDescriptor.out);
        BlockingQueue<String> questions = readInBackground(System.in);
        CapturedOutput output = new CapturedOutput();
        output.start();
        ready.run();
        Set<Thread> ours = Thread.getAllStackTraces().keySet();
        while (true) {
            JsonNode question = JSON.readTree(questions.take());
            String number = question.path("number").asText();
            String outOfMemory = OUT_OF_MEMORY.formatted(number);
            System.setIn(new NobodyTypes());
            output.start();
            String line;
            try {
                ObjectNode answer = answer(handler, question).put("number", number).put("printed", output.printed())
                        .put("output", output.text()).put("threads", threads(ours));
                line = JSON.writeValueAsString(answer) + "\n";
            } catch (OutOfMemoryError e) {
                line = outOfMemory;
            }
            answers.write(line.getBytes(StandardCharsets.UTF_8));
            answers.flush();
        }
    }

    private static ObjectNode answer(Handler handler, JsonNode question) {
        try {
            return handler.answer(question);
        } catch (SandboxException e) {
            return failure(e.kind(), e.getMessage());
        } catch (RuntimeException e) {
            return failure(SandboxException.Kind.FORM, "It cannot be called, or its result cannot be read: " + e);
        }
    }

    private static ObjectNode failure(SandboxException.Kind kind, String text) {
        return JSON.createObjectNode().put("failure", kind.name()).put("text", text);
    }

    private static BlockingQueue<String> readInBackground(InputStream in) {
        BlockingQueue<String> questions = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("questions").start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    questions.add(line);
                }
            } catch (IOException e) {
                // As good as the end.
            }
            // The parent is gone; nobody waits for an answer, or clears up.
            Path folder = Path.of("").toAbsolutePath();
            if (folder.getFileName().toString().startsWith(WorkerProcess.FOLDER)) {
                AtomicFolder.deleteQuietly(folder);
            }
            Runtime.getRuntime().halt(0);
        });
        return questions;
    }

    /** The names of threads that the code has left running. */
    private static String threads(Set<Thread> ours) {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.isAlive() && !ours.contains(t))
                .filter(t -> t.getThreadGroup() != null && !t.getThreadGroup().getName().equals("system"))
                .filter(t -> !t.getName().startsWith("longhand")).map(Thread::getName)
                .collect(Collectors.toCollection(TreeSet::new)).stream().limit(5).collect(Collectors.joining(", "));
    }

    /** Standard input of code that runs where nobody types. */
    private static final class NobodyTypes extends InputStream {
        @Override
        public int read() {
            throw new UnsupportedOperationException("nobody can type here; a method gets its input as parameters");
        }
    }
}
