package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import longhand.backend.Backends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training from the command line, on synthetic images. */
class TrainCommandTest {
    private static final List<String> FILES = List.of("best.safetensors", "checkpoint.previous.safetensors",
            "checkpoint.safetensors", "commands.jsonl", "config.json", "confusion.csv", "curves.png", "metrics.csv",
            "metrics.jsonl", "mistakes.png", "report.html", "weights.safetensors");

    private final int threads = Backends.threads();

    @TempDir
    private Path folder;

    @AfterEach
    void restoreThreads() {
        Backends.threads(threads);
    }

    static CliRun train(Path out, String... more) {
        List<Object> args = new ArrayList<>(List.of("train", "mlp", "--dataset", "synthetic", "--limit-train", "200",
                "--limit-test", "50", "--batch-size", "32", "--out", out));
        args.addAll(Arrays.asList(more));
        return CliRun.of(args.toArray());
    }

    private static byte[] weights(Path run) throws IOException {
        return Files.readAllBytes(run.resolve("weights.safetensors"));
    }

    @Test
    void leavesACompleteFolder() throws IOException {
        Path out = folder.resolve("run");
        CliRun run = train(out, "--epochs", "2");
        assertEquals("", run.err());
        assertEquals(0, run.status());
        assertTrue(run.out().contains("synthetic: 10,000 training"), run.out());
        assertTrue(run.out().matches("(?s).*epoch 2/2: loss \\d\\.\\d{4}, train acc 0\\.\\d{4}, .*test accuracy \\d+\\.\\d\\d %.*"),
                run.out());
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(FILES, files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals(3, Files.readAllLines(out.resolve("metrics.csv")).size());
        assertEquals(2 * 7 + 2, Files.readAllLines(out.resolve("metrics.jsonl")).size());
        assertEquals(11, Files.readAllLines(out.resolve("confusion.csv")).size());
        String report = Files.readString(out.resolve("report.html"));
        assertEquals(2, report.split("src=\"data:image/png;base64,", -1).length - 1);
        assertFalse(report.contains("http"), "the report must not need the network");
        assertTrue(report.contains("stripes at 18°") && report.contains("Linear(in_features=784"),
                "classes and layers are on the page");
    }

    @Test
    void learns() {
        Path out = folder.resolve("run");
        CliRun run = CliRun.of("train", "mlp", "--dataset", "synthetic", "--limit-train", "2000", "--limit-test",
                "200", "--batch-size", "50", "--epochs", "2", "--lr", "0.002", "--out", out);
        String accuracy = run.out().replaceAll("(?s).*test accuracy (\\d+\\.\\d+) %.*", "$1");
        assertTrue(Double.parseDouble(accuracy) > 80, run.out());
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path out = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(out.resolve("thesis.txt"), "years of work");
        assertTrue(train(out).failedWith(out + " is not an empty folder. Fix: choose another --out"));
        assertEquals("years of work", Files.readString(out.resolve("thesis.txt")));
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(1, files.count());
        }
        assertTrue(train(out.resolve("thesis.txt"))
                .failedWith("thesis.txt is a file, and a run needs a folder. Fix: "));
        assertTrue(train(out.resolve("thesis.txt/run"))
                .failedWith("thesis.txt is a file, not a folder. Fix: choose another folder"));
    }

    @Test
    void aFinishedRunIsNotOverwritten() throws IOException {
        Path out = folder.resolve("run");
        train(out, "--epochs", "1");
        byte[] before = weights(out);
        assertTrue(train(out, "--seed", "1")
                .failedWith(out + ": there is a run in this folder already. Fix: choose another --out, "
                + "or go on with that run: longhand resume " + out));
        assertArrayEquals(before, weights(out));
    }

    /** The images do not fit the network, which shows in the first step: by then the folder is made. */
    @Test
    void aRunThatFailsInItsFirstStepLeavesNothing() throws IOException {
        assertTrue(train(folder.resolve("new"), "--resize", "30").failedWith("linear: input"));
        assertFalse(Files.exists(folder.resolve("new")));
        Path mine = Files.createDirectory(folder.resolve("mine"));
        assertTrue(train(mine, "--resize", "30").failedWith("linear: input"));
        try (Stream<Path> files = Files.list(mine)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aCheckpointThatCannotBeWrittenIsNamedWithTheReason() throws IOException {
        Path out = folder.resolve("run");
        train(out, "--epochs", "1");
        byte[] before = Files.readAllBytes(out.resolve("checkpoint.safetensors"));
        Path inTheWay = out.resolve("checkpoint.previous.safetensors");
        Files.delete(inTheWay);
        Files.createDirectories(inTheWay.resolve("folder"));
        CliRun run = CliRun.of("resume", out, "--epochs", "2");
        assertTrue(run.failedWith("checkpoint.safetensors: cannot be written: "), run.err());
        assertTrue(run.err().matches("(?is).*written: [^/]*directory[^/]*"), run.err()); // in the system's words
        assertTrue(run.out().endsWith("the last checkpoint stays. To go on: longhand resume " + out + "\n"), run.out());
        assertArrayEquals(before, Files.readAllBytes(out.resolve("checkpoint.safetensors")));
    }

    @Test
    void aRunThatIsCompleteSaysSo() throws IOException {
        Path out = folder.resolve("run");
        train(out, "--epochs", "2");
        String report = Files.readString(out.resolve("report.html"));
        String confusion = Files.readString(out.resolve("confusion.csv"));
        Files.delete(out.resolve("report.html")); // as if killed between checkpoint and report
        Files.delete(out.resolve("confusion.csv"));
        CliRun again = CliRun.of("resume", out);
        assertEquals(0, again.status(), again.err());
        assertTrue(again.out().contains("the run is complete: all 2 epochs are done. To train longer: longhand resume "),
                again.out());
        assertEquals(report, Files.readString(out.resolve("report.html")));
        assertEquals(confusion, Files.readString(out.resolve("confusion.csv")));
    }

    @Test
    void aRunGoesOnAsIfItHadNeverEnded() throws IOException {
        Path straight = folder.resolve("straight");
        Path twice = folder.resolve("twice");
        train(straight, "--epochs", "2", "--threads", "1");
        train(twice, "--epochs", "1", "--threads", "2");
        CliRun resumed = CliRun.of("resume", twice, "--epochs", "2");
        assertEquals(0, resumed.status(), resumed.err());
        assertArrayEquals(weights(straight), weights(twice));
        List<String> lines = Files.readAllLines(twice.resolve("metrics.csv"));
        assertEquals(lossColumns(Files.readAllLines(straight.resolve("metrics.csv"))), lossColumns(lines));
        assertEquals(Files.readAllLines(straight.resolve("metrics.jsonl")).size(),
                Files.readAllLines(twice.resolve("metrics.jsonl")).size());
    }

    /** Without the columns that hold times. */
    private static List<String> lossColumns(List<String> lines) {
        return lines.stream().map(line -> String.join(",", Arrays.asList(line.split(",")).subList(0, 6))).toList();
    }

    @Test
    void linesOfStepsToBeDoneAgainAreDropped() throws IOException {
        Path out = folder.resolve("run");
        train(out, "--epochs", "1");
        Path log = out.resolve("metrics.jsonl");
        List<String> before = Files.readAllLines(log);
        Files.writeString(log, "{\"step\":8,\"epoch\":2,\"loss\":1}\n{\"step\":9,\"epo", StandardOpenOption.APPEND);
        assertEquals(0, CliRun.of("train", "--resume", out).status());
        assertEquals(before, Files.readAllLines(log));
    }

    @Test
    void theLineOfAnEpochThatAKillSwallowedIsMadeUpFor() throws IOException {
        Path out = folder.resolve("run");
        train(out, "--epochs", "2");
        Path log = out.resolve("metrics.jsonl");
        List<String> before = Files.readAllLines(log);
        Files.write(log, before.subList(0, before.size() - 1));
        assertEquals(0, CliRun.of("resume", out).status());
        assertEquals(before, Files.readAllLines(log));
    }

    @Test
    void aResumedRunKeepsItsSettings() {
        Path out = folder.resolve("run");
        train(out, "--epochs", "1");
        CliRun run = CliRun.of("train", "lenet", "--lr", "0.1", "--resume", out);
        assertEquals(2, run.status());
        assertTrue(run.err().startsWith("longhand: a run goes on with the settings it was started with, so "),
                run.err());
    }

    @Test
    void aFolderThatIsNoRunCannotBeResumed() throws IOException {
        assertTrue(CliRun.of("resume", folder).failedWith("not the folder of a run: it holds no config.json"));
        assertTrue(CliRun.of("resume", folder.resolve("none")).failedWith("no such folder"));
        Files.writeString(folder.resolve("config.json"), "{}");
        assertTrue(CliRun.of("resume", folder).failedWith("holds no checkpoint"));
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Path out = folder.resolve("run");
        train(out, "--epochs", "1");
        Path checkpoint = out.resolve("checkpoint.safetensors");
        byte[] whole = Files.readAllBytes(checkpoint);
        Files.delete(out.resolve("checkpoint.previous.safetensors"));
        Files.write(checkpoint, Arrays.copyOf(whole, whole.length / 2));
        assertTrue(CliRun.of("resume", out, "--epochs", "2").failedWith("checkpoint.safetensors"));
        Files.write(checkpoint, whole);
        Files.writeString(out.resolve("config.json"), "{\"model\": ");
        assertTrue(CliRun.of("resume", out, "--epochs", "2").failedWith("config.json: damaged"));
        assertArrayEquals(whole, Files.readAllBytes(checkpoint));
    }

    @Test
    void aRunGoesOnFromTheCheckpointBeforeADamagedOne() throws IOException {
        Path straight = folder.resolve("straight");
        Path damaged = folder.resolve("damaged");
        train(straight, "--epochs", "2");
        train(damaged, "--epochs", "1");
        Path last = damaged.resolve("checkpoint.safetensors");
        byte[] bytes = Files.readAllBytes(last);
        bytes[bytes.length / 2] ^= 4;
        Files.write(last, bytes);
        CliRun evaluated = CliRun.of("evaluate", damaged);
        assertTrue(evaluated.status() == 0 && evaluated.err().contains("using the checkpoint before it"),
                evaluated.err());
        Path temporary = Files.writeString(damaged.resolve(".config.json.01234567-89ab-cdef-0123-456789abcdef.tmp"),
                "half");
        CliRun resumed = CliRun.of("resume", damaged, "--epochs", "2");
        assertEquals(0, resumed.status(), resumed.err());
        assertTrue(resumed.out().contains(last + ": damaged: its checksum is ") && resumed.out().contains(
                "using the checkpoint before it: " + damaged.resolve("checkpoint.previous.safetensors") + ", 0 steps"),
                resumed.out());
        assertArrayEquals(weights(straight), weights(damaged));
        assertFalse(Files.exists(temporary), "files of killed runs are cleaned up");
    }

    @Test
    void aRecipesLearningRateIsForItsOwnOptimizer() {
        String own = train(folder.resolve("own"), "--recipe", "notes", "--optimizer", "sgd").out();
        assertTrue(own.contains(" sgd lr 0.1,"), own);
        String other = train(folder.resolve("other"), "--recipe", "notes", "--optimizer", "adagrad").out();
        assertTrue(other.contains(" adagrad lr 0.01,"), other);
        String like = CliRun.of("train", "lenet", "--dataset", "synthetic", "--limit-train", "32", "--limit-test", "10",
                "--epochs", "1", "--optimizer", "adamw", "--out", folder.resolve("like")).out();
        assertTrue(like.contains(" adamw lr 0.01,"), like);
    }

    @Test
    void wrongNamesAndNumbersAreRefusedBeforeAnythingIsWritten() throws IOException {
        Path out = folder.resolve("run");
        assertTrue(CliRun.of("train", "lenett", "--out", out).failedWith("model: there is no 'lenett'"));
        assertTrue(train(out, "--recipe", "slow").failedWith("mlp has no recipe 'slow'"));
        assertTrue(CliRun.of("train", "mlp", "--dataset", "cifar", "--out", out).failedWith("no data set \"cifar\""));
        assertTrue(train(out, "--optimizer", "adamax").failedWith("there is no 'adamax'"));
        assertTrue(train(out, "--momentum", "0.9").failedWith("adam has no momentum"));
        assertTrue(train(out, "--schedule", "random").failedWith("there is no 'random'"));
        assertTrue(train(out, "--init", "ones").failedWith("there is no 'ones'"));
        assertTrue(train(out, "--lr=-1").failedWith("lr = -1.0"));
        assertTrue(train(out, "--epochs", "0")
                .failedWith("--epochs = 0. Rule: a whole number, at least 1 and at most 10000"));
        assertTrue(train(out, "--resize", "30").failedWith("linear: input"));
        assertTrue(train(out, "--backend", "gpu").failedWith("there is no backend 'gpu'"));
        assertEquals(2, train(out, "--epochs", "many").status());
        assertFalse(Files.exists(out));
    }

    @Test
    void brokenImagesAreRefused() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        for (String name : List.of("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
                "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")) {
            Files.writeString(images.resolve(name), "not gzip");
        }
        CliRun run = CliRun.of("train", "mlp", "--data-dir", images, "--out", folder.resolve("run"));
        assertTrue(run.failedWith("-ubyte.gz"), run.err());
        assertFalse(Files.exists(folder.resolve("run")));
    }
}
