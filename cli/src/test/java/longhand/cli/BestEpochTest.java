package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validation images, patience and the best epoch, from the command line. */
class BestEpochTest {
    @TempDir
    private Path folder;

    private static CliRun train(Path out, Object... more) {
        List<Object> args = new ArrayList<>(List.of("train", "mlp", "--dataset", "synthetic", "--limit-train", 200,
                "--limit-test", 50, "--batch-size", 32, "--out", out));
        args.addAll(Arrays.asList(more));
        return CliRun.of(args.toArray());
    }

    private static byte[] bytes(Path run, String file) throws IOException {
        return Files.readAllBytes(run.resolve(file));
    }

    private static List<String> metrics(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv"));
    }

    @Test
    void epochsAreComparedOnImagesThatAreHeldBack() throws IOException {
        Path run = folder.resolve("run");
        CliRun trained = train(run, "--epochs", 2, "--validation", 0.25, "--lr", 0.01);
        assertEquals("", trained.err());
        assertTrue(metrics(run).getFirst().contains("validation_loss,validation_accuracy"), metrics(run).toString());
        assertTrue(trained.out().contains("validation acc 0."), trained.out());
        String accuracy = trained.out()
                .replaceAll("(?s).*test accuracy of the best epoch (\\S+) % \\((\\d+) of 50\\).*", "$2");
        assertTrue(CliRun.of("evaluate", run.resolve("best.safetensors"), "--limit-test", 50).out()
                .contains("(" + accuracy + " of 50)"), accuracy);
        String report = Files.readString(run.resolve("report.html"));
        assertTrue(report.contains("test accuracy of the best epoch") && report.contains("of the validation images"),
                report);
        assertEquals(5, Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .filter(line -> line.contains("\"epoch\":2,\"batch\"")).count(), "150 images in batches of 32");
    }

    @Test
    void aRunThatIsStoppedAndResumedEndsAtTheSameEpochWithTheSameBits() throws IOException {
        Path straight = folder.resolve("straight");
        Object[] options = {"--validation", 0.2, "--patience", 2, "--lr", 0.5};
        List<Object> all = new ArrayList<>(List.of("--epochs", 30));
        all.addAll(List.of(options));
        CliRun whole = train(straight, all.toArray());
        int epochs = metrics(straight).size() - 1;
        assertTrue(epochs < 30 && whole.out().contains("patience ended"), whole.out());
        Path stopped = folder.resolve("stopped");
        all.set(1, 1);
        train(stopped, all.toArray());
        for (int i = 2; i <= epochs; i++) {
            assertEquals(0, CliRun.of("resume", stopped, "--epochs", i).status());
        }
        CliRun last = CliRun.of("resume", stopped, "--epochs", 30);
        assertTrue(last.out().contains("the run is complete: patience ended after epoch " + epochs + " of 30"),
                last.out());
        for (String file : new String[] {"weights.safetensors", "best.safetensors"}) {
            assertArrayEquals(bytes(straight, file), bytes(stopped, file), file);
        }
        assertEquals(0, CliRun.of("resume", stopped, "--epochs", epochs + 1, "--patience", 0).status());
        assertEquals(epochs + 2, metrics(stopped).size(), "patience may be changed");
    }

    /** As if killed between the checkpoint of an epoch and the file with its numbers. */
    @Test
    void theBestNumbersAreWrittenAgainWhenTheyAreMissing() throws IOException {
        Path run = folder.resolve("run");
        train(run, "--epochs", 1);
        byte[] before = bytes(run, "best.safetensors");
        Files.delete(run.resolve("best.safetensors"));
        assertEquals(0, CliRun.of("resume", run).status());
        assertArrayEquals(before, bytes(run, "best.safetensors"));
    }

    /** A config.json without the settings is that of an older version, which held nothing back. */
    @Test
    void aRunOfAnOlderVersionHasNeither() throws IOException {
        Path run = folder.resolve("run");
        train(run, "--epochs", 1);
        Path config = run.resolve("config.json");
        ObjectMapper json = new ObjectMapper();
        ObjectNode settings = (ObjectNode) json.readTree(config.toFile());
        settings.remove(List.of("validation", "patience"));
        json.writeValue(config.toFile(), settings);
        assertEquals("", CliRun.of("resume", run, "--epochs", 2).err());
    }

    @Test
    void sharesThatLeaveNothingAreRefused() {
        assertTrue(train(folder.resolve("a"), "--validation", 1).failedWith("--validation = 1.0. Rule: "));
        assertTrue(train(folder.resolve("b"), "--validation", -0.1).failedWith("--validation = -0.1. Rule: "));
        assertTrue(train(folder.resolve("c"), "--validation", 0.001)
                .failedWith("Rule: at least one image on each side"));
        assertTrue(train(folder.resolve("d"), "--patience", -1).failedWith("--patience = -1. Rule: "));
    }
}
