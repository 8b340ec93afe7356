package longhand.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;

/** One cell of a {@link Notebook}: a view of its JSON, which keeps everything that is not named here. */
public final class NotebookCell {
    /** The tag of a cell that is meant to fail: an error is expected, its absence is the fault. */
    public static final String RAISES = "raises-exception";
    /** The tag of a cell whose output depends on the machine (times, speeds): it runs, its output is not compared. */
    public static final String IGNORE_OUTPUT = "nbval-ignore-output";

    private final ObjectNode json;

    NotebookCell(ObjectNode json) {
        this.json = json;
    }

    public boolean isCode() {
        return json.path("cell_type").asText().equals("code");
    }

    public String source() {
        return NotebookJson.text(json.path("source"));
    }

    /** Replaces the code or text. */
    void source(String text) {
        json.set("source", NotebookJson.lines(text));
    }

    /** Forgets what came out. */
    void clearOutputs() {
        json.putArray("outputs");
        json.putNull("execution_count");
    }

    /** The name by which nbgrader knows the cell, else its id. */
    String gradeId() {
        String id = json.path("metadata").path("nbgrader").path("grade_id").asText();
        return id.isEmpty() ? id() : id;
    }

    /** Whether nbgrader's metadata make it a cell that tests, and gives points. */
    boolean isGraded() {
        return json.path("metadata").path("nbgrader").path("grade").asBoolean() && !isSolution();
    }

    /** Whether nbgrader's metadata make it a cell for the student to fill in. */
    boolean isSolution() {
        return json.path("metadata").path("nbgrader").path("solution").asBoolean();
    }

    /** The points of a cell that tests; 1 where none are said. */
    double points() {
        return json.path("metadata").path("nbgrader").path("points").asDouble(1);
    }

    public String id() {
        return json.path("id").asText();
    }

    public boolean hasTag(String tag) {
        return StreamSupport.stream(json.path("metadata").path("tags").spliterator(), false)
                .anyMatch(t -> t.asText().equals(tag));
    }

    /** The stored outputs, as in the file. */
    public ArrayNode outputs() {
        JsonNode outputs = json.path("outputs");
        return outputs instanceof ArrayNode array ? array : json.putArray("outputs");
    }

    void store(int executionCount, ArrayNode outputs) {
        json.put("execution_count", executionCount);
        json.set("outputs", outputs);
    }
}
