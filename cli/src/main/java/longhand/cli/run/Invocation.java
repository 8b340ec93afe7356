package longhand.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.backend.Backends;
import longhand.io.disk.FileBytes;

/**
 * One command that trained a run, and what it trained with.
 *
 * @param time when, with the offset from UTC
 * @param command the command line
 * @param longhand version of this program
 * @param java version of the Java runtime
 * @param system operating system and processor
 * @param backend name of the backend
 * @param threads number of threads
 */
public record Invocation(String time, String command, String longhand, String java, String system, String backend,
        int threads) {

    /** This process, now. */
    static Invocation now(String command, String version) {
        return new Invocation(OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(), SafeText.line(command),
                version, System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"), Backends.current().name(),
                Backends.threads());
    }

    /** Adds a line to the file of a run. */
    void append(Path file) {
        try {
            Files.write(file, (Json.line(this) + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be written", file, e);
        }
    }

    /** The commands in the file of a run, each as names and values; lines that cannot be read are left out. */
    static List<Map<String, String>> all(Path file) {
        List<Map<String, String>> commands = new ArrayList<>();
        if (Files.exists(file)) {
            FileBytes.text(file).lines().forEach(line -> Json.tree(line).ifPresent(node -> {
                Map<String, String> values = new LinkedHashMap<>();
                node.properties().forEach(value -> values.put(value.getKey(), value.getValue().asText()));
                commands.add(values);
            }));
        }
        return commands;
    }
}
