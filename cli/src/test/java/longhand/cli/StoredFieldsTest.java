package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import longhand.cli.run.RunConfig;
import longhand.cli.run.SavedModel;
import longhand.cli.run.Training;
import longhand.testing.SafeTensorsBytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every JSON text that a run stores, as it is found there: missing, null, of another type, out of range.
 * Each is refused in one line that names file, field, value, rule and fix. A new field is tried without a change here.
 */
class StoredFieldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /**
     * These may be −1: it is a seed like any other, says that a seed is not drawn, is a loss, or says that nobody
     * counts what is right.
     */
    private static final Set<String> MAY_BE_NEGATIVE =
            Set.of("seed", "sampleSeed", "shuffleSeed", "lossSum", "correct", "trainLoss", "testLoss");

    /** An older version did not write them, and its runs can be resumed. */
    private static final Set<String> MAY_BE_MISSING =
            Set.of("validation", "patience", "shards", "images", "transfer", "passes", "ownGenerators", "lr", "lastLr",
                    "test");

    @TempDir
    private static Path folder;

    private static Path config;
    private static Path checkpoint;
    private static String wholeConfig;
    private static byte[] wholeCheckpoint;

    @BeforeAll
    static void train() throws IOException {
        Path run = folder.resolve("run");
        assertEquals(0, CliRun.of("train", "softmax", "--dataset", "synthetic", "--limit-train", 40, "--limit-test", 20,
                "--batch-size", 20, "--epochs", 1, "--out", run).status());
        config = run.resolve("config.json");
        checkpoint = run.resolve("checkpoint.safetensors");
        wholeConfig = Files.readString(config);
        wholeCheckpoint = Files.readAllBytes(checkpoint);
        Files.delete(run.resolve("checkpoint.previous.safetensors"));
    }

    @BeforeEach
    void restore() throws IOException {
        Files.writeString(config, wholeConfig);
        Files.write(checkpoint, wholeCheckpoint);
    }

    /** The names of the JSON texts: the file, and those in the metadata of the checkpoint. */
    static List<String> texts() throws IOException {
        List<String> names = new ArrayList<>(List.of("config.json"));
        metadata().properties().forEach(text -> {
            if (text.getValue().textValue().startsWith("{")) {
                names.add(text.getKey());
            }
        });
        return names;
    }

    private static JsonNode metadata() throws IOException {
        int length = SafeTensorsBytes.headerEnd(wholeCheckpoint) - Long.BYTES;
        return JSON.readTree(new String(wholeCheckpoint, Long.BYTES, length, StandardCharsets.UTF_8))
                .get("__metadata__");
    }

    private static JsonNode read(String name) throws IOException {
        return JSON.readTree(name.equals("config.json") ? wholeConfig : metadata().get(name).textValue());
    }

    private static void write(String name, String text) throws IOException {
        if (name.equals("config.json")) {
            Files.writeString(config, text);
            return;
        }
        byte[] changed = SafeTensorsBytes.withHeader(wholeCheckpoint, header -> {
            try {
                ObjectNode tree = (ObjectNode) JSON.readTree(header);
                ((ObjectNode) tree.get("__metadata__")).put(name, text);
                return tree.toString();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        Files.write(checkpoint, SafeTensorsBytes.withChecksum(changed));
    }

    /** Reads the files as the commands do: what they would print on a failure, or nothing. */
    private static String use(String name) throws IOException {
        Path run = checkpoint.getParent();
        try {
            if (Set.of("longhand.model", "longhand.images").contains(name)) {
                SavedModel.load(run, _ -> { });
            } else {
                PrintWriter out = new PrintWriter(Writer.nullWriter());
                new Training(out, false).resume(run, RunConfig.Changes.NONE);
            }
            return "";
        } catch (RuntimeException e) {
            return Failures.describe(e);
        }
    }

    @Test
    void theTextsAreFoundAndReadAsTheyAre() throws IOException {
        assertTrue(texts().containsAll(List.of("config.json", "longhand.state", "longhand.model", "longhand.config",
                "longhand.data")), texts().toString());
        for (String name : texts()) {
            write(name, read(name).toString());
            assertEquals("", use(name), name);
        }
    }

    @Test
    void theCommandsSayIt() throws IOException {
        write("config.json", wholeConfig.replaceFirst("\"seed\" : 0", "\"seed\" : null"));
        assertTrue(CliRun.of("resume", config.getParent())
                .failedWith("config.json: seed = null. Rule: a whole number. Fix: "));
        write("config.json", wholeConfig);
        write("longhand.model", read("longhand.model").toString().replace("\"side\":28", "\"side\":20000"));
        assertTrue(CliRun.of("evaluate", config.getParent()).failedWith(
                "longhand.model.side = 20000. Rule: a whole number, at least 1 and at most 1024. Fix: "));
        write("longhand.model", read("longhand.model").toString());
        assertTrue(CliRun.of("resume", config.getParent(), "--epochs", -5).failedWith("--epochs = -5. Rule: "));
        assertTrue(CliRun.of("resume", config.getParent(), "--save-every", -1).failedWith("--save-every = -1. Rule: "));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyFieldIsReadStrictly(String name) throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        walk(read(name), (field, change) -> tryOut(name, field, change, wrong));
        assertEquals("", String.join("\n", wrong.values()));
    }

    /** A text in which one field has another value. */
    private record Change(String text, String value) {}

    private static void walk(JsonNode root, BiConsumer<String, Change> visit) {
        walk(root, root, "", visit);
    }

    private static void walk(JsonNode root, JsonNode at, String path, BiConsumer<String, Change> visit) {
        for (Map.Entry<String, JsonNode> field : List.copyOf(at.properties())) {
            ObjectNode parent = (ObjectNode) at;
            JsonNode before = field.getValue();
            parent.remove(field.getKey());
            visit.accept(path + field.getKey(), new Change(root.toString(), "missing"));
            for (String value : values(before)) {
                parent.put(field.getKey(), "VALUE");
                visit.accept(path + field.getKey(), new Change(root.toString().replace("\"VALUE\"", value), value));
            }
            parent.set(field.getKey(), before);
            walk(root, before, path + field.getKey() + ".", visit);
        }
        if (at instanceof ArrayNode list && !list.isEmpty()) {
            JsonNode before = list.get(0);
            for (String value : values(before)) {
                list.set(0, "VALUE");
                visit.accept(path + "0", new Change(root.toString().replace("\"VALUE\"", value), value));
            }
            list.set(0, before);
            walk(root, before, path + "0.", visit);
        }
    }

    private static List<String> values(JsonNode before) {
        List<String> values = new ArrayList<>(List.of("null", "[[]]", "{\"a\":1}"));
        if (before.isNumber()) {
            values.addAll(List.of("\"1\"", "true", "-1", "1e999", "NaN", "\"-Infinity\""));
            if (before.isIntegralNumber()) {
                values.addAll(List.of("0.5", "1e30", "1000000000000000000000000000000", "\"NaN\""));
            }
        } else {
            values.addAll(before.isBoolean() ? List.of("7", "1.0") : List.of("7", "true"));
            if (!before.isTextual()) {
                values.add("\"text\"");
            }
        }
        return values;
    }

    private static void tryOut(String name, String field, Change change, Map<String, String> wrong) {
        String leaf = field.replaceAll("(\\.\\d+)+$", "").replaceAll(".*\\.", "");
        if (change.value.equals("-1") && MAY_BE_NEGATIVE.contains(leaf)
                || change.value.equals("missing") && MAY_BE_MISSING.contains(leaf)) {
            return;
        }
        try {
            write(name, change.text);
            String failure = use(name);
            String file = name.equals("config.json") ? name : "checkpoint.safetensors";
            boolean isJson = !failure.contains("no JSON text");
            if (!failure.contains(file + ": ") || !failure.contains("Fix: ")
                    || isJson && !(failure.contains(leaf) && failure.contains("Rule: "))) {
                wrong.put(field + change.value, field + " = " + change.value + ": " + failure);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
