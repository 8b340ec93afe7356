package longhand.benchmarks.operations;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import longhand.autograd.NoGrad;
import longhand.backend.Backends;
import longhand.models.Models;
import longhand.nn.Layer;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.SGD;
import longhand.ops.Losses;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/**
 * Ours, in a process of its own: prints a line with the median seconds of a step for every model, batch and mode, with
 * images of 224×224. Arguments: those of {@link TimingArguments}.
 */
public final class ModelTimes {
    private static final List<String> MODELS = List.of("nin", "alexnet", "vgg11", "vgg-small", "googlenet", "resnet18");
    /** Height and width of the images. */
    static final int SIDE = 224;
    private static final int CLASSES = 10;
    private static final int BATCH = 16;
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
    record Case(String model, int batch, boolean training) {
        String name() {
            return "%s | batch %d | %s".formatted(model, batch, training ? "training" : "inference");
        }

        Layer network() {
            return Models.get(model).create(1, CLASSES);
        }

        Tensor images() {
            return Tensor.rand(batch, 1, SIDE, SIDE);
        }

        void print(double seconds) {
            System.out.printf(Locale.ROOT, "%s | %.6f%n", name(), seconds);
        }
    }

    /** All whose names match. */
    static Stream<Case> cases(String pattern) {
        return MODELS.stream().flatMap(model -> Stream.of(new Case(model, BATCH, true), new Case(model, BATCH, false),
                new Case(model, 1, false))).filter(c -> c.name().matches(pattern));
    }

    private static Runnable step(Case c) {
        Layer net = c.network();
        Tensor images = c.images();
        int[] labels = new Random(1).ints(c.batch, 0, CLASSES).toArray();
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
