package longhand.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Java files that were compiled in a process of their own, whose static methods can be called there. */
public final class Program implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Compiling is not the student's time; this only ends a compiler that hangs. */
    private static final Duration COMPILER = Duration.ofMinutes(3);
    private final WorkerProcess worker;
    private final Duration limit;
    private long left;
    private final StringBuilder output = new StringBuilder();
    private String threads = "";
    private boolean misused;

    private Program(WorkerProcess worker, Duration limit) {
        this.worker = worker;
        this.limit = limit;
        this.left = limit.toNanos();
    }

    /**
     * What a call gave.
     *
     * @param value the result; null if there is none
     * @param after the arguments as they are after the call
     * @param isArgument which argument was returned itself, from 0; -1 for none
     */
    public record Reply(Object value, List<Object> after, int isArgument) {}

    /** Starts a process that can compile; it may wait as long as it likes. */
    public static WorkerProcess start(int megabytes) {
        return WorkerProcess.start(ProgramMain.class, megabytes);
    }

    /**
     * Compiles files together in a process that {@link #start} gave.
     *
     * @param files their texts by the names that messages use
     * @param rules what the files may use; empty for everything
     * @param limit computing time for all calls together, or a third of the most time on the clock
     * @throws SandboxException if they do not compile, or break the rules
     */
    public static Program compile(WorkerProcess worker, Map<String, String> files, Optional<GradedWork> rules,
            Duration limit) {
        Program program = new Program(worker, limit);
        ObjectNode question = JSON.createObjectNode().put("do", "compile");
        rules.ifPresent(r -> {
            question.put("taskItself", r.taskItself());
            r.engine().forEach(question.putArray("engine")::add);
        });
        files.forEach(question.putObject("files")::put);
        program.check(worker.ask(question, COMPILER));
        return program;
    }

    /**
     * Calls a static method with copies of arguments.
     *
     * @throws SandboxException if it is missing, fails, or takes too long
     */
    public Reply call(String type, String method, Object... arguments) {
        ObjectNode question = JSON.createObjectNode().put("do", "call").put("type", type).put("method", method);
        ArrayNode sent = question.putArray("arguments");
        for (Object argument : arguments) {
            sent.add(ValueJson.write(argument));
        }
        Spent spent = worker.spent();
        JsonNode answer = check(ask(question));
        left -= spent.nanos();
        List<Object> after = new ArrayList<>();
        answer.required("after").forEach(node -> after.add(ValueJson.read(node)));
        return new Reply(ValueJson.read(answer.required("value")), after, answer.required("isArgument").asInt());
    }

    private JsonNode ask(ObjectNode question) {
        try {
            return worker.ask(question, Duration.ofNanos(left));
        } catch (SandboxException e) {
            throw e.kind() == SandboxException.Kind.TIME ? WorkerProcess.tooLong(limit) : e;
        }
    }

    private JsonNode check(JsonNode answer) {
        keepOutput(answer.path("output").asText(), answer.path("printed").asLong());
        threads = answer.path("threads").asText();
        misused |= !threads.isEmpty();
        if (answer.has("failure")) {
            SandboxException.Kind kind = SandboxException.Kind.valueOf(answer.required("failure").asText());
            misused |= kind == SandboxException.Kind.MEMORY || kind == SandboxException.Kind.OUTPUT;
            throw new SandboxException(kind, kind == SandboxException.Kind.MEMORY ? worker.outOfMemory()
                    : answer.required("text").asText());
        }
        return answer;
    }

    private void keepOutput(String text, long printed) {
        output.append(text);
        long left = printed - text.length();
        if (left > 0) {
            output.append("… and ").append(left).append(" more characters\n");
        }
    }

    /** What was printed so far: the beginning of each call's output, without signs that a terminal would obey. */
    public String output() {
        return output.toString().replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }

    /** The names of threads that are still running; empty if there are none. */
    public String threadsLeft() {
        return threads;
    }

    /**
     * Ends the process if something is left in it that the next program would suffer from; otherwise it can be used
     * again.
     */
    @Override
    public void close() {
        if (misused) {
            worker.close();
        }
    }
}
