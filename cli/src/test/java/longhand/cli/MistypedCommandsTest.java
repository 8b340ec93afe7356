package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command says whose line is nearly right. */
class MistypedCommandsTest {
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
        assertEquals("longhand: no such file or folder: " + program, run.err().strip());
    }
}
