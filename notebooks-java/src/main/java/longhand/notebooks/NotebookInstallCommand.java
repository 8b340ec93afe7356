package longhand.notebooks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import longhand.cli.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code longhand notebook install}: tells every Jupyter of this user, and VS Code, of the kernel. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = "Register the Java kernel for this user: for JupyterLab, Notebook, VS Code and others.")
final class NotebookInstallCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--folder", paramLabel = "DIR", description = "A Jupyter data folder (default: the user's).")
    private Optional<Path> folder = Optional.empty();

    @Mixin
    private OutputOptions output;

    @Override
    public void run() {
        Path jupyter = folder.orElseGet(() -> userFolder(System.getProperty("os.name"), System.getenv()));
        if (!KernelSpec.isOurs(KernelSpec.file(jupyter))) {
            output.requireFree(KernelSpec.file(jupyter)); // another kernel for Java
        }
        Path file = KernelSpec.write(jupyter);
        var out = spec.commandLine().getOut();
        out.println("kernel '" + KernelSpec.NAME + "' registered: " + file);
        out.println("It runs this build of Longhand; after moving or rebuilding it elsewhere, call this again.");
        out.flush();
    }

    /** Where Jupyter looks for what a user installed; the rules are jupyter_core's {@code jupyter_data_dir}. */
    static Path userFolder(String system, Map<String, String> environment) {
        if (environment.getOrDefault("JUPYTER_DATA_DIR", "").length() > 0) {
            return Path.of(environment.get("JUPYTER_DATA_DIR"));
        }
        Path home = Path.of(System.getProperty("user.home"));
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return Path.of(environment.getOrDefault("APPDATA", home.resolve("AppData/Roaming").toString()), "jupyter");
        }
        if (name.startsWith("mac")) {
            return home.resolve("Library/Jupyter");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        return (data.isEmpty() ? home.resolve(".local/share") : Path.of(data)).resolve("jupyter");
    }
}
