package longhand.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import longhand.autograd.NoGrad;
import longhand.nn.BatchNorm;
import longhand.nn.Layer;
import longhand.nn.onnx.OnnxExport;
import longhand.nn.onnx.OnnxLayer;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every model, exported, gives the same logits in ONNX Runtime, and again here when we read our own file. */
class OnnxRuntimeTest {
    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"softmax, 28", "mlp, 28", "lenet, 28", "alexnet, 224", "vgg11, 224", "vgg-small, 224", "nin, 96",
            "nin, 224",
        "nin-padded, 224", "googlenet, 96", "resnet18, 96"})
    void exportedModelsGiveTheSameLogits(String name, int side) throws OrtException {
        Generator.manualSeed(3);
        Layer net = Models.get(name).create(1, 10);
        shakeStatistics(net);
        net.train();
        Path file = folder.resolve(name + ".onnx");
        OnnxExport.of(name, net, 1, side, side).write(file);
        assertTrue(net.isTraining(), "the export leaves the mode alone");

        Tensor x = Tensor.randn(2, 1, side, side); // a batch of 2 through a graph traced with 1
        net.eval();
        float[] expected = logits(net, x);
        assertClose(name + " in ONNX Runtime", expected, inOnnxRuntime(file, x));

        OnnxLayer ours = OnnxLayer.read(file);
        assertClose(name + " read again", expected, logits(ours, x));
        assertTrue(net.stateDict().keySet().containsAll(ours.stateDict().keySet()), "the names of the state dict stay");
        assertEquals(net.parameterCount(), ours.parameterCount());
        assertFalse(ours.parameters().isEmpty());
    }

    /** Running means of 0 and variances of 1 would hide a mistake. */
    static void shakeStatistics(Layer net) {
        for (Layer layer : net.namedLayers().values()) {
            if (layer instanceof BatchNorm norm) {
                Generator.defaultGenerator().uniform(norm.runningMean().data(), norm.runningMean().numel(), -0.2, 0.2);
                Generator.defaultGenerator().uniform(norm.runningVar().data(), norm.runningVar().numel(), 0.5, 1.5);
            }
        }
    }

    private static float[] logits(Layer net, Tensor x) {
        try (NoGrad _ = NoGrad.enter()) {
            Tensor y = net.forward(x);
            assertEquals(10, y.size(1));
            return y.toArray();
        }
    }

    static float[] inOnnxRuntime(Path file, Tensor x) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] dims = Arrays.stream(x.shape().dims()).asLongStream().toArray();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x.toArray()), dims);
                OrtSession.Result result = session.run(Map.of("input", input))) {
            FloatBuffer values = ((OnnxTensor) result.get("output").orElseThrow()).getFloatBuffer();
            float[] array = new float[values.remaining()];
            values.get(array);
            return array;
        }
    }

    /** Relative to the largest logit, since deep networks with fresh weights give small ones. */
    static void assertClose(String what, float[] expected, float[] actual) {
        assertEquals(expected.length, actual.length, what);
        double largest = 0;
        for (float e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE * largest, what + ", logit " + i);
        }
    }
}
