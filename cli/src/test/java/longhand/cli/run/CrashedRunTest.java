package longhand.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import longhand.testing.disk.Fault;
import longhand.testing.disk.FaultyDisk;
import longhand.testing.disk.Killed;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A whole run, from its first file to its last, on a disk that fails at one change after the other: whatever is left,
 * going on with it, or starting again where nothing is left to go on with, ends with the bytes of an undisturbed run.
 *
 * <p>{@code -Dlonghand.crash.step=1} tries every change; usually every eleventh is tried.
 */
class CrashedRunTest {
    private static final int STEP = Integer.getInteger("longhand.crash.step", 11);
    private static final RunConfig CONFIG = new RunConfig("softmax", "quick", "synthetic", "", 8, 4, 28, 4, 2, "adam",
            0.01, 0, 0, "constant", "default", 3, 1, 0, 0, 1, ImageSettings.AS_STORED, Transfer.NONE);

    @TempDir
    private Path folder;

    private static void start(Path run) throws IOException {
        new Training(new PrintWriter(Writer.nullWriter()), false).start(CONFIG, Optional.of(run));
    }

    private static void resume(Path run) throws IOException {
        new Training(new PrintWriter(Writer.nullWriter()), false).resume(run, RunConfig.Changes.NONE);
    }

    private FaultyDisk disk(String name) throws IOException {
        return new FaultyDisk(Files.createDirectory(folder.resolve(name)),
                Files.createDirectory(folder.resolve(name + " removed")));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatIsLeftEndsAsAnUndisturbedRun(Fault fault) throws IOException {
        FaultyDisk untroubled = disk("untroubled");
        start(untroubled.path().resolve("run"));
        byte[] expected = Files.readAllBytes(folder.resolve("untroubled/run/weights.safetensors"));
        int changes = untroubled.changes().size();
        assertTrue(changes > 60, untroubled.changes().toString());
        for (int i = fault.ordinal() % STEP; i < changes; i += STEP) {
            String name = fault + "-" + i;
            FaultyDisk disk = disk(name).failAt(i, fault);
            try {
                start(disk.path().resolve("run"));
            } catch (Killed | IOException | RuntimeException e) {
                assertTrue(disk.hasFailed(), () -> name + ": " + e);
            }
            disk.crash();
            // In another folder: as this process lives on, so may its lock.
            Path left = copy(folder.resolve(name), folder.resolve(name + " left")).resolve("run");
            String what = name + ", " + untroubled.changes().get(i);
            if (new RunFolder(left).checkpoint().exists()) {
                resume(left);
            } else {
                left = folder.resolve(name + " again");
                start(left);
            }
            assertArrayEquals(expected, Files.readAllBytes(left.resolve("weights.safetensors")), what);
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
        return to;
    }
}
