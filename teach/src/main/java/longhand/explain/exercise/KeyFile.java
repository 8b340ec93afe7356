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

/**
 * The file {@code key.json}, from which a folder of answers is graded. It holds the problems themselves, not only their seeds, so
 * that it stays valid when a later version draws other numbers.
 */
public final class KeyFile {
    /** Its usual name. */
    public static final String NAME = "key.json";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeyFile() {}

    /** Writes the key of a set. */
    public static void write(Path file, ExerciseSet set) {
        ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
        ArrayNode entries = root.putArray("exercises");
        for (ExerciseSet.Entry e : set.entries()) {
            entries.addObject().put("student", e.student()).put("kind", e.exercise().kind().id()).put("level",
                    e.exercise().level())
                    .put("seed", e.exercise().seed()).set("problem", ProblemJson.write(e.exercise().problem()));
        }
        AtomicFile.write(file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root)));
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if the file is not a key; says what is wrong
     */
    public static ExerciseSet read(Path file) throws IOException {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (root.path("format").asInt() != FORMAT) {
                throw new IllegalArgumentException("its \"format\" is not " + FORMAT);
            }
            List<ExerciseSet.Entry> entries = new ArrayList<>();
            for (JsonNode e : root.required("exercises")) {
                Exercise exercise = new Exercise(ExerciseKind.of(e.required("kind").asText()), e.required("level").asInt(),
                        e.required("seed").asLong(), ProblemJson.read(e.required("problem")));
                entries.add(new ExerciseSet.Entry(e.required("student").asText(), exercise));
            }
            return new ExerciseSet(entries);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("exercise: " + file + " is no answer key: it is not JSON ("
                    + e.getOriginalMessage() + "). Use the " + NAME + " that 'longhand exercise new' wrote.");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("exercise: " + file + " is no answer key: " + e.getMessage() + ". Use the " + NAME
                    + " that 'longhand exercise new' wrote.");
        }
    }
}
