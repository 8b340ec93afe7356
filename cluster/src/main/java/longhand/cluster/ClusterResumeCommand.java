package longhand.cluster;

import java.io.IOException;
import longhand.cli.ResumeCommand;
import longhand.cli.run.Computation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code longhand cluster resume}: goes on with a run that has shards, wherever it was begun. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Go on with a run that was stopped or killed, with any number of workers.")
final class ClusterResumeCommand extends ResumeCommand {
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
}
