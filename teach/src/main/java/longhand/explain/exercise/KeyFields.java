package longhand.explain.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import longhand.io.FileFormatException;
import longhand.io.checks.Range;
import longhand.io.checks.StrictJson;
import longhand.io.disk.FileBytes;
import longhand.learn.CodeTask;

/**
 * The fields of {@code key.json}, in the form that {@link KeyFile} writes and in the first form, which held one
 * exercise for each student.
 *
 * @param source the file, as errors name it
 */
record KeyFields(String source) {
    private static final String FIX = "use the " + KeyFile.NAME + " that 'longhand exercise new' wrote";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Key(@Range(min = KeyFile.FORMAT, max = KeyFile.FORMAT) int format, String title, long seed,
            List<Double> points, List<Sheet> sheets) {}

    private record Sheet(String student, String name, String email, String number, List<ObjectNode> questions) {}

    private record Drawn(String kind, @Range(min = 1) int level, long seed, ObjectNode problem) {}

    private record Program(String program, long seed) {}

    private record FirstKey(@Range(min = 1, max = 1) int format, List<FirstSheet> exercises) {}

    private record FirstSheet(String student, String kind, @Range(min = 1) int level, long seed, ObjectNode problem) {}

    static Assignment assignment(Path file) {
        KeyFields fields = new KeyFields("exercise: " + file + " is no answer key");
        String text = FileBytes.text(file);
        return isFirstForm(text) ? fields.readFirst(text) : fields.read(text);
    }

    private static boolean isFirstForm(String text) {
        try {
            return JSON.readTree(text).path("format").asInt() == 1;
        } catch (JsonProcessingException e) {
            return false; // reading it will say so
        }
    }

    private Assignment read(String text) {
        Key key = StrictJson.read(source, "", text, Key.class, FIX, _ -> { });
        List<Assignment.Sheet> sheets = new ArrayList<>();
        for (int s = 0; s < key.sheets.size(); s++) {
            Sheet sheet = key.sheets.get(s);
            List<Question> questions = new ArrayList<>();
            for (int q = 0; q < sheet.questions.size(); q++) {
                questions.add(question("sheets[" + s + "].questions[" + q + "]", sheet.questions.get(q)));
            }
            sheets.add(new Assignment.Sheet(new Student(sheet.student, sheet.name, sheet.email, sheet.number),
                    questions));
        }
        return make("sheets", () -> new Assignment(key.title, key.seed, sheets, key.points));
    }

    private Question question(String name, ObjectNode node) {
        if (node.has("program")) {
            Program program = read(name, node, Program.class);
            return make(name, () -> new CodeQuestion(CodeTask.of(program.program), program.seed));
        }
        return exercise(name, read(name, node, Drawn.class));
    }

    private Exercise exercise(String name, Drawn drawn) {
        return new Exercise(make(name + ".kind", () -> ExerciseKind.of(drawn.kind)), drawn.level, drawn.seed,
                StoredProblem.read(this, name + ".problem", drawn.problem));
    }

    private Assignment readFirst(String text) {
        FirstKey key = StrictJson.read(source, "", text, FirstKey.class, FIX, _ -> { });
        List<Assignment.Sheet> sheets = new ArrayList<>();
        for (int s = 0; s < key.exercises.size(); s++) {
            FirstSheet sheet = key.exercises.get(s);
            Exercise exercise = exercise("exercises[" + s + "]",
                    new Drawn(sheet.kind, sheet.level, sheet.seed, sheet.problem));
            sheets.add(new Assignment.Sheet(sheet.student.isEmpty() ? Student.EVERYONE : Student.named(sheet.student),
                    List.of(exercise)));
        }
        return make("exercises", () -> new Assignment("Exercise", Assignment.UNKNOWN_SEED, sheets,
                List.of(KeyFile.USUAL_POINTS)));
    }

    /** A part of the key. */
    <T extends Record> T read(String name, ObjectNode node, Class<T> type) {
        return StrictJson.read(source, name, node.toString(), type, FIX, _ -> { });
    }

    /** What is made of a part of the key; if it refuses its values, the error names the file and the part. */
    <T> T make(String name, Supplier<T> from) {
        try {
            return from.get();
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(source, name + ": " + e.getMessage() + ". Fix: " + FIX, e);
        }
    }
}
