package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.cli.InProcess;
import longhand.cli.run.RunException;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;
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
    void javaThatIsNotThere() {
        InProcess run = train("--workers", 1, "--worker-memory", "600m", "--worker-java", "/nowhere", "--wait", 600);
        assertTrue(run.failedWith("cluster: the workers end as soon as they are started"), run.err());
        assertTrue(run.err().contains("is --worker-java right?"), run.err());
    }

    /** As where the disk of a worker is full: Spark would start others in its place for minutes. */
    @Test
    void workersThatEndAgainAndAgain() {
        InProcess run = train("--workers", 1, "--worker-memory", "600m", "--wait", 600, "--conf",
                "spark.plugins=" + FullDisk.class.getName());
        assertTrue(run.failedWith("cluster: the workers end as soon as they are started (the last one"), run.err());
        assertTrue(run.err().contains("room on the disk for this program. Fix: look at"), run.err());
    }

    /** Something in a worker that fails before it can compute. */
    public static final class FullDisk implements SparkPlugin {
        @Override
        public DriverPlugin driverPlugin() {
            return null; // nothing in this process
        }

        @Override
        public ExecutorPlugin executorPlugin() {
            throw new IllegalStateException("No space left on device");
        }
    }

    @Test
    void twoSecrets() {
        Settings.requireOneSecret(Optional.of("a"), Optional.of("a"));
        Settings.requireOneSecret(Optional.of("a"), Optional.empty());
        Settings.requireOneSecret(Optional.empty(), Optional.of("a"));
        String message = assertThrows(RunException.class,
                () -> Settings.requireOneSecret(Optional.of("a"), Optional.of("b"))).getMessage();
        assertTrue(message.contains("are different secrets") && message.contains("Fix: set both"), message);
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
