package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import longhand.cli.run.StopSignal;
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
    private static final Duration PATIENCE = Duration.ofMinutes(3);

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

    /** What {@link Main} does before it knows the command, with a named pipe to wait at until the signal comes. */
    static final class BeforeTheCommand {
        private BeforeTheCommand() {}

        /** Waits for a line from that pipe. */
        public static void main(String... pipe) throws IOException {
            StopSignal.PROCESS.install();
            Files.readString(Path.of(pipe[0]));
        }
    }

    @Test
    void interruptedBeforeAnythingIsThere() throws IOException, InterruptedException {
        Path line = folder.resolve("line");
        assertEquals(0, new ProcessBuilder("mkfifo", line.toString()).start().waitFor());
        List<String> command = LonghandProcess.command(BeforeTheCommand.class, line);
        try (LonghandProcess process = LonghandProcess.start(folder, command);
                OutputStream _ = assertTimeoutPreemptively(PATIENCE, () -> Files.newOutputStream(line))) {
            process.signal("INT");
            assertEquals(INTERRUPTED, process.awaitEnd());
            assertSaid(process, "longhand: stopped before it began; nothing was saved");
        }
    }

    @Test
    void terminatedBeforeTheFirstStepOrSoonAfterIt() throws IOException, InterruptedException {
        try (LonghandProcess process = LonghandProcess.start(folder, train(50))) {
            process.awaitOutput("images: ").signal("TERM");
            assertEquals(TERMINATED, process.awaitEnd());
            assertSaid(process, "stopped (before the first step; nothing was saved|and saved before (the test of )?epoch \\d+ of 10000)");
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
