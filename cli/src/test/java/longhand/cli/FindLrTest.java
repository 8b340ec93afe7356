package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindLrTest {
    @TempDir
    private Path folder;

    private static CliRun find(Object... more) {
        Object[] args = new Object[10 + more.length];
        Object[] first = {"find-lr", "mlp", "--dataset", "synthetic", "--limit-train", 1000, "--limit-test", 20,
            "--batch-size", 50};
        System.arraycopy(first, 0, args, 0, first.length);
        System.arraycopy(more, 0, args, first.length, more.length);
        return CliRun.of(args);
    }

    /** A training with what is proposed learns; the same command proposes the same. */
    @Test
    void theProposedRateTrains() throws Exception {
        CliRun found = find();
        assertEquals("", found.err());
        assertTrue(found.out().contains("lr 1.00e-06  loss 2."), found.out());
        assertEquals(found.out(), find().out());
        String lr = found.out().replaceAll("(?s).*try --lr (\\S+)\n.*", "$1");
        Path run = folder.resolve("run");
        CliRun trained = CliRun.of("train", "mlp", "--dataset", "synthetic", "--limit-train", 1000, "--limit-test", 200,
                "--batch-size", 50, "--epochs", 5, "--lr", lr, "--out", run);
        String accuracy = Files.readAllLines(run.resolve("metrics.csv")).getLast().split(",")[5];
        assertTrue(Double.parseDouble(accuracy) > 0.5, "lr " + lr + ": " + trained.out());
    }

    /** A network that has learnt begins with the loss that it ended with, not with that of chance. */
    @Test
    void theSearchBeginsWithTheWeightsOfInit() {
        Path run = folder.resolve("run");
        assertEquals(0, CliRun.of("train", "mlp", "--dataset", "synthetic", "--limit-train", 1000, "--limit-test", 20,
                "--batch-size", 50, "--epochs", 5, "--lr", 0.001, "--out", run).status());
        String out = find("--init", run.resolve("weights.safetensors")).out();
        double first = Double.parseDouble(out.replaceAll("(?s).*lr 1.00e-06  loss (\\S+) .*", "$1"));
        assertTrue(first < 1, out);
        assertTrue(find("--init", folder.resolve("none.pth")).failedWith("neither an initialisation nor a file"));
    }

    /** The help names no option that is refused. */
    @Test
    void ratesAreRefusedAndNotOffered() {
        String help = CliRun.of("find-lr", "--help").out();
        for (String name : List.of("--lr", "--schedule", "--epochs")) {
            assertFalse(help.contains(name + "="), help);
            CliRun refused = find(name, name.equals("--schedule") ? "cosine" : "1");
            assertEquals(2, refused.status());
            assertTrue(refused.err().contains("find-lr does not use " + name + ": it tries"), refused.err());
        }
        assertTrue(help.contains("--batch-size=N"), help);
        assertTrue(CliRun.of("train", "--help").out().contains("--lr=RATE"));
    }

    @Test
    void tooFewStepsAreRefused() {
        assertTrue(find("--steps", 3).failedWith("--steps = 3. Rule: at least 10"));
    }
}
