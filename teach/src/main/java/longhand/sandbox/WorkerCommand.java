package longhand.sandbox;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a worker process is started: this program's Java, flags and class path, but little memory and a bare environment.
 */
final class WorkerCommand {
    /** What a process needs to start and to write UTF-8; nothing that could hold a password. */
    private static final Set<String> KEPT =
            Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "LONGHAND_THREADS");
    /** Flags of this process that are not for others: its own memory, debuggers and agents. */
    private static final Predicate<String> OURS_ALONE = flag -> flag.matches(
            "-(Xm[xs].*|agentlib.*|agentpath.*|javaagent.*|XX:MaxRAMPercentage.*|XX:AOTCacheOutput.*|Djava.io.tmpdir.*)");

    private WorkerCommand() {}

    static List<String> line(Class<?> main, int megabytes, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(OURS_ALONE.negate())
                .forEach(command::add);
        // Heap alone is not all: arrays outside of it count as well. One idle process must not hold its memory.
        command.addAll(List.of("-Xmx" + megabytes + "m", "-XX:MaxDirectMemorySize=64m", "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + folder, "-cp", absolute(System.getProperty("java.class.path")), main.getName()));
        return command;
    }

    /** The worker has another working folder. */
    private static String absolute(String classPath) {
        return String.join(java.io.File.pathSeparator,
                java.util.Arrays.stream(classPath.split(java.io.File.pathSeparator))
                .filter(entry -> !entry.isEmpty()).map(entry -> Path.of(entry).toAbsolutePath().toString()).toList());
    }

    static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> !KEPT.contains(name.toUpperCase(java.util.Locale.ROOT)));
    }
}
