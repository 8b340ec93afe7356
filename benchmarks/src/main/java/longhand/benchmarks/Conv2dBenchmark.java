package longhand.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.backend.Epilogue;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Convolution and its two gradients on the layers of NiN, whole calls with all their transfers. The column {@code
 * gflop} is GFLOP/s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class Conv2dBenchmark {
    @Param({"cpu", "opencl"})
    private String backend;

    @Param({"1-96-k11-s4@224", "96-96-k1@54", "96-256-k5@26", "256-256-k1@26", "256-384-k3@12", "384-384-k1@12"})
    private String layer;

    @Param("8")
    private int batch;

    private Backend kernels;
    private Conv2dShape shape;
    private float[] x;
    private float[] w;
    private float[] y;

    /** Work done, in the unit of all our tables: two operations for each multiplication. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Work {
        public double gflop;
    }

    @Setup
    public void prepare() {
        kernels = Backends.use(backend);
        shape = shape(layer, batch);
        Random random = new Random(1);
        x = noise(random, shape.inputLength());
        w = noise(random, shape.weightLength());
        y = noise(random, shape.outputLength());
    }

    @Benchmark
    public void forward(Work work) {
        kernels.conv2d(x, w, Epilogue.NONE, y, shape);
        count(work);
    }

    @Benchmark
    public void inputGradient(Work work) {
        kernels.conv2dInputGradient(y, w, x, shape);
        count(work);
    }

    @Benchmark
    public void weightGradient(Work work) {
        kernels.conv2dWeightGradient(x, y, w, shape);
        count(work);
    }

    private void count(Work work) {
        work.gflop += 2e-9 * shape.multiplyAdds();
    }

    /** Reads {@code in-out-kK[-sS]@side}; windows of 3 and 5 are padded to keep the size, as in NiN. */
    static Conv2dShape shape(String layer, int batch) {
        String[] parts = layer.split("[-@]");
        int kernel = Integer.parseInt(parts[2].substring(1));
        int stride = parts[3].startsWith("s") ? Integer.parseInt(parts[3].substring(1)) : 1;
        Window2d window = Window2d.square(kernel).stride(stride).padding(kernel == 3 || kernel == 5 ? kernel / 2 : 0);
        Size2d side = Size2d.square(Integer.parseInt(parts[parts.length - 1]));
        return Conv2dShape.of(batch, Integer.parseInt(parts[0]), side, Integer.parseInt(parts[1]), 1, window);
    }

    static float[] noise(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
