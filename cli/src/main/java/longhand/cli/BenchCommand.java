package longhand.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.backend.Epilogue;
import longhand.backend.cpu.CpuBackend;
import longhand.io.checks.ValueException;
import longhand.models.Model;
import longhand.models.Models;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.nn.optim.SGD;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code longhand bench}: how fast the cpu backend computes NiN's layers and a whole training step on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure the cpu backend: NiN's convolutions in GFLOP/s, and images per second of a training step.")
final class BenchCommand implements Runnable {
    private static final int CLASSES = 10;

    private record Row(String name, int in, int side, int out, Window2d window) {}

    private static final Row[] LAYERS = {
        new Row("1→96 k11 s4 @224", 1, 224, 96, Window2d.square(11).stride(4)),
        new Row("96→96 k1 @54", 96, 54, 96, Window2d.square(1)),
        new Row("96→256 k5 @26", 96, 26, 256, Window2d.square(5).padding(2)),
        new Row("256→256 k1 @26", 256, 26, 256, Window2d.square(1)),
        new Row("256→384 k3 @12", 256, 12, 384, Window2d.square(3).padding(1)),
        new Row("384→384 k1 @12", 384, 12, 384, Window2d.square(1)),
        new Row("384→10 k3 @5", 384, 5, 10, Window2d.square(3).padding(1)),
    };

    @Spec
    private CommandSpec spec;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "16",
            description = "Images per step: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "0.5",
            description = "Time for each figure, after as long a warm-up: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "nin",
            description = "Model of the training step: ${DEFAULT-VALUE}.")
    private String model;

    @Option(names = "--step-only", description = "Measure the training step only.")
    private boolean stepOnly;

    @Override
    public void run() {
        if (batch < 1) {
            throw new ValueException("--batch-size", batch, "a whole number, at least 1");
        }
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new ValueException("--seconds", seconds, "a number, at least 0");
        }
        PrintWriter out = spec.commandLine().getOut();
        String before = Backends.current().name();
        try {
            CpuBackend cpu = (CpuBackend) Backends.use("cpu");
            if (!stepOnly) {
                double peak = cpu.measurePeak();
                out.printf(Locale.ROOT, "Peak of %d threads, %d-bit vectors: %.0f GFLOP/s (multiply-adds in registers)%n%n",
                        Backends.threads(), cpu.vectorBits(), peak);
                out.printf("GFLOP/s counted as direct convolution, batch %d; Winograd layers may exceed the peak%n",
                        batch);
                out.printf("%-18s %8s %8s %8s   forward, %% of peak%n", "", "forward", "dx", "dw");
                for (Row row : LAYERS) {
                    report(out, cpu, row, peak);
                }
                out.println();
            }
            reportStep(out);
        } finally {
            Backends.use(before);
        }
        out.flush();
    }

    private void report(PrintWriter out, Backend cpu, Row row, double peak) {
        Conv2dShape s = Conv2dShape.of(batch, row.in, Size2d.square(row.side), row.out, 1, row.window);
        float[] x = noise(s.inputLength());
        float[] w = noise(s.weightLength());
        float[] y = noise(s.outputLength());
        float[] bias = new float[s.outChannels()];
        float[] dx = new float[s.inputLength()];
        float[] dw = new float[s.weightLength()];
        double gflop = 2e-9 * s.multiplyAdds();
        double forward = gflop / median(() -> cpu.conv2d(x, w, new Epilogue(bias, true), y, s));
        double toInput = gflop / median(() -> cpu.conv2dInputGradient(y, w, dx, s));
        double toWeight = gflop / median(() -> cpu.conv2dWeightGradient(x, y, dw, s));
        out.printf(Locale.ROOT, "%-18s %8.1f %8.1f %8.1f   %.0f %%%n", row.name, forward, toInput, toWeight,
                100 * forward / peak);
        out.flush();
    }

    private void reportStep(PrintWriter out) {
        Model chosen = Models.get(model);
        Layer net = chosen.create(1, CLASSES);
        net.train();
        Tensor images = Tensor.of(noise(batch * chosen.side() * chosen.side()), batch, 1, chosen.side(), chosen.side());
        int[] labels = new Random(1).ints(batch, 0, CLASSES).toArray();
        SGD optimizer = new SGD(net.parameters(), 0.01);
        CrossEntropyLoss loss = new CrossEntropyLoss();
        double time = median(() -> {
            try (Memory.Scope _ = Memory.scope()) {
                optimizer.zeroGrad();
                loss.forward(net.forward(images), labels).backward();
                optimizer.step();
            }
        });
        out.printf(Locale.ROOT, "Training step of %s, batch %d: %.1f ms, %.1f images/s%n", model, batch, 1e3 * time,
                batch / time);
    }

    private static float[] noise(int length) {
        Random random = new Random(1);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Median seconds of one run, over {@link #seconds} after a warm-up as long; at least 3 runs of each. */
    private double median(Runnable task) {
        times(task);
        double[] times = times(task);
        return times[times.length / 2];
    }

    private double[] times(Runnable task) {
        double[] times = new double[100_000];
        int runs = 0;
        long start = System.nanoTime();
        while (runs < 3 || runs < times.length && System.nanoTime() - start < seconds * 1e9) {
            long before = System.nanoTime();
            task.run();
            times[runs++] = 1e-9 * (System.nanoTime() - before);
        }
        double[] sorted = Arrays.copyOf(times, runs);
        Arrays.sort(sorted);
        return sorted;
    }
}
