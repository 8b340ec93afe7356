package longhand.models.torchvision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import longhand.autograd.NoGrad;
import longhand.io.NdArray;
import longhand.io.Npz;
import longhand.io.state.StateFiles;
import longhand.models.Models;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Dropout;
import longhand.nn.HeadStart;
import longhand.nn.Layer;
import longhand.nn.Parameter;
import longhand.nn.optim.SGD;
import longhand.shape.Shape;
import longhand.tensor.Tensor;
import longhand.testing.PyTorch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** torchvision's own networks with random weights: their files are read, and logits and a step of training agree. */
class TorchvisionModelsTest {
    private static final int CLASSES = 5;
    private static final int HIDDEN = 64;
    private static final Map<String, Supplier<Layer>> NETWORKS = Map.of(
            "alexnet", () -> new TorchvisionAlexNet(3, CLASSES, HIDDEN),
            "vgg11", () -> new TorchvisionVgg11(3, CLASSES, false, HIDDEN),
            "vgg11-bn", () -> new TorchvisionVgg11(3, CLASSES, true, HIDDEN),
            "googlenet", () -> new TorchvisionGoogLeNet(3, CLASSES),
            "resnet18", () -> TorchvisionResNet.resNet18(3, CLASSES),
            "resnet34", () -> TorchvisionResNet.resNet34(3, CLASSES),
            "squeezenet", () -> new SqueezeNet(3, CLASSES));

    @TempDir
    private static Path folder;

    @BeforeAll
    static void compute() throws URISyntaxException {
        PyTorch.require();
        PyTorch.run(Path.of(TorchvisionModelsTest.class.getResource("torchvision_steps.py").toURI()), folder);
    }

    private static Map<String, Tensor> saved(String name) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        StateFiles.read(folder.resolve(name + ".pth")).forEach((key, array) ->
                tensors.put(key, Tensor.of(array.toFloats(), Shape.of(array.shape()))));
        return tensors;
    }

    private static Tensor evaluate(Layer net, Tensor x) {
        try (NoGrad _ = NoGrad.enter()) {
            net.eval();
            return net.forward(x);
        }
    }

    /** @param noise how far PyTorch's own numbers are from exact ones: 34 layers in training multiply rounding */
    private static void assertClose(float[] expected, Tensor actual, double noise, String what) {
        float[] values = actual.toArray();
        assertEquals(expected.length, values.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], values[i], 2e-4 * Math.max(1, Math.abs(expected[i])) + 3 * noise,
                    what + " " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alexnet", "vgg11", "vgg11-bn", "googlenet", "resnet18", "resnet34", "squeezenet"})
    void logitsAndAStepAgree(String name) {
        Layer net = NETWORKS.get(name).get();
        assertEquals(Set.of(), HeadStart.load(net, CLASSES, saved(name)), "nothing keeps its own numbers");
        Map<String, NdArray> expected = Npz.read(folder.resolve(name + ".npz"));
        Tensor x = Tensor.of(expected.get("x").toFloats(), expected.get("x").shape());
        assertClose(expected.get("logits").toFloats(), evaluate(net, x), 0, name + " logits");

        Set<String> head = HeadStart.head(net, CLASSES);
        SGD optimizer = new SGD(head.stream().map(net.namedParameters()::get).toList(), 0.01);
        optimizer.addGroup(net.namedParameters().entrySet().stream().filter(p -> !head.contains(p.getKey()))
                .map(Map.Entry::getValue).toList(), 0.1, 0);
        net.train();
        net.apply(layer -> {
            if (layer instanceof Dropout) {
                layer.eval();
            }
        });
        Tensor loss = new CrossEntropyLoss().forward(net.forward(x), expected.get("labels").toInts());
        assertEquals(expected.get("loss").toFloats()[0], loss.item(), 2e-4);
        loss.backward();
        optimizer.step();
        assertEquals(0.01, optimizer.lr());
        assertClose(expected.get("after").toFloats(), evaluate(net, x), expected.get("noise").toFloats()[0],
                name + " logits after a step");
    }

    @ParameterizedTest
    @CsvSource({"alexnet, classifier.6", "vgg11, classifier.6", "googlenet, fc", "resnet18, fc",
            "squeezenet, classifier.1"})
    void theHeadIsReplacedForOtherClasses(String name, String head) {
        Layer net = name.equals("alexnet") ? new TorchvisionAlexNet(3, 7, HIDDEN)
                : name.equals("vgg11") ? new TorchvisionVgg11(3, 7, false, HIDDEN)
                : Models.get(name + "-torchvision").create(3, 7);
        float[] own = net.stateDict().get(head + ".weight").toArray();
        Map<String, Tensor> saved = saved(name);

        assertEquals(Set.of(head + ".weight", head + ".bias"), HeadStart.load(net, 7, saved));
        assertArrayEquals(own, net.stateDict().get(head + ".weight").toArray());
        net.stateDict().forEach((key, tensor) -> {
            if (!key.startsWith(head)) {
                assertArrayEquals(saved.get(key).toArray(), tensor.toArray(), key);
            }
        });
    }

    /** Parameter counts that torchvision publishes for 1000 classes. */
    @ParameterizedTest
    @CsvSource({"resnet18, 11689512", "resnet34, 21797672", "squeezenet, 1235496", "googlenet, 6624904",
            "alexnet, 61100840"})
    void haveAsManyParametersAsPublished(String name, long count) {
        assertEquals(count, Models.get(name + "-torchvision").create(3, 1000).parameterCount());
    }

    @Test
    void grayImagesWorkToo() {
        for (String name : Set.of("googlenet", "resnet18", "squeezenet")) {
            Layer net = Models.get(name + "-torchvision").create(1, 3);
            assertEquals(3, evaluate(net, Tensor.rand(1, 1, 64, 64)).size(1));
            assertTrue(net.parameters().stream().allMatch(Parameter::isInitialized));
        }
    }
}
