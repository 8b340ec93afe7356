package longhand.cluster;

import java.io.IOException;
import longhand.cli.TrainCommand;
import longhand.cli.run.Computation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code longhand cluster train}: {@code longhand train}, with workers that compute the gradients. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Train a model with several workers; the same options as 'longhand train', whose numbers with as many "
                + "--shards these are.",
        footer = {"", "Ctrl-C saves and ends; 'longhand cluster resume' goes on from there, and 'longhand resume' on one computer."})
final class ClusterTrainCommand extends TrainCommand {
    private static final int USUAL_SHARDS = 8;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    private SparkComputation computation;

    @Override
    public Integer call() throws IOException {
        try (SparkComputation started = new SparkComputation(cluster, spec.commandLine().getOut()::println)) {
            computation = started;
            return super.call();
        }
    }

    @Override
    protected Computation computation() {
        return computation;
    }

    @Override
    protected int usualShards() {
        return USUAL_SHARDS;
    }

    @Override
    protected boolean mayChange(String option) {
        return ClusterOptions.isOne(option);
    }
}
