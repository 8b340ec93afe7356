package longhand.nn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.io.FileFormatException;
import longhand.io.NdArray;
import longhand.io.SafeTensors;
import longhand.tensor.Tensor;
import longhand.testing.SafeTensorsBytes;
import longhand.testing.disk.Fault;
import longhand.testing.disk.FaultyDisk;
import longhand.testing.disk.Killed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The last two checkpoints of a run: one of them is whole, whatever happens. */
class CheckpointFileTest {
    private final List<String> messages = new ArrayList<>();

    @TempDir
    private Path folder;

    private static Checkpoint checkpoint(float value) {
        return new Checkpoint(Map.of("weight", Tensor.of(new float[] {value, 1}, 2)), Map.of(), Optional.empty(),
                Map.of("longhand.model", "of a test"));
    }

    private static float value(CheckpointFile.Found found) {
        return value(found.checkpoint());
    }

    private static float value(Checkpoint checkpoint) {
        return checkpoint.weights().get("weight").get(0);
    }

    private CheckpointFile written(int count) {
        CheckpointFile file = new CheckpointFile(folder.resolve("checkpoint.safetensors"));
        for (int i = 1; i <= count; i++) {
            file.write(checkpoint(i));
        }
        return file;
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void theLastTwoAreKept() {
        CheckpointFile file = written(3);
        assertEquals(3, value(file.read(messages::add)));
        assertEquals(folder.resolve("checkpoint.previous.safetensors"), file.previous());
        assertEquals(2, value(Checkpoint.read(file.previous())));
        assertEquals(List.of(), messages);
    }

    @Test
    void aDamagedOneIsSkippedAndNeverTakesThePlaceOfAGoodOne() throws IOException {
        CheckpointFile file = written(3);
        damage(file.path());
        byte[] damaged = Files.readAllBytes(file.path());
        assertEquals(2, value(file.read(messages::add)));
        assertArrayEquals(damaged, Files.readAllBytes(file.path()), "who only looks changes nothing");
        assertTrue(messages.get(0).startsWith(file.path() + ": damaged: its checksum is "), messages.toString());
        assertEquals("using the checkpoint before it: " + file.previous(), messages.get(1));

        assertEquals(2, value(file.readToGoOn(messages::add)));
        assertArrayEquals(damaged, Files.readAllBytes(folder.resolve("checkpoint.damaged.safetensors")));
        file.write(checkpoint(2.5f));
        assertEquals(2.5f, value(Checkpoint.read(file.path())));
        assertEquals(2, value(Checkpoint.read(file.previous())));
    }

    @Test
    void aMissingOneIsSkippedToo() throws IOException {
        CheckpointFile file = written(2);
        Files.delete(file.path());
        assertTrue(file.exists());
        assertEquals(1, value(file.readToGoOn(messages::add)));
        assertEquals(file.path() + ": cannot be read: there is no such file or folder", messages.get(0));
    }

    /** It is whole, as far as anybody knows: neither is it left out, nor does it give way to the one before. */
    @Test
    void oneWithoutThePermissionToReadItIsAnError() throws IOException {
        CheckpointFile file = written(2);
        byte[] last = Files.readAllBytes(file.path());
        FaultyDisk disk = new FaultyDisk(folder, Files.createDirectory(folder.resolve("removed"))).deny(file.path());
        CheckpointFile denied = new CheckpointFile(disk.path().resolve(file.path().getFileName()));
        for (Executable read : List.<Executable>of(() -> denied.read(messages::add),
                () -> denied.readToGoOn(messages::add))) {
            assertEquals(file.path() + ": cannot be read: no permission",
                    assertThrows(UncheckedIOException.class, read).getMessage());
        }
        assertArrayEquals(last, Files.readAllBytes(file.path()));
        assertEquals(List.of(), messages);
    }

    @Test
    void bothDamagedIsAnError() throws IOException {
        CheckpointFile file = written(2);
        damage(file.path());
        damage(file.previous());
        String message = assertThrows(FileFormatException.class, () -> file.readToGoOn(messages::add)).getMessage();
        assertTrue(message.startsWith(file.path() + ": damaged: ")
                && message.contains(". The checkpoint before it is no better: " + file.previous() + ": damaged: "),
                message);
        assertTrue(Files.exists(file.path()), "nothing is moved");
        Files.delete(file.previous());
        assertThrows(FileFormatException.class, () -> file.read(messages::add));
        Files.delete(file.path());
        assertFalse(file.exists());
        assertThrows(UncheckedIOException.class, () -> file.read(messages::add));
    }

    @Test
    void oneOfAnOlderVersionIsReadAndThatIsSaid() throws IOException {
        CheckpointFile file = written(1);
        Files.write(file.path(), SafeTensorsBytes.withoutChecksum(Files.readAllBytes(file.path())));
        assertEquals(1, value(file.read(messages::add)));
        List<String> aboutOthers = new ArrayList<>();
        Path foreign = folder.resolve("foreign.safetensors");
        SafeTensors.write(foreign, Map.of("weight", NdArray.of(new float[] {1}, 1)), Map.of("format", "pt"));
        Files.write(foreign, SafeTensorsBytes.withoutChecksum(Files.readAllBytes(foreign)));
        Checkpoint.read(foreign, aboutOthers::add);
        assertEquals(List.of(), aboutOthers, "files of other programs have none");
        assertEquals(List.of(file.path()
                + " has no checksum, for an older version wrote it: damage would go unnoticed"), messages);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCrashAtAnyMomentLeavesOneOfTheTwo(Fault fault) throws IOException {
        for (int i = 0; ; i++) {
            Path real = Files.createDirectory(folder.resolve("disk" + i));
            CheckpointFile inside = new CheckpointFile(real.resolve("checkpoint.safetensors"));
            inside.write(checkpoint(1));
            inside.write(checkpoint(2));
            FaultyDisk disk = new FaultyDisk(real, Files.createDirectory(folder.resolve("removed" + i)))
                    .failAt(i, fault);
            try {
                new CheckpointFile(disk.path().resolve("checkpoint.safetensors")).write(checkpoint(3));
            } catch (Killed | UncheckedIOException e) {
                assertTrue(disk.hasFailed(), e.toString());
            }
            disk.crash();
            float found = value(inside.readToGoOn(messages::add));
            assertTrue(found == 3 || found == 2 && disk.hasFailed(), () -> found + " after " + disk.changes());
            inside.write(checkpoint(4));
            assertEquals(4, value(inside.read(messages::add)));
            if (!disk.hasFailed()) {
                assertTrue(i >= 6, "created, written, forced, moved twice, folder forced: " + disk.changes());
                return;
            }
        }
    }
}
