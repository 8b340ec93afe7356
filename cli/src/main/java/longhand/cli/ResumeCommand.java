package longhand.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import longhand.cli.run.Computation;
import longhand.cli.run.RunConfig;
import longhand.cli.run.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand resume}: goes on with a run from its last checkpoint, bit for bit as if it had never stopped. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Go on with a run that was stopped or killed, as if it never had been.")
public class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "Folder of the run.")
    private Path folder;

    @Mixin
    private BackendOptions backend;

    @Mixin
    private FollowOptions follow;

    @Option(names = "--epochs", paramLabel = "N", description = "Another total number of epochs.")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--save-every", paramLabel = "STEPS", description = "Another distance of checkpoints.")
    private Optional<Integer> saveEvery = Optional.empty();

    @Option(names = "--data-dir", paramLabel = "DIR",
            description = "Folder with the images of the run, if they are elsewhere now.")
    private Optional<Path> dataDir = Optional.empty();

    @Option(names = "--patience", paramLabel = "EPOCHS",
            description = "End after so many epochs without a better one; 0: never.")
    private Optional<Integer> patience = Optional.empty();

    @Override
    public Integer call() throws IOException {
        backend.apply();
        Training training = new Training(spec.commandLine().getOut(), Terminal.isWatched(), computation());
        follow.follow(training, spec.commandLine(), () -> training.resume(folder,
                new RunConfig.Changes(epochs, saveEvery, dataDir, patience)));
        return 0;
    }

    /** Where the gradients are computed. */
    protected Computation computation() {
        return Computation.HERE;
    }
}
