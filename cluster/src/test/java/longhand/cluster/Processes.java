package longhand.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Workers and Spark's daemons as processes of this machine. */
final class Processes {
    private static final Set<Long> DAEMONS = ConcurrentHashMap.newKeySet();

    private Processes() {}

    /** The workers' processes: those that this process, or a daemon that it started, has started. */
    static List<ProcessHandle> workers() {
        return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .filter(process -> !DAEMONS.contains(process.pid())).toList();
    }

    /** Where this process, and those that it has started, listen (Linux). */
    static List<InetSocketAddress> listening() throws IOException {
        Set<String> sockets = new HashSet<>();
        for (ProcessHandle process : Stream.concat(Stream.of(ProcessHandle.current()),
                ProcessHandle.current().descendants()).toList()) {
            try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
                for (Path file : files.toList()) {
                    sockets.add(Files.readSymbolicLink(file).toString());
                }
            } catch (IOException e) {
                // the process has ended, or the file is closed
            }
        }
        List<InetSocketAddress> doors = new ArrayList<>();
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] words = line.strip().split(" +");
                if (words[3].equals("0A") && sockets.contains("socket:[" + words[9] + "]")) {
                    doors.add(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                            Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16)));
                }
            }
        }
        return doors;
    }

    /** Stops or continues a process, as {@code kill -STOP} does. */
    static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    }

    /** Waits until there are so many workers. */
    static List<ProcessHandle> awaitWorkers(int number) throws InterruptedException {
        for (int i = 0; i < 6000; i++) {
            List<ProcessHandle> workers = workers();
            if (workers.size() >= number) {
                return workers;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("there are no " + number + " workers");
    }

    /** Waits until a run has done that many steps. */
    static void awaitStep(Path run, int step) throws IOException, InterruptedException {
        Path metrics = run.resolve("metrics.jsonl");
        for (int i = 0; i < 6000; i++) {
            if (Files.exists(metrics) && Files.readString(metrics).contains("{\"step\":" + step + ",")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no step " + step);
    }

    /** The command of a JVM like this one, with the class path of this one. */
    static List<String> java(String[] flags, String... program) {
        List<String> words = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-cp",
                System.getProperty("java.class.path")));
        words.addAll(List.of(flags));
        words.addAll(List.of(program));
        return words;
    }

    /** A daemon of Spark with the class path of this process, which listens on the loopback interface only. */
    static Process daemon(String secret, Path log, String... command) throws IOException {
        List<String> words = java(new String[] {"-Dspark.authenticate=true", "-Dspark.master.rest.enabled=false",
                "-Dlonghand.cluster.log=info"}, command);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("_SPARK_AUTH_SECRET", secret);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process daemon = builder.start();
        DAEMONS.add(daemon.pid());
        return daemon;
    }
}
