package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that would change nothing are refused or said to be without effect. */
class UnusedOptionsTest {
    private static final String LAYERS = "conv 1->6 k5; pool k2";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"output-size, --region, '0:1,0:1'", "parameters, --region, '0:1,0:1'",
        "receptive-field, --region, '0:1,0:1'", "parameters, --size, 28", "receptive-field, --lr, 1",
        "output-size, -k, 1"})
    void anOptionThatAnOperationDoesNotUseIsRefused(String operation, String option, String value) {
        CliRun run = CliRun.of("explain", operation, "--layers", LAYERS, option, value);
        assertEquals(2, run.status(), run.out());
        String name = option.equals("-k") ? "--kernel" : option;
        assertTrue(run.err().contains(operation + " does not use " + name + ". It uses "), run.err());
        assertTrue(run.err().contains("Fix: leave " + name + " out"), run.err());
    }

    @Test
    void theOthersAreRefusedForOperationsOnNumbersToo() {
        CliRun run = CliRun.of("explain", "softmax", "--input", "1 2", "--gradient", "1 2");
        assertTrue(run.err().contains("softmax does not use --gradient. It uses --input, --region, --labels."),
                run.err());
        assertEquals(2, CliRun.of("check", "linear", "--input", "1 2", "--kernel", "1 2", "--stride", "2", "--answer",
                "5").status());
        assertTrue(CliRun.of("explain", "output-size", "--size", "28", "--layers", LAYERS, "--padding", "1").err()
                .contains("--padding is that of a single layer, and --layers says its own"));
        assertTrue(CliRun.of("explain", "sgd", "--input", "1 2").err().contains("e.g. --gradient \"0.5 0\""));
    }

    @Test
    void trainSaysWhatTheInitialisationIsWhereItIsNotTheUsualOne() {
        CliRun lenet = CliRun.of("train", "lenet", "--dataset", "synthetic", "--limit-train", 64, "--limit-test", 64,
                "--epochs", 1, "--init", "identity", "--out", folder.resolve("identity"));
        assertTrue(lenet.out().contains(", init identity, images"), lenet.out());
        assertTrue(lenet.out().contains(
                "note: lenet has no 1×1 convolution, so --init identity is kaiming-uniform here\n"), lenet.out());
        CliRun usual = CliRun.of("train", "lenet", "--dataset", "synthetic", "--limit-train", 64, "--limit-test", 64,
                "--epochs", 1, "--init", "default", "--out", folder.resolve("usual"));
        assertFalse(usual.out().contains(", init ") || usual.out().contains("note: "), usual.out());
    }

    @ParameterizedTest
    @CsvSource({"train mlp, synthetic", "train mlp, fashion-mnist-subset", "find-lr mlp, synthetic"})
    void aFolderForImagesThatAreInNoneIsRefused(String command, String dataset) {
        List<Object> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("--dataset", dataset, "--data-dir", folder));
        CliRun run = CliRun.of(words.toArray());
        assertEquals(2, run.status(), run.out());
        assertTrue(run.err().contains(" does not use --data-dir: the images of " + dataset
                + " are in no files. Fix: leave it out"), run.err());
    }

    @Test
    void evaluateRefusesItForTheImagesOfTheRunToo() {
        Path run = folder.resolve("run");
        assertEquals(0, CliRun.of("train", "softmax", "--dataset", "synthetic", "--limit-train", 64, "--limit-test", 64,
                "--epochs", 1, "--out", run).status());
        assertTrue(CliRun.of("evaluate", run, "--data-dir", folder).err()
                .contains("evaluate does not use --data-dir: the images of synthetic are in no files"));
    }

    @Test
    void theHelpOfTrainNamesEachDataSetOnce() {
        String help = CliRun.of("train", "--help").out().replaceAll("\\s+", " ");
        assertTrue(help.contains(" fashion-mnist, mnist, cifar-10") && !help.contains("the default), or"), help);
    }

    @Test
    void runningNumbersDoNotChangeInEvaluationSoMomentumIsRefused() {
        assertTrue(CliRun.of("explain", "batchnorm-eval", "--input", "1 2", "--momentum", "0.5").err()
                .contains("batchnorm-eval does not use --momentum. It uses --input"));
        assertEquals(0, CliRun.of("explain", "batchnorm", "--input", "1 2; 3 4", "--momentum", "0.5").status());
    }

    @ParameterizedTest
    @CsvSource({"corr2d --lr 3, 'corr2d, --lr'", "--view forward, --view"})
    void whatStandsBeforeModelIsRefused(String before, String named) {
        String[] words = ("explain " + before + " model lenet").split(" ");
        CliRun run = CliRun.of((Object[]) words);
        assertEquals(2, run.status(), run.out());
        assertTrue(run.err().contains("explain model does not use " + named + ". Fix: leave it out"), run.err());
    }
}
