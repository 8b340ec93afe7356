package longhand.explain.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import longhand.io.AtomicFile;
import longhand.learn.CodeTask;

/**
 * The file {@code key.json}, from which a folder of answers is graded. It holds the problems themselves, not only
 * their seeds, so that it stays valid when a later version draws other numbers.
 */
public final class KeyFile {
    /** Its usual name. */
    public static final String NAME = "key.json";
    /** Points where a key of format 1 names none. */
    public static final double USUAL_POINTS = 10;
    private static final int FORMAT = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeyFile() {}

    /** Writes the key of an assignment. */
    public static void write(Path file, Assignment assignment) {
        ObjectNode root = JSON.createObjectNode().put("format", FORMAT).put("title", assignment.title())
                .put("seed", assignment.seed());
        assignment.points().forEach(root.putArray("points")::add);
        ArrayNode sheets = root.putArray("sheets");
        for (Assignment.Sheet sheet : assignment.sheets()) {
            Student student = sheet.student();
            ObjectNode node = sheets.addObject().put("student", student.id()).put("name", student.name()).put("email",
                    student.email()).put("number", student.number());
            ArrayNode questions = node.putArray("questions");
            sheet.questions().forEach(question -> questions.add(write(question)));
        }
        AtomicFile.write(file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root)));
    }

    private static ObjectNode write(Question question) {
        return switch (question) {
            case Exercise e -> JSON.createObjectNode().put("kind", e.kind().id()).put("level", e.level())
                    .put("seed", e.seed())
                    .set("problem", ProblemJson.write(e.problem()));
            case CellQuestion c -> throw new IllegalArgumentException("exercise: the key of a notebook is the "
                    + "teacher's notebook.");
            case CodeQuestion c -> JSON.createObjectNode().put("program", c.task().name()).put("seed", c.seed());
        };
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if the file is not a key; says what is wrong
     */
    public static Assignment read(Path file) throws IOException {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            return switch (root.path("format").asInt()) {
                case 1 -> readFormat1(root);
                case FORMAT -> readSheets(root);
                default -> throw new IllegalArgumentException("its \"format\" is not " + FORMAT);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("exercise: " + file + " is no answer key: it is not JSON ("
                    + e.getOriginalMessage() + "). Use the " + NAME + " that 'longhand exercise new' wrote.");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("exercise: " + file + " is no answer key: " + e.getMessage()
                    + ". Use the " + NAME
                    + " that 'longhand exercise new' wrote.");
        }
    }

    private static Assignment readSheets(JsonNode root) {
        List<Assignment.Sheet> sheets = new ArrayList<>();
        for (JsonNode sheet : root.required("sheets")) {
            List<Question> questions = new ArrayList<>();
            sheet.required("questions").forEach(question -> questions.add(readQuestion(question)));
            sheets.add(new Assignment.Sheet(new Student(sheet.required("student").asText(), sheet.path("name").asText(),
                    sheet.path("email").asText(), sheet.path("number").asText()), questions));
        }
        List<Double> points = new ArrayList<>();
        root.required("points").forEach(p -> points.add(p.asDouble()));
        return new Assignment(root.required("title").asText(), root.required("seed").asLong(), sheets, points);
    }

    private static Question readQuestion(JsonNode node) {
        return node.has("program") ? new CodeQuestion(CodeTask.of(node.required("program").asText()),
                node.required("seed").asLong())
                : new Exercise(ExerciseKind.of(node.required("kind").asText()), node.required("level").asInt(),
                        node.required("seed").asLong(), ProblemJson.read(node.required("problem")));
    }

    /** Keys of earlier versions: one exercise for each student. */
    private static Assignment readFormat1(JsonNode root) {
        List<Assignment.Sheet> sheets = new ArrayList<>();
        for (JsonNode e : root.required("exercises")) {
            String name = e.required("student").asText();
            sheets.add(new Assignment.Sheet(name.isEmpty() ? Student.EVERYONE : Student.named(name),
                    List.of(readQuestion(e))));
        }
        return new Assignment("Exercise", 0, sheets, List.of(USUAL_POINTS));
    }
}
