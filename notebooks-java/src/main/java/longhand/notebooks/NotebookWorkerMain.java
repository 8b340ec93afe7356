package longhand.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.sandbox.GradedWork;
import longhand.sandbox.WorkerLoop;

/** The process in which the cells of a stranger's notebook run, one question for each cell. */
final class NotebookWorkerMain {
    private Optional<Engine> engine = Optional.empty();
    private int number;

    private NotebookWorkerMain() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var main = new NotebookWorkerMain();
        WorkerLoop.run(() -> { }, main::answer);
    }

    private ObjectNode answer(JsonNode question) {
        if (engine.isEmpty()) {
            List<String> packages = new ArrayList<>();
            question.path("packages").forEach(name -> packages.add(name.asText()));
            engine = Optional.of(Engine.open(new GradedWork(packages, "")));
        }
        ObjectNode answer = NotebookJson.MAPPER.createObjectNode();
        try {
            number++;
            CellResult result = engine.get().run(question.path("source").asText(), number, OutputSink.NONE);
            result.error().ifPresent(e -> answer.put("error", e.toString()));
        } catch (NotebookException e) {
            answer.put("error", e.getMessage());
        }
        return answer;
    }
}
