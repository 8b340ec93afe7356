package longhand.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    private Path folder;

    private static String refusal(Path path) {
        return assertThrows(RunException.class, () -> RunLock.create(path)).getMessage();
    }

    @Test
    void oneHasTheFolderAtATime() {
        Path run = folder.resolve("a/b/run");
        try (RunLock _ = RunLock.create(run)) {
            assertTrue(Files.exists(run.resolve(".lock")));
            String message = refusal(run);
            assertTrue(message.startsWith(run + ": a training is running there (this process). Fix: "), message);
            assertThrows(RunException.class, () -> RunLock.of(new RunFolder(run)));
        }
        assertFalse(Files.exists(run.resolve(".lock")));
        RunLock.create(run).close();
    }

    @Test
    void aFileThatAKilledProcessLeftMeansNothing() throws IOException {
        Files.writeString(folder.resolve(".lock"), "1\n");
        try (RunLock _ = RunLock.create(folder)) {
            assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(folder.resolve(".lock")));
        }
    }

    @Test
    void whatIsInTheFolderStays() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");
        assertEquals(folder + " is not an empty folder. Fix: choose another --out", refusal(folder));
        Files.writeString(folder.resolve("config.json"), "{}"); // of another program
        assertEquals(folder + " is not an empty folder. Fix: choose another --out", refusal(folder));
        assertFalse(Files.exists(folder.resolve(".lock")));
    }

    @Test
    void onlyFoldersMadeHereAreDiscarded() throws IOException {
        Path fresh = folder.resolve("fresh");
        try (RunLock lock = RunLock.create(fresh)) {
            Files.writeString(fresh.resolve("config.json"), "{}");
            lock.discard();
        }
        assertFalse(Files.exists(fresh));
        try (RunLock lock = RunLock.create(folder)) {
            lock.discard();
        }
        assertTrue(Files.exists(folder));
    }

    @Test
    void whatSomebodyElsePutThereIsNotDiscarded() throws IOException {
        Path fresh = folder.resolve("fresh");
        try (RunLock lock = RunLock.create(fresh)) {
            Files.writeString(fresh.resolve("notes.txt"), "mine");
            lock.discard();
        }
        assertEquals("mine", Files.readString(fresh.resolve("notes.txt")));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedWithTheReason() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertEquals(file + " is a file, and a run needs a folder. Fix: choose another --out", refusal(file));
        String below = refusal(file.resolve("run"));
        assertTrue(below.endsWith("file is a file, not a folder. Fix: choose another folder with --out"), below);
        Path sealed = Files.createDirectory(folder.resolve("sealed"));
        Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("r-xr-xr-x"));
        if (!Files.isWritable(sealed)) { // root may write everywhere
            assertEquals(sealed.resolve("run")
            + ": the run cannot write there: no permission. Fix: choose another folder with --out",
                    refusal(sealed.resolve("run")));
        }
    }

    @Test
    void theCommandToGoOnCanBePasted() {
        assertEquals("longhand resume runs/nin-1", new RunFolder(Path.of("runs", "nin-1")).resumeCommand());
        assertEquals("longhand resume 'my runs/nin'", new RunFolder(Path.of("my runs", "nin")).resumeCommand());
    }
}
