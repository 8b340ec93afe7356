package longhand.benchmarks;

import java.util.concurrent.TimeUnit;
import longhand.models.LeNet;
import longhand.models.NiN;
import longhand.nn.Layer;
import longhand.nn.optim.Adam;
import longhand.nn.optim.Optimizer;
import longhand.ops.Losses;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
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

/** A whole training step: forward, backward, Adam. LeNet with 256 images, NiN at 224×224 with 16. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(2)
public class TrainingStepBenchmark {
    @Param({"lenet", "nin"})
    private String model;

    private Layer net;
    private Optimizer optimizer;
    private Tensor images;
    private int[] labels;

    @Setup
    public void prepare() {
        boolean small = model.equals("lenet");
        net = small ? new LeNet(1, 10) : new NiN(1, 10);
        optimizer = new Adam(net.parameters(), 0.001);
        int batch = small ? 256 : 16;
        int side = small ? 28 : 224;
        images = Tensor.rand(batch, 1, side, side);
        labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = i % 10;
        }
    }

    @Benchmark
    public float step() {
        try (Memory.Scope _ = Memory.scope()) {
            Tensor loss = Losses.crossEntropy(net.forward(images), labels);
            loss.backward();
            optimizer.step();
            return loss.item();
        } finally {
            optimizer.zeroGrad();
        }
    }
}
