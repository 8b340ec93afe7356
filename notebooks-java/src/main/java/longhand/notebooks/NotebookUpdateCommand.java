package longhand.notebooks;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand notebook update}: runs notebooks and stores what comes out. */
@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        description = "Run notebooks and store their outputs in them.")
final class NotebookUpdateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Notebooks (.ipynb); all lessons unless given.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        int failed = 0;
        for (Path file : files.isEmpty() ? Lessons.files() : files) {
            try {
                Notebook notebook = Notebook.read(file);
                NotebookRunner.update(notebook);
                spec.commandLine().getOut().println(file + ": " + notebook.codeCells().size() + " cells stored");
            } catch (NotebookException e) {
                // On several lines as it is: the caret must stay under the fault.
                spec.commandLine().getErr().println(e.getMessage());
                failed++;
            }
            spec.commandLine().getOut().flush();
            spec.commandLine().getErr().flush();
        }
        return failed == 0 ? 0 : 1;
    }
}
