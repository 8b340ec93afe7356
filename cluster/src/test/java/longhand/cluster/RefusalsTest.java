package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import longhand.cli.InProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be trained together is refused before anything is written. */
class RefusalsTest {
    @TempDir
    private Path folder;

    private InProcess train(Object... more) {
        List<Object> args = new ArrayList<>(List.of("cluster", "train", "softmax", "--dataset", "synthetic",
                "--limit-train", 64, "--limit-test", 20, "--batch-size", 32, "--epochs", 1, "--out",
                folder.resolve("run")));
        args.addAll(List.of(more));
        InProcess run = InProcess.run(args.toArray());
        assertFalse(Files.exists(folder.resolve("run").resolve("config.json")), run.out() + run.err());
        return run;
    }

    @Test
    void workersWithOtherVectors() {
        InProcess run = train("--workers", 1, "--worker-memory", "600m", "--conf",
                "spark.executor.extraJavaOptions=-XX:MaxVectorSize=8");
        assertTrue(run.failedWith("vectors of 64 bits") && run.err().contains("Fix: the same Java"), run.err());
    }

    @Test
    void settingsThatMakeNoSense() {
        assertTrue(train("--workers", 0).failedWith("--workers = 0"));
        assertTrue(train("--worker-threads", 0).failedWith("--worker-threads = 0"));
        assertTrue(train("--worker-memory", "lots").failedWith("--worker-memory = lots. Rule: "));
        assertTrue(train("--wait", 0).failedWith("--wait = 0"));
        assertTrue(train("--shards", 1).failedWith("Fix: --shards 8 for a new run"));
        assertTrue(train("--conf", "spark.network.crypto.enabled=true").failedWith("an encrypted network"));
        assertTrue(train("--shards", 6).failedWith("--shards = 6. Rule: a power of two"));
    }

    @Test
    void reasonsAreSaidInOneLine() {
        Throwable older = new RuntimeException(new UnsupportedClassVersionError("longhand/cluster/ShardTask 69.0"));
        assertTrue(Reasons.of(older).startsWith("a worker runs an older Java than")
                && Reasons.of(older).contains("--worker-java"));
        assertTrue(Reasons.of(new RuntimeException("x", new ClassNotFoundException("longhand.cluster.Work")))
                .contains("has not got this program"));
        assertTrue(Reasons.of(new IllegalStateException("first\n\tat some.Place")).equals("first"));
    }
}
