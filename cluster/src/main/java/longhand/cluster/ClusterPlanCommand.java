package longhand.cluster;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import longhand.models.Model;
import longhand.models.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand cluster plan}: how fast a cluster would be that nobody has yet. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Estimate what more workers would bring, by a simulation of the steps (docs/cluster.md).")
final class ClusterPlanCommand implements Runnable {
    private static final double BITS_PER_BYTE = 8;
    /** What TCP leaves of a line: 118 MB/s of 1 Gbit/s. */
    private static final double USABLE = 0.944;
    private static final double GIGA = 1e9;
    private static final double MILLI = 1e-3;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", defaultValue = "nin", arity = "0..1",
            description = "Name of the model (default ${DEFAULT-VALUE}).")
    private String model;

    @Option(names = "--workers", paramLabel = "N", split = ",", defaultValue = "1,2,4,8,32",
            description = "Numbers of workers to try (default: ${DEFAULT-VALUE}).")
    private List<Integer> workers;

    @Option(names = "--images-per-second", paramLabel = "N", required = true,
            description = "How many training images one worker does alone: see the output of 'longhand train'.")
    private double imagesPerSecond;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "128",
            description = "Images per step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--shards", paramLabel = "N", defaultValue = "32",
            description = "Parts of a batch (default: ${DEFAULT-VALUE}).")
    private int shards;

    @Option(names = "--gbit", paramLabel = "N", defaultValue = "1",
            description = "Speed of the network, in Gbit/s (default: ${DEFAULT-VALUE}).")
    private double gbit;

    @Option(names = "--step-ms", paramLabel = "N", defaultValue = "5",
            description = "What a step needs beside computation and bytes (default: ${DEFAULT-VALUE}).")
    private double stepMillis;

    @Option(names = "--message-ms", paramLabel = "N", defaultValue = "0.02",
            description = "What a message needs however small it is (default: ${DEFAULT-VALUE}).")
    private double messageMillis;

    @Option(names = "--spread", paramLabel = "SHARE", defaultValue = "0.05",
            description = "How much the workers' times differ, as a share (default: ${DEFAULT-VALUE}).")
    private double spread;

    @Override
    public void run() {
        require(imagesPerSecond > 0 && gbit > 0 && stepMillis >= 0 && messageMillis >= 0 && spread >= 0 && batch >= 1
                && shards >= 1 && workers.stream().allMatch(n -> n >= 1));
        Model chosen = Models.get(model);
        long parameters = chosen.create(1, 10).parameterCount();
        Scaling scaling = new Scaling(parameters, batch, shards, 1 / imagesPerSecond,
                gbit * GIGA / BITS_PER_BYTE * USABLE, stepMillis * MILLI, messageMillis * MILLI, spread);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%s: %,d parameters, %.1f MB; batches of %d in %d shards; %s Gbit/s%n", model,
                parameters, parameters * 4 / 1e6, batch, shards, gbit);
        out.println("workers  seconds per step: compute  weights  sums   total  other  = step   images/s  speed-up  efficiency");
        double alone = scaling.step(1).seconds();
        for (int n : workers) {
            Scaling.Step step = scaling.step(n);
            out.printf(Locale.ROOT, "%7d %25.3f %8.3f %5.3f %7.3f %6.3f %7.3f %10.1f %9.2f %10.0f %%%n", n,
                    step.compute(), step.weights(), step.sums(), step.total(), step.messages(), step.seconds(),
                    batch / step.seconds(), alone / step.seconds(), 100 * alone / step.seconds() / n);
        }
        out.flush();
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException("cluster plan: a number is out of range. Rule: workers, images and speeds are "
                    + "more than 0, times and spread not negative. Fix: change the options");
        }
    }
}
