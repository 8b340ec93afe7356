package longhand.benchmarks.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.models.LeNet;
import longhand.models.NiN;
import longhand.nn.Layer;
import longhand.nn.optim.Adam;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.SGD;
import longhand.ops.Losses;
import longhand.random.Generator;
import longhand.shape.MatmulShape;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/** Ours. */
final class LonghandPeer implements Peer {
    private final Backend cpu;

    LonghandPeer(int threads) {
        Backends.threads(threads);
        cpu = Backends.use("cpu");
    }

    @Override
    public String name() {
        return "Longhand";
    }

    @Override
    public Runnable nin(int batch) {
        Layer net = new NiN(1, CLASSES);
        net.train();
        Optimizer optimizer = new SGD(net.parameters(), 0.03);
        Tensor images = Tensor.rand(batch, 1, 224, 224);
        int[] labels = new Random(1).ints(batch, 0, CLASSES).toArray();
        return () -> step(net, optimizer, images, labels);
    }

    @Override
    public Runnable lenet(int images) {
        Layer net = new LeNet(1, CLASSES);
        Optimizer optimizer = new Adam(net.parameters(), 0.001);
        List<Tensor> batches = new ArrayList<>();
        for (int from = 0; from < images; from += LENET_BATCH) {
            batches.add(Tensor.rand(Math.min(LENET_BATCH, images - from), 1, 28, 28));
        }
        int[] labels = new Random(1).ints(LENET_BATCH, 0, CLASSES).toArray();
        return () -> batches.forEach(batch -> step(net, optimizer, batch, Arrays.copyOf(labels, batch.shape().dim(0))));
    }

    @Override
    public Runnable gemm(int n) {
        float[] a = new Generator(1).rand(n * n);
        float[] b = new Generator(2).rand(n * n);
        float[] c = new float[n * n];
        return () -> cpu.matmul(a, b, c, MatmulShape.single(n, n, n, false, false));
    }

    private static void step(Layer net, Optimizer optimizer, Tensor images, int[] labels) {
        try (Memory.Scope _ = Memory.scope()) {
            optimizer.zeroGrad();
            Losses.crossEntropy(net.forward(images), labels).backward();
            optimizer.step();
        }
    }
}
