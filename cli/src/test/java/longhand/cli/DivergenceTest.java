package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training whose loss grows instead of falling: the command and the report say why, and what to do. */
class DivergenceTest {
    @TempDir
    private Path folder;

    @Test
    void divergenceIsExplained() {
        Path out = folder.resolve("run");
        CliRun run = TrainCommandTest.train(out, "--optimizer", "sgd", "--lr", "1e30", "--save-every", "1");
        assertTrue(run.failedWith("Fix: use a smaller learning rate"), run.err());
        assertTrue(run.failedWith("The last good checkpoint stays: " + out.resolve("checkpoint.safetensors")),
                run.err());
        assertEquals(0, CliRun.of("evaluate", out).status());
    }

    @Test
    void divergenceIsInTheReport() throws IOException {
        Path out = folder.resolve("run");
        TrainCommandTest.train(out, "--optimizer", "sgd", "--lr", "1e30");
        String report = Files.readString(out.resolve("report.html"));
        assertTrue(report.contains("<p class=\"warning\">training: ")
                && report.contains("Fix: use a smaller learning rate"), report);
    }

    @Test
    void anExplosionThatStaysFiniteIsSaidInTheTerminalAndInTheReport() throws IOException {
        Path out = folder.resolve("run");
        CliRun run = TrainCommandTest.train(out, "--lr", "10", "--epochs", "1");
        assertEquals(0, run.status(), run.err());
        String warning = "warning: training explodes: the loss was 2\\.\\d+ at first and is [\\d.e+]+ in [a-z0-9 ]+\\. The steps are too large\\."
                + " Fix: start again with a smaller learning rate than 10\\.0, for example --lr 0\\.001 as in the recipe quick";
        assertTrue(run.out().matches("(?s).*\n" + warning + "\nepoch 1/1.*\nreport: .*"), run.out());
        assertEquals(1, run.out().lines().filter(line -> line.startsWith("warning: ")).count(), run.out());
        assertTrue(Files.readString(out.resolve("report.html"))
                .matches("(?s).*<p class=\"warning\">" + warning + "</p>.*"));
        assertTrue(CliRun.of("resume", out, "--epochs", "2").out().contains("warning: training explodes"),
                "and once more after a resumption");
    }
}
