package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import longhand.nn.training.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes at once: each has a folder for itself, or says why it has none. */
class ConcurrentRunsTest {
    /** As many epochs as there may be: the run goes on until it is ended. */
    private static final int ENDLESS = 10_000;

    @TempDir
    private Path folder;

    private LonghandProcess train(int epochs, Object... more) throws IOException {
        List<Object> args = new ArrayList<>(List.of("train", "mlp", "--dataset", "synthetic", "--limit-train", 320,
                "--limit-test", 8, "--batch-size", 8, "--threads", 1, "--epochs", epochs));
        args.addAll(List.of(more));
        return LonghandProcess.start(folder, args.toArray());
    }

    @Test
    void runsOfTheSameSecondHaveFoldersOfTheirOwn() throws IOException, InterruptedException {
        List<LonghandProcess> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(train(1));
            }
            for (LonghandProcess process : processes) {
                assertEquals(0, process.awaitEnd(), process.output());
            }
        } finally {
            processes.forEach(LonghandProcess::close);
        }
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            assertEquals(3, runs.filter(run -> Files.exists(run.resolve("weights.safetensors"))).count());
        }
    }

    @Test
    void twoRunsWithOneFolder() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        try (LonghandProcess one = train(ENDLESS, "--out", run); LonghandProcess other = train(ENDLESS, "--out", run)) {
            LonghandProcess refused = firstToEnd(one, other);
            assertEquals(1, refused.awaitEnd());
            assertTrue(refused.output().matches("(?s).*longhand: " + run
                    + ": (a training is running there( \\(process \\d+\\))?" // the other may not have said yet who it is
                    + "|there is a run in this folder already)\\. Fix: .*\n"), refused.output());
        }
    }

    private static LonghandProcess firstToEnd(LonghandProcess one, LonghandProcess other) throws InterruptedException {
        while (one.isAlive() && other.isAlive()) {
            Thread.sleep(10);
        }
        return one.isAlive() ? other : one;
    }

    @Test
    void aRunIsResumedByOneProcessAtATimeAndReadMeanwhile() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        try (LonghandProcess process = train(ENDLESS, "--out", run)) {
            process.awaitOutput("epoch 2/");
            CliRun second = CliRun.of("resume", run);
            assertTrue(second.failedWith(run + ": a training is running there (process "), second.err());
            CliRun read = CliRun.of("evaluate", run, "--limit-test", 8);
            assertEquals(0, read.status(), read.err());
            process.signal("KILL").awaitEnd();
        }
        assertTrue(Files.exists(run.resolve(".lock")), "a killed process leaves the file, which then means nothing");
        int done = Checkpoint.read(run.resolve("checkpoint.safetensors")).state().orElseThrow().epoch();
        CliRun resumed = CliRun.of("resume", run, "--epochs", done + 1);
        assertEquals(0, resumed.status(), resumed.err());
    }
}
