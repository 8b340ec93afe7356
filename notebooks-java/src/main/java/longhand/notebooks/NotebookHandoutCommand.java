package longhand.notebooks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import longhand.io.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand notebook handout}: a notebook without its solutions. */
@Command(
        name = "handout",
        mixinStandardHelpOptions = true,
        description = "Write a notebook with exercises as students get it: without what stands between // BEGIN SOLUTION and // END "
                + "SOLUTION, without hidden tests (// BEGIN HIDDEN TESTS), without outputs. The marks are nbgrader's.")
final class NotebookHandoutCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The teacher's notebook.")
    private Path file;

    @Option(names = {"-o", "--out"}, required = true, paramLabel = "FILE", description = "The notebook to hand out; it must not exist yet.")
    private Path out;

    @Override
    public Integer call() {
        if (Files.exists(out)) {
            throw new NotebookException(out + " exists, and nothing is ever replaced. Fix: name another file.");
        }
        String handout = NotebookTask.handout(file);
        AtomicFile.write(out, to -> to.write(handout.getBytes(StandardCharsets.UTF_8)));
        spec.commandLine().getOut().println("Written to " + out + ". Grade what comes back with: longhand notebook grade FOLDER --key "
                + file);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
