package longhand.notebooks;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand notebook run}: runs notebooks without Jupyter and compares what comes out with what is stored. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run notebooks without Jupyter and compare their outputs with the stored ones.")
final class NotebookRunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Notebooks (.ipynb).")
    private List<Path> files;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        int wrong = 0;
        for (Path file : files) {
            Notebook notebook = Notebook.read(file);
            List<String> findings = NotebookRunner.check(notebook);
            findings.forEach(out::println);
            if (findings.isEmpty()) {
                out.printf("%s: %d cells, all as stored%n", file, notebook.codeCells().size());
            }
            wrong += findings.size();
            out.flush();
        }
        return wrong == 0 ? 0 : 1;
    }
}
