package longhand.benchmarks;

import java.util.concurrent.TimeUnit;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.backend.UnaryOp;
import longhand.random.Generator;
import longhand.shape.Pool2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
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

/** What must run at the speed of memory: pooling after NiN's first block (batch 16), and functions of 2²⁰ numbers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class MemoryBoundBenchmark {
    private static final int NUMBERS = 1 << 20;

    @Param({"cpu", "reference"})
    private String backend;

    private Backend kernels;
    private Pool2dShape shape;
    private float[] x;
    private float[] y;
    private int[] argmax;
    private float[] numbers;
    private float[] results;

    @Setup
    public void prepare() {
        kernels = Backends.use(backend);
        shape = Pool2dShape.of("maxPool2d", 16, 96, Size2d.square(54), Window2d.square(3).stride(2), true);
        x = new Generator(1).randn(shape.inputLength());
        y = new float[shape.outputLength()];
        argmax = new int[shape.outputLength()];
        numbers = new Generator(2).randn(NUMBERS);
        results = new float[NUMBERS];
        kernels.maxPool2d(x, y, argmax, shape);
    }

    @Benchmark
    public float[] maxPool() {
        kernels.maxPool2d(x, y, argmax, shape);
        return y;
    }

    @Benchmark
    public float[] maxPoolGradient() {
        kernels.maxPool2dGradient(y, argmax, x, shape);
        return x;
    }

    @Benchmark
    public float[] exp() {
        kernels.unary(UnaryOp.EXP, numbers, results, NUMBERS);
        return results;
    }

    @Benchmark
    public float[] sigmoid() {
        kernels.unary(UnaryOp.SIGMOID, numbers, results, NUMBERS);
        return results;
    }

    @Benchmark
    public float[] softmaxOfTenClasses() {
        kernels.softmax(numbers, results, false, NUMBERS / 10, 10, 1);
        return results;
    }
}
