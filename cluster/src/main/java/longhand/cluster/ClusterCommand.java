package longhand.cluster;

import longhand.cli.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code longhand cluster}: training on several computers, or several processes of one, with the same bits. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description = "Train on several computers with Apache Spark, with the same numbers for any number of workers.",
        subcommands = {ClusterTrainCommand.class, ClusterResumeCommand.class, ClusterPlanCommand.class})
public final class ClusterCommand implements Subcommand, Runnable {
    @Spec
    private CommandSpec spec;

    /** Without a subcommand: the overview. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
