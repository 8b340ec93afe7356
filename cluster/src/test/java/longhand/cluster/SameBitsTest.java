package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import longhand.cli.InProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real workers, each a process of its own: byte for byte the weights of one computer without Spark. */
class SameBitsTest {
    @TempDir
    private Path folder;

    /** Other numbers of workers, as in {@code -Dlonghand.cluster.workers=1,2,3,4,8}: takes some minutes. */
    private static final String ALL = System.getProperty("longhand.cluster.workers", "");

    private void assertSame(List<String> model, int... workers) throws IOException {
        Runs runs = new Runs(folder);
        byte[] here = runs.here(model);
        for (int n : ALL.isEmpty() ? workers : Stream.of(ALL.split(",")).mapToInt(Integer::parseInt).toArray()) {
            assertArrayEquals(here, runs.cluster(model, "--workers", n, "--worker-memory", "600m"), n + " workers");
        }
    }

    @Test
    void momentum() throws IOException {
        assertSame(Runs.LENET_SGD, 1);
    }

    @Test
    void dropout() throws IOException {
        assertSame(Runs.NIN_DROPOUT, 3);
    }

    @Test
    void batchNormalisation() throws IOException {
        assertSame(Runs.RESNET_NORM, 2);
    }

    /** Adam, begun here, gone on with by four workers. */
    @Test
    void anyNumberOfWorkersGoesOn() throws IOException {
        byte[] here = new Runs(folder).here(Runs.LENET_ADAM);
        Path run = folder.resolve("run");
        assertEquals(0, InProcess.run("train", "lenet", "--optimizer", "adam", "--limit-train", 90, "--batch-size", 32,
                "--dataset", "synthetic", "--limit-test", 20, "--seed", 7, "--shards", 8, "--schedule", "constant",
                "--epochs", 1, "--out", run)
                .status());
        InProcess resumed = InProcess.run("cluster", "resume", run, "--epochs", 2, "--workers", 4, "--worker-memory",
                "600m");
        assertEquals(0, resumed.status(), resumed.err());
        assertArrayEquals(here, Files.readAllBytes(run.resolve("weights.safetensors")));
    }
}
