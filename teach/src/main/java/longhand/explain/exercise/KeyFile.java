package longhand.explain.exercise;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import longhand.io.disk.AtomicFile;

/**
 * The file {@code key.json}, from which a folder of answers is graded. It holds the problems themselves, not only
 * their seeds, so that it stays valid when a later version draws other numbers.
 */
public final class KeyFile {
    /** Its usual name. */
    public static final String NAME = "key.json";
    /** Points where a key of format 1 names none. */
    public static final double USUAL_POINTS = 10;
    static final int FORMAT = 2;
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
     * @throws longhand.io.FileFormatException if the file is not a key; names the field that is wrong
     */
    public static Assignment read(Path file) {
        return KeyFields.assignment(file);
    }
}
