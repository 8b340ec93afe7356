package longhand.benchmarks.operations;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import longhand.autograd.NoGrad;
import longhand.backend.Backends;
import longhand.nn.Layer;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.SGD;
import longhand.ops.Losses;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/**
 * Ours, in a process of its own: prints a line with the median seconds of a step for every one of {@link Networks},
 * batch and mode. Arguments: those of {@link TimingArguments}.
 */
public final class ModelTimes {
    private static final int FEWEST_RUNS = 3;
    private static final double LONGEST_WAIT = 20; // s

    private ModelTimes() {}

    public static void main(String[] args) {
        Backends.use("cpu");
        TimingArguments arguments = TimingArguments.of(args);
        Backends.threads(arguments.threads());
        cases(arguments.pattern()).forEach(c -> {
            Runnable step = step(c);
            time(step, 2 * arguments.seconds()); // the compiler sees everything before anything counts
            Compilation.settle(step, LONGEST_WAIT);
            c.print(time(step, arguments.seconds()));
        });
    }

    /** What is measured. */
    record Case(Networks.Network of, int batch, boolean training) {
        String name() {
            return "%s | batch %d | %s".formatted(model(), batch, training ? "training" : "inference");
        }

        String model() {
            return of.name();
        }

        Layer network() {
            return of.maker().get();
        }

        /** [batch, channels, height, width] of what goes in. */
        int[] sizes() {
            return new int[] {batch, of.channels(), of.side(), of.side()};
        }

        Tensor images() {
            return Tensor.rand(sizes());
        }

        void print(double seconds) {
            System.out.printf(Locale.ROOT, "%s | %.6f%n", name(), seconds);
        }
    }

    /** All whose names match. */
    static Stream<Case> cases(String pattern) {
        return Networks.all().stream().flatMap(network -> Stream.of(new Case(network, network.batch(), true),
                new Case(network, network.batch(), false), new Case(network, 1, false)))
                .filter(c -> c.name().matches(pattern));
    }

    private static Runnable step(Case c) {
        Layer net = c.network();
        Tensor images = c.images();
        int[] labels = new Random(1).ints(c.batch, 0, Networks.CLASSES).toArray();
        if (!c.training) {
            net.eval();
            return () -> {
                try (NoGrad _ = NoGrad.enter(); Memory.Scope _ = Memory.scope()) {
                    net.forward(images);
                }
            };
        }
        net.train();
        Optimizer optimizer = new SGD(net.parameters(), 0.03);
        return () -> {
            try (Memory.Scope _ = Memory.scope()) {
                optimizer.zeroGrad();
                Losses.crossEntropy(net.forward(images), labels).backward();
                optimizer.step();
            }
        };
    }

    /** The median. */
    static double time(Runnable step, double seconds) {
        List<Double> times = new ArrayList<>();
        long began = System.nanoTime();
        while (times.size() < FEWEST_RUNS || System.nanoTime() - began < 1e9 * seconds) {
            long start = System.nanoTime();
            step.run();
            times.add(1e-9 * (System.nanoTime() - start));
        }
        Collections.sort(times);
        return times.get(times.size() / 2);
    }
}
