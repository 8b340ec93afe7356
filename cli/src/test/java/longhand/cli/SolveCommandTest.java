package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** {@code longhand solve}. */
class SolveCommandTest extends CommandTest {
    @Test
    void solveListsWindows() {
        assertEquals(0, run("solve", "conv", "--in", "224", "--out", "54"));
        assertTrue(out.contains("\n    11       4        0       1\n"), out);
        assertEquals(0, run("solve", "conv", "--in", "26", "--out", "12", "--kernel", "3", "--stride", "2",
                "--padding", "0"));
        assertTrue(out.startsWith("kernel  stride  padding  unused\n     3       2        0       1\nunused"), out);
        assertEquals(1, run("solve", "conv", "--in", "4", "--out", "400"));
        assertTrue(err.contains("no window leads from 4 to 400"), err);
    }
}
