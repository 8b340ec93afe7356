package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import longhand.explain.Explain;
import longhand.explain.LayerSpec;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.check.LayersProblem;
import longhand.explain.check.LinearProblem;
import longhand.explain.check.Problem;
import longhand.explain.check.SgdProblem;
import longhand.explain.check.SoftmaxProblem;
import longhand.io.FileFormatException;
import longhand.learn.CodeTask;
import longhand.shape.Size2d;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every field of a key, missing, null, of another type: a key that was damaged must not grade a class. */
class KeyFieldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Left out, these mean that there is none, or the usual view. */
    private static final Set<String> OPTIONAL = Set.of("view", "bias", "upstream", "groups");
    /** What their value means shows only when a problem is made of it, and then in another message. */
    private static final Set<String> MAY_BE_NEGATIVE = Set.of("seed", "data", "points", "kernel", "stride", "padding",
            "dilation", "dims", "labels", "input", "lr", "momentum", "weightDecay", "beta1", "beta2", "eps", "step");

    @TempDir
    private Path folder;

    private static Assignment everything() {
        Values w = Values.of(new double[] {1, 2, 3, 4}, 2, 2);
        Values x = Values.of(new double[] {1, 2}, 1, 2);
        List<Problem> others = List.of(
                LinearProblem.of(x, w, Values.vector(1, 2), Explain.NONE, "forward"),
                SoftmaxProblem.of(x, List.of(1), "forward"),
                SgdProblem.of(w, w, w, 0.1, 0.9, 0.01, ViewNames.VELOCITY),
                LayersProblem.of(LayersProblem.Quantity.OUTPUT_SIZE, new Size2d(8, 8), LayerSpec.parse("conv 1->6 k5"),
                        "forward"));
        List<Question> questions = new ArrayList<>(ExerciseKind.all().stream()
                .flatMap(kind -> IntStream.rangeClosed(1, kind.levels()).mapToObj(level ->
                        (Question) Exercise.make(kind, level, 5))).toList());
        others.forEach(problem -> questions.add(new Exercise(ExerciseKind.of("corr2d"), 1, 7, problem)));
        questions.add(new CodeQuestion(CodeTask.all().getFirst(), 5));
        return assignment(questions);
    }

    private static Assignment assignment(List<Question> questions) {
        return new Assignment("Title", 77, List.of(new Assignment.Sheet(new Student("ana", "Ana", "a@x", "12"),
                questions)), questions.stream().map(_ -> 10.0).toList());
    }

    private String written() throws IOException {
        return written(everything());
    }

    private String written(Assignment assignment) throws IOException {
        Path file = folder.resolve("written.json");
        KeyFile.write(file, assignment);
        return Files.readString(file);
    }

    private Assignment read(String text) throws IOException {
        return KeyFile.read(Files.writeString(folder.resolve("key.json"), text));
    }

    @Test
    void everyProblemComesBack() throws IOException {
        List<Question> before = everything().sheets().getFirst().questions();
        List<Question> after = read(written()).sheets().getFirst().questions();
        assertEquals(before.stream().map(Question::text).toList(), after.stream().map(Question::text).toList());
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i) instanceof Exercise exercise) {
                assertEquals(exercise.problem().truth(), ((Exercise) after.get(i)).problem().truth());
            }
        }
    }

    /** As version 0.1.0 wrote them. */
    @Test
    void firstKeysAreRead() throws IOException {
        ObjectNode exercise = (ObjectNode) JSON.readTree(written()).at("/sheets/0/questions/0");
        exercise.put("student", "Ben");
        ((ObjectNode) exercise.get("problem")).remove("view");
        String key = JSON.createObjectNode().put("format", 1).set("exercises",
                JSON.createArrayNode().add(exercise)).toString();
        Assignment read = read(key);
        assertEquals("ben", read.sheets().getFirst().student().id());
        assertEquals(everything().sheets().getFirst().questions().getFirst().text(),
                read.sheets().getFirst().questions().getFirst().text());
        assertRefused(key.replace("\"seed\":5", "\"seed\":null"), "exercises[0].seed = null. Rule: ");
    }

    @Test
    void aFieldOfAnotherKindOfProblemIsRefused() throws IOException {
        assertRefused(written().replaceFirst("\"operation\" : \"linear\"", "\"operation\" : \"sgd\""), "problem.");
        assertRefused(written().replaceFirst("\"operation\" : \"linear\"", "\"operation\" : \"other\""), "problem.");
        assertRefused(written().replaceFirst("\"kernel\" : \\[ \\d+", "\"kernel\" : [ 0"), "kernel");
    }

    private void assertRefused(String text, String part) throws IOException {
        assertTrue(use(text).contains(part), use(text));
    }

    /** What reading says; empty if it goes well. */
    private String use(String text) throws IOException {
        try {
            read(text);
            return "";
        } catch (FileFormatException e) {
            assertTrue(e.getMessage().startsWith("exercise: " + folder.resolve("key.json") + " is no answer key: ")
                    && e.getMessage().endsWith("Fix: use the key.json that 'longhand exercise new' wrote"),
                    e.getMessage());
            return e.getMessage();
        }
    }

    /** A key for each kind of question, since every change reads the whole key again. */
    @Test
    void everyFieldIsReadStrictly() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        Set<List<String>> walked = new HashSet<>();
        for (Question question : everything().sheets().getFirst().questions()) {
            JsonNode root = JSON.readTree(written(assignment(List.of(question))));
            JsonNode problem = root.at("/sheets/0/questions/0/problem");
            assertTrue(question instanceof CodeQuestion || !problem.isEmpty());
            List<String> kind = new ArrayList<>(List.of(problem.path("operation").asText(),
                    problem.path("view").asText()));
            problem.fieldNames().forEachRemaining(kind::add);
            if (walked.add(kind)) {
                walk(root, root, question.title() + ".", wrong);
            }
        }
        assertEquals("", String.join("\n", wrong.values()));
    }

    private void walk(JsonNode root, JsonNode at, String path, Map<String, String> wrong) throws IOException {
        if (at instanceof ObjectNode parent) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(parent.properties())) {
                String name = field.getKey();
                parent.remove(name);
                if (!OPTIONAL.contains(name)) {
                    expectRefusal(root, path + name + " missing", wrong);
                }
                for (JsonNode value : others(name, field.getValue())) {
                    parent.set(name, value);
                    expectRefusal(root, path + name + " = " + value, wrong);
                }
                parent.set(name, field.getValue());
                walk(root, field.getValue(), path + name + ".", wrong);
            }
        } else if (at instanceof ArrayNode list && !list.isEmpty()) {
            JsonNode before = list.get(0);
            for (JsonNode value : others(path.replaceAll("(\\d+\\.)*$", "").replaceAll("\\.$", "")
                    .replaceAll(".*\\.", ""), before)) {
                list.set(0, value);
                expectRefusal(root, path + "0 = " + value, wrong);
            }
            list.set(0, before);
            for (int i = 0; i < list.size(); i++) {
                walk(root, list.get(i), path + i + ".", wrong);
            }
        }
    }

    private static List<JsonNode> others(String name, JsonNode before) throws IOException {
        List<JsonNode> others = new ArrayList<>();
        for (String text : List.of("null", "[[]]", "{\"a\":1}", "true", "\"text\"", "-1", "1e300")) {
            JsonNode node = JSON.readTree(text);
            boolean sameKind = node.getNodeType() == before.getNodeType() && !node.isContainerNode();
            boolean refusedNumber = node.isNumber() && before.isIntegralNumber()
                    && (node.isDouble() || !MAY_BE_NEGATIVE.contains(name));
            if (!sameKind || refusedNumber) {
                others.add(node);
            }
        }
        return others;
    }

    private void expectRefusal(JsonNode root, String what, Map<String, String> wrong) throws IOException {
        if (use(root.toString()).isEmpty()) {
            wrong.put(what, what + " is accepted");
        }
    }
}
