package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import longhand.cli.run.SavedModel;
import picocli.CommandLine.Parameters;

/** The checkpoint that a subcommand works with. */
final class CheckpointOptions {
    @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "Checkpoint or folder of a run; or lenet, which comes trained with Longhand.")
    private Path file;

    /**
     * The network in it.
     *
     * @param notices where is said what is doubtful about the file
     */
    SavedModel load(PrintWriter notices) {
        return SavedModel.load(file, notices::println);
    }
}
