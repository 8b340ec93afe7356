package longhand.cluster;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say which computers take part. */
final class ClusterOptions {
    /** Holds the secret that all computers of a cluster share; secrets on a command line can be read by others. */
    static final String SECRET = "LONGHAND_CLUSTER_SECRET";

    private static final Set<String> NAMES = Arrays.stream(ClusterOptions.class.getDeclaredFields())
            .map(field -> field.getAnnotation(Option.class)).filter(Objects::nonNull)
            .flatMap(option -> Arrays.stream(option.names())).collect(Collectors.toUnmodifiableSet());

    @Option(names = "--workers", paramLabel = "N",
            description = "How many workers: without --master, that many processes on this machine (default: 2).")
    private Optional<Integer> workers = Optional.empty();

    @Option(names = "--master", paramLabel = "URL",
            description = "The Spark master of a cluster, as spark://HOST:7077 (default: this machine alone).")
    private Optional<String> master = Optional.empty();

    @Option(names = "--worker-threads", paramLabel = "N",
            description = "Threads of each worker (default: those of this machine, shared out if all workers are on it).")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--worker-memory", paramLabel = "SIZE", defaultValue = "2g",
            description = "Memory of each worker (default: ${DEFAULT-VALUE}).")
    private String memory;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long to wait for workers (default: ${DEFAULT-VALUE}).")
    private int patience;

    @Option(names = "--worker-java", paramLabel = "DIR",
            description = "Where the JDK is on the workers, if Spark runs with another one there.")
    private Optional<String> java = Optional.empty();

    @Option(names = "--spark-ui", description = "Show Spark's own page about the run, on this machine only.")
    private boolean ui;

    @Option(names = "--without-secret",
            description = "Use a master that asks for no secret: whoever reaches its port may run programs there.")
    private boolean withoutSecret;

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A setting of Spark; may be repeated.")
    private Map<String, String> conf = new LinkedHashMap<>();

    /** The number of workers, if given. */
    Optional<Integer> workers() {
        return workers;
    }

    /** The URL of the master; empty for workers on this machine. */
    Optional<String> master() {
        return master;
    }

    /** Threads of each worker. */
    int threads() {
        int processors = Runtime.getRuntime().availableProcessors();
        return threads.orElse(master.isPresent() ? processors : Math.max(1, processors / localWorkers()));
    }

    /** How many workers are started on this machine if there is no master. */
    int localWorkers() {
        return workers.orElse(2);
    }

    /** Memory of each worker, as Spark writes sizes. */
    String memory() {
        return memory;
    }

    /** How many seconds to wait for workers, at the start and when none is left. */
    int patience() {
        return patience;
    }

    /** Where the JDK is on the workers, if given. */
    Optional<String> java() {
        return java;
    }

    /** Whether Spark's page is wanted. */
    boolean ui() {
        return ui;
    }

    /** Whether a master without a secret is all right. */
    boolean withoutSecret() {
        return withoutSecret;
    }

    /** More settings of Spark. */
    Map<String, String> conf() {
        return conf;
    }

    /** Whether an option of that name belongs here. */
    static boolean isOne(String option) {
        return NAMES.contains(option);
    }

    /** @throws IllegalArgumentException if a number is out of range */
    void check() {
        if (workers.orElse(1) < 1 || threads.orElse(1) < 1 || patience < 1) {
            throw new IllegalArgumentException("--workers = " + workers.orElse(1) + ", --worker-threads = "
                    + threads.orElse(1) + ", --wait = " + patience + ". Rule: at least 1. Fix: choose such numbers");
        }
        if (!memory.matches("[1-9][0-9]*[mg]")) {
            throw new IllegalArgumentException("--worker-memory = " + memory
                    + ". Rule: a whole number and m or g. Fix: for example 800m or 4g");
        }
    }
}
