package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --shards}: kept with the run, and the same bits whatever happens on the way. */
class ShardsTest {
    @TempDir
    private Path folder;

    private CliRun train(int epochs, Object... more) {
        List<Object> args = new ArrayList<>(List.of("train", "lenet", "--dataset", "synthetic", "--limit-train", 44,
                "--limit-test", 20, "--batch-size", 16, "--schedule", "constant", "--epochs", epochs));
        args.addAll(List.of(more));
        return CliRun.of(args.toArray());
    }

    private byte[] weights(String run) throws IOException {
        return Files.readAllBytes(folder.resolve(run).resolve("weights.safetensors"));
    }

    @Test
    void theShardsBelongToTheRun() throws IOException {
        Path straight = folder.resolve("straight");
        CliRun run = train(2, "--shards", 4, "--out", straight);
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("batch 16 in 4 shards"), run.out());
        assertTrue(Files.readString(straight.resolve("config.json")).contains("\"shards\" : 4"));

        assertEquals(0, train(1, "--shards", 4, "--threads", 1, "--out", folder.resolve("resumed")).status());
        assertEquals(0, CliRun.of("resume", folder.resolve("resumed"), "--epochs", 2, "--threads", 2).status());
        assertArrayEquals(weights("straight"), weights("resumed"));

        assertEquals(0, train(2, "--out", folder.resolve("whole")).status());
        assertFalse(Arrays.equals(weights("straight"), weights("whole")));
    }

    @Test
    void whatCannotBeSharedOutIsRefused() {
        for (int shards : new int[] {-1, 0, 3, 32}) {
            CliRun run = train(2, "--shards", shards);
            assertTrue(run.failedWith("--shards = " + shards + ". Rule: "), run.err());
        }
        assertTrue(train(2, "--shards", 32).err()
                .contains("a power of two, at most 1024, and at most the 16 images of a batch"));
    }

    /** Runs of versions that knew no shards go on as they were. */
    @Test
    void aRunWithoutShardsGoesOn() throws IOException {
        Path run = folder.resolve("run");
        assertEquals(0, train(1, "--out", run).status());
        Path config = run.resolve("config.json");
        Files.writeString(config, Files.readString(config).replaceAll(",\\s*\"shards\" : 1", ""));
        assertFalse(Files.readString(config).contains("shards"));
        CliRun resumed = CliRun.of("resume", run, "--epochs", 2);
        assertEquals(0, resumed.status(), resumed.err());
        assertEquals(0, train(2, "--out", folder.resolve("straight")).status());
        assertArrayEquals(weights("straight"), weights("run"));
    }
}
