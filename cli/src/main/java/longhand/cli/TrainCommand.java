package longhand.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import longhand.cli.run.Computation;
import longhand.cli.run.RunConfig;
import longhand.cli.run.Training;
import longhand.models.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand train}: trains a model and leaves a folder with its numbers, pictures and checkpoint. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Train a model on images; without options, NiN on Fashion-MNIST with a recipe that ends within minutes.",
        footer = {"", "Ctrl-C saves and ends; 'longhand resume' goes on from there."})
public class TrainCommand implements Callable<Integer> {
    /** What may change when a run goes on. */
    private static final Set<String> WITH_RESUME = Set.of("--resume", "--epochs", "--save-every", "--data-dir",
            "--patience", "--watch", "--port", "--tensorboard", "--backend", "--threads", "--debug");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", defaultValue = "nin",
            description = "Name of the model (default ${DEFAULT-VALUE}); 'longhand models' lists them.")
    private String model;

    @Mixin
    private RunOptions run;

    @Mixin
    private BackendOptions backend;

    @Mixin
    private FollowOptions follow;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for the results (default: a new one under runs).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--save-every", paramLabel = "STEPS",
            description = "Write a checkpoint every so many steps, not only after epochs.")
    private Optional<Integer> saveEvery = Optional.empty();

    @Option(names = "--resume", paramLabel = "RUN",
            description = "Go on with the run in this folder, as 'longhand resume' does.")
    private Optional<Path> resume = Optional.empty();

    @Override
    public Integer call() throws IOException {
        resume.ifPresent(_ -> refuseOtherOptions());
        backend.apply();
        Training training = new Training(spec.commandLine().getOut(), Terminal.isWatched(), computation());
        follow.follow(training, spec.commandLine(), () -> {
            if (resume.isPresent()) {
                training.resume(resume.get(), new RunConfig.Changes(run.epochs(), saveEvery, run.dataDir(),
                        run.patience()));
            } else {
                training.start(run.config(Models.get(model), saveEvery.orElse(0), usualShards()), folder);
            }
        });
        return 0;
    }

    /** Where the gradients are computed. */
    protected Computation computation() {
        return Computation.HERE;
    }

    /** Parts of a batch if none are given. */
    protected int usualShards() {
        return 1;
    }

    /** Whether an option that a subclass adds may be given with --resume. */
    protected boolean mayChange(String option) {
        return false;
    }

    private void refuseOtherOptions() {
        for (ArgSpec given : spec.commandLine().getParseResult().matchedArgs()) {
            String name = given instanceof OptionSpec option ? option.longestName() : given.paramLabel();
            if (!WITH_RESUME.contains(name) && !mayChange(name)) {
                throw new ParameterException(spec.commandLine(),
                        "a run goes on with the settings it was started with, so " + name
                        + " cannot be changed with --resume");
            }
        }
    }
}
