package longhand.notebooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import longhand.io.disk.AtomicFile;

/**
 * The file by which Jupyter finds a kernel. All paths in it are absolute: Jupyter starts kernels from any folder, and
 * VS Code does not fill in placeholders.
 */
public final class KernelSpec {
    /** The kernel's name in Jupyter, and in the metadata of the lessons; other kernels for Java are called "java". */
    public static final String NAME = "longhand";

    private KernelSpec() {
    }

    /**
     * Writes {@code kernels/longhand/kernel.json} below a Jupyter data folder; starts the kernel with this very JVM,
     * its flags and its class path.
     *
     * @return the file written
     */
    public static Path write(Path jupyterFolder) {
        ObjectNode spec = NotebookJson.MAPPER.createObjectNode();
        ArrayNode argv = spec.putArray("argv");
        command().forEach(argv::add);
        spec.put("display_name", "Java (Longhand)").put("language", "java").put("interrupt_mode", "message");
        Path file = file(jupyterFolder);
        AtomicFile.write(file, out -> out.write(NotebookJson.write(spec).getBytes(StandardCharsets.UTF_8)));
        return file;
    }

    /** Where {@link #write} writes. */
    static Path file(Path jupyterFolder) {
        return jupyterFolder.resolve("kernels").resolve(NAME).resolve("kernel.json");
    }

    /** Whether a file describes a kernel of ours, of this build or of another. */
    static boolean isOurs(Path file) {
        try {
            return Files.readString(file).contains(KernelMain.class.getName());
        } catch (IOException e) {
            return false; // whatever it is
        }
    }

    /** The command line of a kernel; Jupyter replaces {@code {connection_file}}. */
    static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(KernelSpec::handedOn)
                .forEach(command::add);
        command.addAll(List.of("-cp", absoluteClassPath(), KernelMain.class.getName(), "{connection_file}"));
        return command;
    }

    /** Modules, memory and tuning, but no agents or properties of whoever started this JVM. */
    private static boolean handedOn(String flag) {
        return flag.startsWith("--add-modules") || flag.startsWith("--enable-native-access") || flag.startsWith("-X")
                || flag.startsWith("-Djava.awt.headless");
    }

    static String absoluteClassPath() {
        String separator = System.getProperty("path.separator");
        return Arrays.stream(System.getProperty("java.class.path").split(separator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> real(Path.of(entry)).toString())
                .collect(Collectors.joining(separator));
    }

    private static Path real(Path entry) {
        try {
            return Files.exists(entry) ? entry.toRealPath() : entry.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
