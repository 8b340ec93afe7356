package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that die, or stand still, in the middle of a run: it ends with the same bytes. */
class LostWorkersTest {
    private static final List<String> MODEL = List.of("lenet", "--limit-train", "2560", "--batch-size", "16", "--epochs",
            "1");
    private static final int STEPS = 160;

    private final Random random = new Random();

    @TempDir
    private Path folder;

    @AfterEach
    void endStoppedProcesses() {
        Processes.workers().forEach(ProcessHandle::destroyForcibly);
    }

    private Future<byte[]> start(Object... options) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new Runs(folder).cluster(MODEL, options);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Nobody, where a run that goes on meanwhile has come to its end. */
    private Optional<ProcessHandle> anyWorker() {
        List<ProcessHandle> workers = Processes.workers();
        return workers.isEmpty() ? Optional.empty() : Optional.of(workers.get(random.nextInt(workers.size())));
    }

    @Test
    void killed() throws Exception {
        byte[] here = new Runs(folder).here(MODEL);
        Future<byte[]> run = start("--workers", 2, "--worker-memory", "600m");
        for (int step : new int[] {1, STEPS / 3, 2 * STEPS / 3}) {
            Processes.awaitStep(folder.resolve("cluster"), step);
            Thread.sleep(random.nextInt(100));
            anyWorker().ifPresent(ProcessHandle::destroyForcibly);
        }
        assertArrayEquals(here, run.get(10, TimeUnit.MINUTES));
    }

    @Test
    void frozen() throws Exception {
        byte[] here = new Runs(folder).here(MODEL);
        Future<byte[]> run = start("--workers", 2, "--worker-memory", "600m", "--conf", "spark.network.timeout=8s",
                "--conf", "spark.executor.heartbeatInterval=2s", "--conf", "spark.network.timeoutInterval=2s");
        Processes.awaitStep(folder.resolve("cluster"), 5);
        Optional<ProcessHandle> worker = anyWorker();
        if (worker.isPresent()) {
            Processes.signal("STOP", worker.get());
        }
        assertArrayEquals(here, run.get(10, TimeUnit.MINUTES));
        assertTrue(run.isDone());
    }
}
