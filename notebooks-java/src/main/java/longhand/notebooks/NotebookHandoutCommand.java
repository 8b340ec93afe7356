package longhand.notebooks;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import longhand.cli.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand notebook handout}: a notebook without its solutions. */
@Command(
        name = "handout",
        mixinStandardHelpOptions = true,
        description = "Write a notebook with exercises as students get it: without what stands between // BEGIN "
        + "SOLUTION and // END "
                + "SOLUTION, without hidden tests (// BEGIN HIDDEN TESTS), without outputs. The marks are nbgrader's.")
final class NotebookHandoutCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The teacher's notebook.")
    private Path file;

    @Option(names = {"-o", "--out"}, required = true, paramLabel = "FILE", description = "The notebook to hand out.")
    private Path out;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        output.requireFree(out);
        output.write(out, NotebookTask.handout(file));
        spec.commandLine().getOut().println("Written to " + out
                + ". Grade what comes back with: longhand notebook grade FOLDER --key "
                + file);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
