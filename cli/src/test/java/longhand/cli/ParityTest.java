package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Dataset;
import longhand.data.LoaderOptions;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.models.LeNet;
import longhand.models.NiN;
import longhand.nn.Dropout;
import longhand.nn.Initial;
import longhand.nn.Layer;
import longhand.nn.optim.Adam;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.SGD;
import longhand.ops.Losses;
import longhand.random.Generator;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * From the same seed, the losses of training are those of PyTorch, step by step: initial weights, order of the images,
 * gradients and optimiser all agree. PyTorch's losses come from {@code benchmarks/peers/losses.py}.
 */
class ParityTest {
    private static final Path FULL_DATA = Path.of("/usr/share/datasets/fashion-mnist");

    @Test
    void lenetsFirstEpochHasPyTorchsLosses() throws IOException {
        Generator.manualSeed(0);
        Layer net = new LeNet(1, 10);
        assertLosses(net, new Adam(net.parameters(), 0.001), 28, 256, pytorch("losses-lenet.json"));
    }

    @Test
    void twentyStepsOfNinAtFullSizeHavePyTorchsLosses() throws IOException {
        Generator.manualSeed(0);
        Layer net = new NiN(1, 10);
        net.apply(Initial.xavierUniform());
        net.apply(layer -> {
            if (layer instanceof Dropout dropout) {
                dropout.eval();
            }
        });
        assertLosses(net, new SGD(net.parameters(), 0.03), 224, 16, pytorch("losses-nin.json"));
    }

    /** Within 1e-5 of PyTorch's loss in the first 20 steps, within 1e-3 in all, relative. */
    private static void assertLosses(Layer net, Optimizer optimizer, int size, int batchSize, double[] expected) {
        DatasetOptions options = DatasetOptions.defaults().withFolder(fullData());
        Dataset data = DatasetRegistry.load("fashion-mnist", size == 28 ? options : options.withResize(size)).train();
        int step = 0;
        try (DataLoader loader = new DataLoader(data, LoaderOptions.batches(batchSize).shuffled())) {
            for (Batch batch : loader.epoch()) {
                double loss = step(net, optimizer, batch);
                double tolerance = step < 20 ? 1e-5 : 1e-3;
                assertEquals(expected[step], loss, tolerance * expected[step], "step " + step);
                if (++step == expected.length) {
                    return;
                }
            }
        }
        fail("only " + step + " batches");
    }

    private static double step(Layer net, Optimizer optimizer, Batch batch) {
        try (Memory.Scope _ = Memory.scope()) {
            Tensor loss = Losses.crossEntropy(net.forward(batch.images()), batch.labels());
            optimizer.zeroGrad();
            loss.backward();
            optimizer.step();
            return loss.item();
        } finally {
            optimizer.zeroGrad();
            batch.release();
        }
    }

    private static double[] pytorch(String resource) throws IOException {
        return new ObjectMapper().readValue(ParityTest.class.getResourceAsStream(resource), double[].class);
    }

    private static Path fullData() {
        if (!Files.isDirectory(FULL_DATA)) {
            String missing = "the whole of Fashion-MNIST is not here: apt-get install dataset-fashion-mnist";
            if ("1".equals(System.getenv("LONGHAND_CI"))) {
                fail(missing);
            }
            abort(missing);
        }
        return FULL_DATA;
    }
}
