package longhand.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import longhand.cli.run.RunException;
import org.apache.spark.SparkConf;

/** The settings that Spark is started with. Those of {@code --conf} win. */
final class Settings {
    private static final Pattern MASTER = Pattern.compile("spark://([^:,/]+|\\[[0-9a-fA-F:]+\\]):(\\d{1,5})");
    private static final int CONNECT_MILLIS = 5000;
    private static final String LOOPBACK = "127.0.0.1";
    /** Where Spark's daemons read the secret; a driver takes it from there too, whatever its settings say. */
    private static final String SPARKS_SECRET = "_SPARK_AUTH_SECRET";

    private Settings() {}

    static SparkConf of(ClusterOptions options) {
        options.check();
        SparkConf conf = new SparkConf().setAppName("longhand");
        boolean submitted = conf.contains("spark.master"); // by spark-submit
        if (options.master().isPresent()) {
            remote(conf, options, options.master().get());
        } else if (!submitted) {
            local(conf, options);
        }
        conf.setIfMissing("spark.executor.cores", "" + options.threads());
        conf.set("spark.task.cpus", conf.get("spark.executor.cores")); // one task in a worker: it uses all its threads
        conf.setIfMissing("spark.executor.memory", options.memory());
        conf.setIfMissing("spark.executor.extraJavaOptions", javaOptions());
        options.java().ifPresent(home -> conf.set("spark.executorEnv.JAVA_HOME", home));
        options.workers().ifPresent(n -> conf.set("spark.cores.max", "" + n * options.threads()));
        page(conf, options);
        failures(conf);
        options.conf().forEach(conf::set);
        requirePlain(conf);
        return conf;
    }

    private static void requirePlain(SparkConf conf) {
        if (conf.getBoolean("spark.network.crypto.enabled", false)) {
            throw new RunException("cluster: Spark is to encrypt what it sends (spark.network.crypto.enabled). Rule: weights "
                    + "and gradients go through connections that are authenticated, not encrypted. Fix: an encrypted network "
                    + "between the computers, and --conf spark.network.crypto.enabled=false");
        }
    }

    /**
     * All on this machine: nothing listens where others could reach it, and a secret that nobody knows keeps users
     * apart.
     */
    private static void local(SparkConf conf, ClusterOptions options) {
        if (!LOOPBACK.equals(System.getenv("SPARK_LOCAL_IP"))) {
            throw new RunException("cluster: SPARK_LOCAL_IP is not " + LOOPBACK
                    + ", so Spark would open pages to the network. "
                    + "Fix: start with ./longhand, which sets it, or set it");
        }
        conf.setMaster("local-cluster[" + options.localWorkers() + "," + options.threads() + ","
                + megabytes(options.memory()) + "]");
        conf.set("spark.driver.host", "localhost").set("spark.driver.bindAddress", LOOPBACK);
        String classPath = System.getProperty("java.class.path");
        conf.set("spark.executor.extraClassPath", classPath);
        secret(conf, HexFormat.of().formatHex(new SecureRandom().generateSeed(16)));
    }

    private static void remote(SparkConf conf, ClusterOptions options, String url) {
        Matcher master = MASTER.matcher(url);
        if (!master.matches()) {
            throw new RunException("--master = " + url
                    + ". Rule: spark://HOST:PORT. Fix: as in --master spark://pc1:7077");
        }
        String own = reach(url, master.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(master.group(2)));
        conf.setMaster(url).set("spark.driver.host", own).set("spark.driver.bindAddress", own);
        Optional<String> secret = Optional.ofNullable(System.getenv(ClusterOptions.SECRET)).filter(s -> !s.isBlank());
        if (secret.isEmpty() && !options.withoutSecret()) {
            throw new RunException("cluster: no secret for " + url
                    + ". Rule: whoever reaches a master without one may run "
                    + "programs on all its workers. Fix: set " + ClusterOptions.SECRET
                    + " here and on the workers (docs/cluster.md), or say --without-secret");
        }
        requireOneSecret(secret, Optional.ofNullable(System.getenv(SPARKS_SECRET)));
        secret.ifPresent(s -> secret(conf, s));
        Optional.ofNullable(System.getProperty("longhand.cluster.jar")).ifPresent(jar -> conf.set("spark.jars", jar));
    }

    static void requireOneSecret(Optional<String> ours, Optional<String> sparks) {
        if (ours.isPresent() && sparks.isPresent() && !ours.equals(sparks)) {
            throw new RunException("cluster: " + ClusterOptions.SECRET + " and " + SPARKS_SECRET
                    + " are different secrets. Rule: Spark takes the second. Fix: set both to the one of the master");
        }
    }

    private static void secret(SparkConf conf, String secret) {
        conf.set("spark.authenticate", "true").set("spark.authenticate.secret", secret);
    }

    /**
     * Connects to a master, and returns the address of this machine that it sees: the driver listens there and nowhere
     * else.
     */
    private static String reach(String url, String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException | IllegalArgumentException e) {
            throw new RunException("cluster: no Spark master answers at " + url + " (" + e.getMessage()
                    + "). Fix: start it (docs/cluster.md), or correct --master");
        }
    }

    private static void page(SparkConf conf, ClusterOptions options) {
        conf.set("spark.ui.enabled", "" + options.ui()).set("spark.ui.showConsoleProgress", "false");
        conf.set("spark.master.rest.enabled", "false");
        conf.set("spark.ui.retainedJobs", "10").set("spark.ui.retainedStages", "10")
                .set("spark.ui.retainedTasks", "100");
    }

    /**
     * A lost worker costs the step it was in; what a worker cannot compute is told by ShardTask, and not tried again.
     */
    private static void failures(SparkConf conf) {
        conf.set("spark.task.maxFailures", "16").set("spark.stage.maxConsecutiveAttempts", "16");
        conf.set("spark.network.timeout", "60s").set("spark.executor.heartbeatInterval", "5s");
        conf.set("spark.network.timeoutInterval", "5s");
    }

    /** The flags of this JVM that decide how fast it computes, for the workers. */
    private static String javaOptions() {
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        return flags.stream().filter(flag -> flag.startsWith("-XX:") || flag.startsWith("-Xmn"))
                .filter(flag -> !flag.matches("-XX:(AOT|StartFlight|MaxRAM|OnError|HeapDump|ErrorFile|Shared).*"))
                .map(flag -> flag.matches("[\\w:+=.,-]+") ? flag : "'" + flag + "'")
                .collect(Collectors.joining(" "));
    }

    private static long megabytes(String size) {
        long number = Long.parseLong(size.substring(0, size.length() - 1));
        return size.endsWith("g") ? 1024 * number : number;
    }
}
