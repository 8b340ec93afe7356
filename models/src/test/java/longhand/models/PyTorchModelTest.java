package longhand.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import longhand.io.NdArray;
import longhand.io.Npz;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Flatten;
import longhand.nn.Initial;
import longhand.nn.Layer;
import longhand.nn.MaxPool2d;
import longhand.nn.Sequential;
import longhand.nn.optim.Adam;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * The same seed, images and optimiser as a run of PyTorch 1.13: parameters, logits, the losses of four steps and the
 * gradients of the last one agree. (The script that made the files stored the gradients of the first step, and then let
 * PyTorch overwrite them in place.)
 */
class PyTorchModelTest {
    private static final long SEED = 7;

    @Test
    void leNet() throws URISyntaxException {
        Generator.manualSeed(SEED);
        agrees("lenet.npz", new LeNet(1, 10));
    }

    /** The notes' NiN with narrower layers, as the script that made the file has it. */
    @Test
    void smallNiN() throws URISyntaxException {
        Generator.manualSeed(SEED);
        Sequential net = new Sequential(NiN.block(1, 12, 11, 4, 0), new MaxPool2d(3, 2), NiN.block(12, 16, 5, 1, 2),
                new MaxPool2d(3, 2), NiN.block(16, 24, 3, 1, 1), new MaxPool2d(3, 2), NiN.block(24, 10, 3, 1, 1),
                new AdaptiveAvgPool2d(1, 1), new Flatten());
        net.apply(Initial.xavierUniform());
        agrees("small_nin.npz", net);
    }

    private static void agrees(String file, Layer net) throws URISyntaxException {
        Map<String, NdArray> arrays = Npz.read(Path.of(PyTorchModelTest.class.getResource(file).toURI()));
        Map<String, float[]> parameters = named(arrays, 'p');
        assertEquals(parameters.keySet(), net.namedParameters().keySet());
        parameters.forEach((name, expected) -> assertArrayEquals(expected, net.namedParameters().get(name).data(),
                1e-7f, name));

        Tensor x = Tensor.of(arrays.get("x").toFloats(), arrays.get("x").shape());
        int[] labels = arrays.get("target").toInts();
        CrossEntropyLoss criterion = new CrossEntropyLoss();
        Tensor logits = net.forward(x);
        assertArrayEquals(arrays.get("y").toFloats(), logits.toArray(), 1e-5f);
        assertEquals(arrays.get("loss").toFloats()[0], criterion.forward(logits, labels).item(), 1e-6);

        Adam optimizer = new Adam(net.parameters(), 0.001);
        for (float expected : arrays.get("losses").toFloats()) {
            optimizer.zeroGrad();
            Tensor loss = criterion.forward(net.forward(x), labels);
            loss.backward();
            optimizer.step();
            assertEquals(expected, loss.item(), 1e-5 * expected);
        }
        named(arrays, 'g').forEach((name, expected) ->
                assertArrayEquals(expected, net.namedParameters().get(name).grad().toArray(), 1e-5f, name));
    }

    /** The arrays called {@code p00.conv.0.weight} and so on, without the number in front. */
    private static Map<String, float[]> named(Map<String, NdArray> arrays, char kind) {
        Map<String, float[]> found = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.matches(kind + "\\d\\d\\..*")) {
                found.put(name.substring(4), array.toFloats());
            }
        });
        return found;
    }
}
