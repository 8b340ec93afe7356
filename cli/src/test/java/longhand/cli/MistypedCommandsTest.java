package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command says whose line is nearly right. */
class MistypedCommandsTest {
    /** Names of models, data sets and other things that are no enum. */
    @Test
    void aMistypedNameIsAnsweredWithTheNearest() {
        Map<String, List<String>> lines = Map.ofEntries(
                Map.entry("nin", List.of("train", "nni")),
                Map.entry("resnet18", List.of("summary", "resnet")),
                Map.entry("lenet", List.of("explain", "model", "LeNet5")),
                Map.entry("fashion-mnist", List.of("train", "mlp", "--dataset", "fashon")),
                Map.entry("notes", List.of("train", "mlp", "--recipe", "nots")),
                Map.entry("rmsprop", List.of("train", "mlp", "--optimizer", "rmspro")),
                Map.entry("one-cycle", List.of("train", "mlp", "--schedule", "onecycle")),
                Map.entry("xavier-uniform", List.of("train", "mlp", "--init", "xavier")),
                Map.entry("reference", List.of("train", "mlp", "--backend", "referense")),
                Map.entry("rotate", List.of("train", "mlp", "--augment", "rotat=10")),
                Map.entry("KernelGradient", List.of("learn", "hint", "KernelGradent")),
                Map.entry("maxpool", List.of("exercise", "new", "maxpol")),
                Map.entry("input-gradient", List.of("explain", "corr2d", "-i", "0 1", "-k", "1", "--view", "input-gradent")));
        lines.forEach((meant, line) -> {
            CliRun run = CliRun.of(line.toArray());
            assertTrue(run.err().contains("id you mean " + meant + "?"), line + ": " + run.err());
        });
    }

    @Test
    void theNearestOperationIsProposed() {
        for (String[] pair : new String[][] {{"conv2", "conv2d"}, {"cov2d", "conv2d"}, {"corr2", "corr2d"},
                {"maxpol", "maxpool"}, {"soft-max", "softmax"}, {"paramters", "parameters"}}) {
            CliRun run = CliRun.of("explain", pair[0], "--input", "1 2; 3 4");
            assertEquals(2, run.status());
            assertTrue(run.err().contains("Did you mean " + pair[1] + "?"), run.err());
        }
    }

    @Test
    void nothingIsProposedForAWordThatIsFarFromAll() {
        CliRun run = CliRun.of("explain", "transformer", "--input", "1");
        assertEquals(2, run.status());
        assertFalse(run.err().contains("Did you mean"), run.err());
    }

    @Test
    void aProgramThatIsNotThereIsNamed(@TempDir Path folder) {
        Path program = folder.resolve("Nope.java");
        CliRun run = CliRun.of("java", program);
        assertEquals(1, run.status());
        assertEquals("longhand: no such file or folder: " + program + ". Fix: check the name", run.err().strip());
    }
}
