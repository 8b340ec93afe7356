package longhand.benchmarks.operations;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
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
 * images of 224×224. Arguments: number of threads, seconds of each measurement, then a pattern of names if not all are
 * wanted.
 */
public final class ModelTimes {
    private static final List<String> MODELS = List.of("nin", "alexnet", "vgg11", "vgg-small", "googlenet", "resnet18");
    private static final int SIDE = 224;
    private static final int CLASSES = 10;
    private static final int BATCH = 16;
    private static final int FEWEST_RUNS = 3;

    private ModelTimes() {}

    public static void main(String[] args) {
        Backends.use("cpu");
        Backends.threads(Integer.parseInt(args[0]));
        double seconds = Double.parseDouble(args[1]);
        String pattern = args.length > 2 ? args[2] : ".*";
        for (String model : MODELS) {
            print(pattern, model, BATCH, true, seconds);
            print(pattern, model, BATCH, false, seconds);
            print(pattern, model, 1, false, seconds);
        }
    }

    private static void print(String pattern, String model, int batch, boolean training, double seconds) {
        String name = "%s | batch %d | %s".formatted(model, batch, training ? "training" : "inference");
        if (!name.matches(pattern)) {
            return;
        }
        Runnable step = step(Models.get(model).create(1, CLASSES), batch, training);
        time(step, 2 * seconds); // the compiler sees everything before anything counts
        System.out.printf(Locale.ROOT, "%s | %.6f%n", name, time(step, seconds));
    }

    private static Runnable step(Layer net, int batch, boolean training) {
        Tensor images = Tensor.rand(batch, 1, SIDE, SIDE);
        int[] labels = new Random(1).ints(batch, 0, CLASSES).toArray();
        if (!training) {
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

    private static double time(Runnable step, double seconds) {
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
