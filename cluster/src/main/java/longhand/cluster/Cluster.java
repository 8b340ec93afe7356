package longhand.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import longhand.backend.Backends;
import longhand.cli.run.RunException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** The workers of a run, from the first to come to the end of Spark. */
final class Cluster implements AutoCloseable {
    private static final String LOOK =
            "look at what master and workers print, and at the file stderr in the folder work of the " + "workers";
    private static final long GATHERING_MILLIS = 2000;
    private static final long LOOK_MILLIS = 100;
    /** More workers are not lost by chance before the first step. */
    private static final int MOST_LOST_AT_START = 2;

    private final JavaSparkContext spark;
    private final ClusterOptions options;
    private final Consumer<String> messages;
    private final Losses losses;
    private final String fingerprint = WorkerCheck.fingerprint(Backends.current().name());

    /**
     * Starts Spark, waits for the workers and tries them out.
     *
     * @throws RunException if there are none, too few, or ones that would compute other bits
     */
    Cluster(ClusterOptions options, Consumer<String> messages) {
        this.options = options;
        this.messages = messages;
        losses = new Losses(messages);
        SparkConf conf = Settings.of(options);
        messages.accept("cluster: starting Spark with " + conf.get("spark.master"));
        try {
            spark = new JavaSparkContext(conf);
        } catch (Exception e) { // checked ones too, which no signature declares
            throw new RunException("cluster: Spark did not start: " + Reasons.of(e));
        }
        spark.sc().addSparkListener(losses);
        try {
            gather();
            tryOut();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        losses.begin();
    }

    JavaSparkContext spark() {
        return spark;
    }

    /** What decides about the bits that all workers compute. */
    String fingerprint() {
        return fingerprint;
    }

    /** Threads of each worker. */
    int threads() {
        return spark.getConf().getInt("spark.task.cpus", 1);
    }

    /** How many workers there are now. */
    int workers() {
        return spark.sc().isStopped() ? 0 : spark.statusTracker().getExecutorInfos().length - 1; // the driver is one
    }

    private void gather() {
        Patience patience = patience();
        int wanted = options.workers().orElse(1);
        while (workers() < wanted) {
            requireLasting();
            if (patience.isOver()) {
                throw new RunException(tooFew(wanted));
            }
            sleep(LOOK_MILLIS);
        }
        if (options.workers().isEmpty() && options.master().isPresent()) {
            sleep(GATHERING_MILLIS); // the others come at about the same time
        }
    }

    /** @throws RunException if Spark has turned this program away, or workers end again and again */
    private void requireLasting() {
        boolean stopped = spark.sc().isStopped();
        if (stopped && !spark.sc().applicationId().startsWith("app-")) { // no number from the master
            throw new RunException("cluster: the master turned this program away, as it does with another secret. "
                    + "Fix: set " + ClusterOptions.SECRET + " to the one of the master");
        }
        if (stopped || losses.number() > MOST_LOST_AT_START) {
            throw new RunException("cluster: the workers end as soon as they are started" + losses.last()
                    + ". Rule: each " + "needs a JDK, memory, and room on the disk for this program. Fix: " + LOOK
                    + (options.java().isPresent() ? "; is --worker-java right?" : ""));
        }
    }

    private String tooFew(int wanted) {
        return String.format("cluster: %d of %d workers after %d seconds%s. Rule: each has %d free processors and %s of "
                + "free memory. Fix: start Spark's workers (docs/cluster.md), or change --workers, --worker-threads, "
                + "--worker-memory",
                workers(), wanted, options.patience(), losses.last(), threads(), options.memory());
    }

    private void tryOut() {
        int n = workers();
        List<Integer> numbers = new ArrayList<>(Collections.nCopies(n, 0));
        for (String answer : run(spark.parallelize(numbers, n).map(new WorkerCheck(Backends.current().name())))) {
            String its = WorkerCheck.fingerprintOf(answer);
            if (!its.equals(fingerprint)) {
                String host = answer.substring(0, answer.length() - its.length() - 2);
                throw new RunException(WorkerCheck.difference("the worker on " + host, its, fingerprint));
            }
        }
        messages.accept(String.format("cluster: %d workers with %d threads each; %s", n, threads(),
                fingerprint));
    }

    private <T> List<T> run(JavaRDD<T> wanted) {
        JavaFutureAction<List<T>> answer = wanted.collectAsync();
        Patience patience = patience();
        while (true) {
            try {
                return answer.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                requireLasting();
                requireWorkers(patience);
            } catch (ExecutionException e) {
                if (!isEnding()) {
                    requireLasting();
                }
                throw failure(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        }
    }

    /** How long to wait when there are not enough workers. */
    Patience patience() {
        return new Patience(options.patience());
    }

    /** @throws RunException if there is no worker, and patience is over */
    void requireWorkers(Patience patience) {
        requireRunning();
        if (workers() > 0) {
            patience.renew();
        } else if (patience.isOver()) {
            throw new RunException("cluster: no worker is left, and none has come for " + options.patience()
                    + " seconds. Fix: start workers again and go on with 'resume'");
        }
    }

    /**
     * @throws CancellationException if this process ends
     * @throws RunException if Spark has ended by itself
     */
    void requireRunning() {
        if (isEnding()) {
            throw new CancellationException("this process ends");
        }
        if (spark.sc().isStopped()) {
            throw new RunException("cluster: Spark has ended, as it does when the master is gone, or workers end again "
                    + "and again" + losses.last() + ". Fix: " + LOOK + "; go on with 'resume'");
        }
    }

    /** What to throw when Spark has given up. */
    RuntimeException failure(ExecutionException why) {
        return isEnding() ? new CancellationException("this process ends")
                : new RunException("cluster: " + Reasons.of(why));
    }

    /** Whether the JVM is ending, as after Ctrl-C: then Spark ends by itself, in the middle of a step. */
    static boolean isEnding() {
        try {
            Thread hook = new Thread(() -> { });
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    @Override
    public void close() {
        String run = spark.sc().applicationId();
        spark.close();
        if (options.master().isEmpty()) {
            deleteLogs(run);
        }
    }

    /** Spark leaves the output of the workers of this machine in its folder. */
    private static void deleteLogs(String run) {
        Path logs = Path.of(Objects.requireNonNullElse(System.getenv("SPARK_HOME"), "."), "work", run);
        try (Stream<Path> files = Files.walk(logs)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // They stay: they are small, and in nobody's way.
        }
    }
}
