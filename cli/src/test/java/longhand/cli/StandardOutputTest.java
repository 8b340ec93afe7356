package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be printed, in processes of their own. */
class StandardOutputTest {
    @TempDir
    private Path folder;

    @Test
    void aFullDiskIsAFailure() throws Exception {
        Path full = Path.of("/dev/full"); // each write to it fails, as on a full disk
        Assumptions.assumeTrue(Files.exists(full), "there is no /dev/full");
        try (LonghandProcess process = LonghandProcess.startInto(full, folder, "models")) {
            assertEquals(1, process.awaitEnd());
            assertTrue(process.output().endsWith("longhand: standard output: cannot be written: No space left on device."
                    + " Fix: make room there, or send the output elsewhere" + System.lineSeparator()), process.output());
        }
    }

    @Test
    void aReaderThatHasGoneIsNone() throws Exception {
        try (LonghandProcess process = LonghandProcess.startWithoutReader(folder, "completion")) {
            assertEquals(0, process.awaitEnd());
            assertTrue(!process.output().contains("longhand:"), process.output());
        }
    }

    @Test
    void wholeOutputArrives() throws Exception {
        Path file = folder.resolve("completion");
        try (LonghandProcess process = LonghandProcess.startInto(file, folder, "completion")) {
            assertEquals(0, process.awaitEnd());
        }
        assertEquals(CliRun.of("completion").out(), Files.readString(file));
    }
}
