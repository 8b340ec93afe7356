package longhand.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import longhand.explain.exercise.Autograder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand exercise autograder}: a zip file that Gradescope accepts, and what runs in it. */
@Command(
        name = "autograder",
        mixinStandardHelpOptions = true,
        description = "Pack autograder.zip for Gradescope: this program, the key, and the two scripts that "
        + "Gradescope calls.")
final class ExerciseAutograderCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "The folder of the homework.")
    private Path folder;

    @Option(names = "--run", hidden = true,
            description = "Grade the one submission of Gradescope's folder; called by run_autograder.")
    private boolean run;

    @Override
    public Integer call() throws IOException {
        if (run) {
            Autograder.run(folder);
            return 0;
        }
        Path zip = folder.resolve("autograder.zip");
        Autograder.pack(folder, zip);
        spec.commandLine().getOut().println("Packed " + zip
                + ". Upload it as the autograder of a programming assignment.");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
