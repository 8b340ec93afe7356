package longhand.cli;

import java.nio.file.Path;
import longhand.cli.run.SavedModel;
import picocli.CommandLine.Parameters;

/** The checkpoint that a subcommand works with. */
final class CheckpointOptions {
    @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "Checkpoint or folder of a run.")
    private Path file;

    /** The network in it. */
    SavedModel load() {
        return SavedModel.load(file);
    }
}
