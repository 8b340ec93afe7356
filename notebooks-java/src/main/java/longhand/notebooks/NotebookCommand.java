package longhand.notebooks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import longhand.cli.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code longhand notebook}: opens the lessons in Jupyter. */
@Command(
        name = "notebook",
        mixinStandardHelpOptions = true,
        description = "Open the lessons in Jupyter, with a kernel that runs Java.",
        footer = {"", "Lessons run in seconds on a small part of the data; LONGHAND_LESSON_BUDGET=full gives them all of it."},
        subcommands = {
            NotebookInstallCommand.class,
            NotebookRunCommand.class,
            NotebookUpdateCommand.class,
            NotebookHandoutCommand.class,
            NotebookGradeCommand.class,
        })
public final class NotebookCommand implements Subcommand, Callable<Integer> {
    static final String NO_JUPYTER = "Jupyter is not installed. Install it with\n"
            + "  " + installCommand(System.getProperty("os.name")) + "\n"
            + "or open the lessons in VS Code after 'longhand notebook install'. To run a lesson without Jupyter: "
            + "longhand notebook run FILE";

    @Spec
    private CommandSpec spec;

    @Option(names = "--no-browser", description = "Only start the server and print its address.")
    private boolean noBrowser;

    @Option(names = "--port", paramLabel = "N", description = "The server's port (Jupyter's own choice unless given).")
    private Optional<Integer> port = Optional.empty();

    /** The one command that installs Jupyter on an operating system. */
    static String installCommand(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "brew install jupyterlab" : name.contains("win") ? "py -m pip install jupyterlab"
                : Files.exists(Path.of("/usr/bin/apt-get")) ? "sudo apt-get install jupyter-notebook"
                : "python3 -m pip install --user jupyterlab";
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<JupyterCommand> lab = JupyterCommand.find("lab");
        Optional<JupyterCommand> jupyter = lab.isPresent() ? lab : JupyterCommand.find("notebook");
        if (jupyter.isEmpty()) {
            throw new NotebookException(NO_JUPYTER);
        }
        Path folder = Lessons.folder();
        Path kernels = folder.resolveSibling("target").resolve("jupyter");
        KernelSpec.write(kernels);
        JupyterCommand command = jupyter.get().with(lab.isPresent() ? "lab" : "notebook", folder.toString());
        command = noBrowser ? command.with("--no-browser") : command;
        command = port.isPresent() ? command.with("--port", port.get().toString()) : command;
        return start(command, kernels);
    }

    private static int start(JupyterCommand command, Path kernels) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command.words()).inheritIO();
        String others = System.getenv("JUPYTER_PATH");
        builder.environment().put("JUPYTER_PATH", others == null || others.isEmpty() ? kernels.toString()
                : kernels + File.pathSeparator + others);
        return builder.start().waitFor();
    }
}
