package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import longhand.testing.ShapePictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for on the command line is what the run notes down and goes by: no option is read and forgotten. */
class OptionsReachTheRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static JsonNode config(Path run) throws IOException {
        return JSON.readTree(run.resolve("config.json").toFile());
    }

    private static void run(Object... arguments) {
        CliRun result = CliRun.of(arguments);
        assertEquals("", result.err());
        assertEquals(0, result.status());
    }

    /** Each has another value than in the recipe, and than every other option. */
    @Test
    void everyOptionOfTrainIsInTheSettings() throws IOException {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("limit-train", 21);
        options.put("limit-test", 9);
        options.put("batch-size", 10);
        options.put("epochs", 1);
        options.put("optimizer", "rmsprop");
        options.put("lr", 0.000123);
        options.put("momentum", 0.37);
        options.put("weight-decay", 0.000456);
        options.put("schedule", "warm-up");
        options.put("init", "kaiming-normal");
        options.put("seed", 987654321);
        options.put("save-every", 3);
        options.put("validation", 0.23);
        options.put("patience", 7);
        options.put("shards", 2);
        options.put("normalize", "own");
        options.put("augment", "vflip=0.25");
        options.put("channels", 1);
        options.put("test-share", 0.43);
        Path pictures = folder.resolve("pictures");
        ShapePictures.write(pictures, 24, 1);
        List<Object> line = new ArrayList<>(List.of("train", "mlp", "--dataset", pictures, "--skip-bad"));
        options.forEach((name, value) -> line.addAll(List.of("--" + name, value)));
        Path run = folder.resolve("run");
        line.addAll(List.of("--out", run));
        run(line.toArray());

        JsonNode config = config(run);
        assertEquals("mlp", config.get("model").asText());
        assertEquals("pictures", config.get("dataset").asText());
        assertEquals("skip", config.get("images").get("bad").asText());
        options.forEach((name, value) -> assertEquals(value.toString(), setting(config, name), "--" + name));
    }

    /** The value of a component, which may be one of the images or of what is taken from another network. */
    private static String setting(JsonNode config, String option) {
        StringBuilder name = new StringBuilder();
        for (char c : option.toCharArray()) {
            boolean starts = !name.isEmpty() && name.charAt(name.length() - 1) == '-';
            if (starts) {
                name.setLength(name.length() - 1);
            }
            name.append(starts ? Character.toUpperCase(c) : c);
        }
        for (JsonNode part : List.of(config, config.get("images"), config.get("transfer"))) {
            JsonNode value = part.get(name.toString());
            if (value != null) {
                return value.isDouble() ? Double.toString(value.asDouble()) : value.asText();
            }
        }
        return "missing";
    }

    @Test
    void theRateOfTheBodyIsInTheSettings() throws IOException {
        List<Object> train = List.of("train", "softmax", "--dataset", "synthetic", "--limit-train", 8, "--limit-test", 8);
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        run(Stream.concat(train.stream(), Stream.of("--out", first)).toArray());
        run(Stream.concat(train.stream(), Stream.of("--init", first, "--body-lr", 0.61, "--out", second)).toArray());
        assertEquals("0.61", setting(config(second), "body-lr"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--channels 1", "--test-share 0.5", "--skip-bad", "--port 8080"})
    void whatWouldChangeNothingIsRefused(String option) {
        CliRun run = CliRun.of((Object[]) ("train softmax --dataset synthetic --limit-train 8 --limit-test 8 " + option)
                .split(" "));
        assertEquals(2, run.status());
        assertTrue(run.err().contains("train does not use " + option.split(" ")[0] + ": "), run.err());
    }

    /** A name with blanks stands between quotes, so that the command can be typed again. */
    @Test
    void theCommandIsNotedDown() throws IOException {
        Path out = folder.resolve("my run");
        run("train", "softmax", "--dataset", "synthetic", "--limit-train", 8, "--limit-test", 8, "--out", out);
        String noted = JSON.readTree(out.resolve("commands.jsonl").toFile()).get("command").asText();
        assertTrue(noted.endsWith("train softmax --dataset synthetic --limit-train 8 --limit-test 8 --out '" + out + "'"),
                noted);
    }

    /** Another optimiser has its own. */
    @Test
    void theMomentumOfTheRecipeIsThatOfItsOptimiser() throws IOException {
        Path usual = folder.resolve("usual");
        run("train", "googlenet", "--dataset", "synthetic", "--limit-train", 2, "--limit-test", 2, "--out", usual);
        assertEquals(0.8, config(usual).get("momentum").asDouble());
        Path other = folder.resolve("other");
        run("train", "googlenet", "--optimizer", "sgd", "--dataset", "synthetic", "--limit-train", 2, "--limit-test", 2,
                "--out", other);
        assertEquals(0, config(other).get("momentum").asDouble());
    }

    /** A network that knows one size says which it was given. */
    @Test
    void theSizeOfTheImagesIsThatOfTheOption() {
        CliRun result = CliRun.of("train", "mlp", "--dataset", "synthetic", "--limit-train", 8, "--limit-test", 8,
                "--resize", 12, "--out", folder.resolve("run"));
        assertTrue(result.failedWith("images of 12×12 do not fit it"), result.err());
    }

    /** By either command that goes on with a run, and each alone: the others stay. */
    @Test
    void everyOptionOfResumeIsInTheSettings() throws IOException {
        Path run = folder.resolve("run");
        run("train", "softmax", "--dataset", "synthetic", "--limit-train", 32, "--limit-test", 8, "--batch-size", 16,
                "--epochs", 1, "--out", run);
        Map<String, Integer> expected = new LinkedHashMap<>(Map.of("epochs", 1, "save-every", 0, "patience", 0));
        for (List<Object> command : List.of(List.<Object>of("resume", run), List.<Object>of("train", "--resume", run))) {
            for (String option : List.of("save-every", "patience", "epochs")) {
                expected.merge(option, 1, Integer::sum);
                List<Object> line = new ArrayList<>(command);
                line.addAll(List.of("--" + option, expected.get(option)));
                run(line.toArray());
                JsonNode config = config(run);
                expected.forEach((name, value) ->
                        assertEquals(value.toString(), setting(config, name), command.getFirst() + ": " + name));
            }
        }
        assertEquals(3, Files.readAllLines(run.resolve("metrics.csv")).size() - 1);
    }

    @Test
    void layersThatAreFrozenAreInTheSettings() throws IOException {
        Path run = folder.resolve("run");
        run("train", "mlp", "--dataset", "synthetic", "--limit-train", 16, "--limit-test", 8, "--batch-size", 16,
                "--epochs", 1, "--freeze", "body", "--out", run);
        assertEquals("[\"body\"]", config(run).get("transfer").get("freeze").toString());
    }
}
