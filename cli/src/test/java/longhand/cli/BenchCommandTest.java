package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.backend.Backends;
import org.junit.jupiter.api.Test;

class BenchCommandTest extends CommandTest {
    @Test
    void layersPeakAndStepAreMeasured() {
        String before = Backends.current().name();
        assertEquals(0, run("bench", "--batch-size", "1", "--seconds", "0", "--model", "lenet"));
        String text = out;
        assertTrue(text.matches("(?s)Peak of \\d+ threads, \\d+-bit vectors: [1-9]\\d* GFLOP/s.*"), text);
        assertEquals(7, text.lines().filter(line ->
                line.matches("\\d+→\\d+ k\\d+ .*@\\d+ +\\d+\\.\\d +\\d+\\.\\d +\\d+\\.\\d +\\d+ %")).count(), text);
        assertTrue(text.matches("(?s).*Training step of lenet, batch 1: \\d+\\.\\d ms, \\d+\\.\\d images/s\\R"), text);
        assertEquals(before, Backends.current().name(), "the backend in use comes back");
    }

    @Test
    void theStepAloneCanBeMeasured() {
        assertEquals(0, run("bench", "--step-only", "--batch-size", "2", "--seconds", "0", "--model", "lenet"));
        assertTrue(out.startsWith("Training step of lenet, batch 2: "), out);
    }
}
