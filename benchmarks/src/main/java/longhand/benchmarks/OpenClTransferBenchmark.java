package longhand.benchmarks;

import java.util.concurrent.TimeUnit;
import longhand.backend.opencl.OpenClTransfers;
import longhand.shape.Conv2dShape;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the calls of {@link Conv2dBenchmark} on {@code opencl} pay beside their work: the launch, and the layer's input
 * and output.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class OpenClTransferBenchmark {
    @Param("96-256-k5@26")
    private String layer;

    @Param("8")
    private int batch;

    private final float[] nothing = new float[1];
    private OpenClTransfers transfers;
    private float[] x;
    private float[] y;

    @Setup
    public void prepare() {
        Conv2dShape shape = Conv2dBenchmark.shape(layer, batch);
        transfers = new OpenClTransfers(0);
        x = new float[shape.inputLength()];
        y = new float[shape.outputLength()];
    }

    @TearDown
    public void close() {
        transfers.close();
    }

    @Benchmark
    public void launch() {
        transfers.move(nothing, nothing);
    }

    /** Launch included; the arrays are the same each time. */
    @Benchmark
    public void launchWithArrays() {
        transfers.move(x, y);
    }

    /** Launch included; new arrays each time, as between the layers of a network. */
    @Benchmark
    public void launchWithNewArrays() {
        transfers.move(new float[x.length], new float[y.length]);
    }
}
