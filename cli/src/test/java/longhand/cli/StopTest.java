package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import longhand.nn.training.Checkpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, stopped by real signals at different moments: each says what was saved, and a resumption goes on
 * there.
 */
class StopTest {
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;
    private Path run;

    @BeforeEach
    void name() {
        run = folder.resolve("run");
    }

    /** So many epochs that only a signal ends it. */
    private Object[] train(int testImages) {
        return new Object[] {"train", "mlp", "--dataset", "synthetic", "--limit-train", 200, "--limit-test", testImages,
            "--batch-size", 4, "--epochs", 10000, "--threads", 1, "--out", run};
    }

    private static void assertSaid(LonghandProcess process, String pattern) throws IOException {
        assertTrue(process.output().matches("(?s).*" + pattern + ".*"), process.output());
    }

    private void assertSavedAndSaid(LonghandProcess process) throws IOException {
        assertSaid(process, "stopped and saved before (the test of )?epoch \\d+ of 10000.*To go on: longhand resume "
                + run);
        long step = Checkpoint.read(run.resolve("checkpoint.safetensors")).state().orElseThrow().step();
        long lines = Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .filter(line -> line.startsWith("{\"step\"")).count();
        assertEquals(lines, step, "the last step is saved");
    }

    @Test
    void interruptedWhileTraining() throws IOException, InterruptedException {
        try (LonghandProcess process = LonghandProcess.start(folder, train(50))) {
            process.awaitOutput("epoch 1/").signal("INT");
            assertEquals(INTERRUPTED, process.awaitEnd());
            assertSavedAndSaid(process);
        }
        try (LonghandProcess process = LonghandProcess.start(folder, "resume", run)) {
            process.awaitOutput("going on with ").signal("TERM");
            assertEquals(TERMINATED, process.awaitEnd());
            assertSaid(process, "going on with (the test of )?epoch \\d+ of 10000(, batch \\d+ of 50)?\n");
            assertSavedAndSaid(process);
        }
    }

    @Test
    void interruptedTwiceAtTheFirstStep() throws IOException, InterruptedException {
        try (LonghandProcess process = LonghandProcess.start(folder, train(50))) {
            process.awaitFile(run.resolve("config.json")).signal("INT").signal("INT");
            assertEquals(INTERRUPTED, process.awaitEnd());
            assertSavedAndSaid(process);
        }
    }

    @Test
    void interruptedInATestAtATerminal() throws IOException, InterruptedException {
        try (LonghandProcess process = LonghandProcess.startAtTerminal(folder, train(10_000))) {
            process.awaitOutput("test [").type("\u0003");
            process.awaitEnd();
            assertSavedAndSaid(process);
        }
    }

    @Test
    void interruptedTwiceAtATerminal() throws IOException, InterruptedException {
        try (LonghandProcess process = LonghandProcess.startAtTerminal(folder, train(50))) {
            process.awaitOutput("2/10000 ").type("\u0003\u0003");
            process.awaitEnd();
            assertSavedAndSaid(process);
        }
    }

    /** Ctrl-C at "longhand train | tee log" ends both. */
    @Test
    void interruptedWhenNobodyReadsStandardOutput() throws IOException, InterruptedException {
        try (LonghandProcess process = LonghandProcess.startWithoutReader(folder, train(50))) {
            process.awaitFile(run.resolve("report.html")).signal("INT");
            assertEquals(INTERRUPTED, process.awaitEnd());
            assertSavedAndSaid(process);
        }
    }

    @Test
    void interruptedBeforeAnythingIsThere() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(LonghandProcess.command(Main.class, train(50)));
        command.add(command.indexOf("-cp"), "-Xlog:class+load:stdout");
        try (LonghandProcess process = LonghandProcess.start(folder, command)) {
            process.awaitOutput("picocli.CommandLine ").signal("INT");
            assertEquals(INTERRUPTED, process.awaitEnd());
            assertSaid(process, "longhand: stopped before (it began|the first step); nothing was saved");
            assertFalse(Files.exists(run));
        }
        try (LonghandProcess process = LonghandProcess.start(folder, train(50))) {
            process.awaitOutput("images: ").signal("TERM");
            assertEquals(TERMINATED, process.awaitEnd());
            assertSaid(process, "stopped (before the first step; nothing was saved|and saved before epoch 1 of 10000, batch)");
        }
    }

    @Test
    void aCommandWithNothingToSaveEndsAtOnceWithoutAWord() throws IOException, InterruptedException {
        try (LonghandProcess process = LonghandProcess.start(folder, "bench", "--seconds", "1000")) {
            process.awaitOutput("Peak of").signal("INT");
            assertEquals(INTERRUPTED, process.awaitEnd());
            assertFalse(process.output().contains("stopped"), process.output());
        }
    }
}
