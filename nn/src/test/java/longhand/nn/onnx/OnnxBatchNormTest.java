package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.io.DType;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxValue;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Files say in several ways that they are in training mode: as an attribute, by their outputs, as an input. */
class OnnxBatchNormTest {
    private static final Tensor X = Tensor.vector(1, -2, 4, 1, 3, 7, 5, 6).reshape(4, 2);
    private static final float[] BY_RUNNING = {0, -4, 3, -1, 2, 5, 4, 4};
    private static final float[] MEANS = {3.25f, 3};
    private static final float[] VARIANCES = {2.1875f, 13.5f};

    private static Map<String, Tensor> run(long opset, Map<String, Object> attributes, String... outputs) {
        OnnxGraph graph = OnnxGraph.named("norm");
        graph.inputs().add(new OnnxValue("x", DType.F32, List.of("4", "2")));
        graph.initializers().put("scale", NdArray.of(new float[] {1, 1}, 2));
        graph.initializers().put("shift", NdArray.of(new float[2], 2));
        graph.initializers().put("mean", NdArray.of(new float[] {1, 2}, 2));
        graph.initializers().put("var", NdArray.of(new float[] {1, 1}, 2));
        graph.nodes().add(new OnnxNode("BatchNormalization", "norm", List.of("x", "scale", "shift", "mean", "var"),
                List.of(outputs), new LinkedHashMap<>(attributes)));
        graph.nodes().getFirst().with("epsilon", 0f);
        Arrays.stream(outputs).filter(name -> !name.isEmpty())
                .forEach(name -> graph.outputs().add(new OnnxValue(name, DType.F32, List.of())));
        return new OnnxRunner(new OnnxModel(opset, "test", graph)).run(Map.of("x", X));
    }

    private static float[] byBatch() {
        float[] y = X.toArray();
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) ((y[i] - MEANS[i % 2]) / Math.sqrt(VARIANCES[i % 2]));
        }
        return y;
    }

    private static float[] mixed(float momentum, float[] batch, float... old) {
        return new float[] {momentum * old[0] + (1 - momentum) * batch[0],
            momentum * old[1] + (1 - momentum) * batch[1]};
    }

    private static void assertTraining(Map<String, Tensor> values) {
        assertArrayEquals(byBatch(), values.get("y").toArray(), 1e-6f);
        assertArrayEquals(mixed(0.9f, MEANS, 1, 2), values.get("mean_out").toArray(), 1e-6f);
        assertArrayEquals(mixed(0.9f, VARIANCES, 1, 1), values.get("var_out").toArray(), 1e-6f);
    }

    /** So PyTorch writes batch normalisation in training mode. */
    @Test
    void beforeOpset14FurtherOutputsSayTraining() {
        for (long opset : new long[] {6, 7, 9, 13}) {
            Map<String, Tensor> values = run(opset, Map.of(), "y", "mean_out", "var_out", "saved_mean", "saved_var");
            assertTraining(values);
            assertArrayEquals(MEANS, values.get("saved_mean").toArray(), 1e-6f);
            assertArrayEquals(VARIANCES, values.get("saved_var").toArray(), 1e-5f);
            assertArrayEquals(byBatch(), run(opset, Map.of(), "y", "", "", "saved_mean").get("y").toArray(), 1e-6f);
        }
    }

    @Test
    void fromOpset14OnAnAttributeSaysSo() {
        assertTraining(run(14, Map.of("training_mode", 1L), "y", "mean_out", "var_out"));
        assertArrayEquals(byBatch(), run(15, Map.of("training_mode", 1L), "y").get("y").toArray(), 1e-6f);
        assertArrayEquals(BY_RUNNING, run(15, Map.of(), "y").get("y").toArray(), 1e-6f);
    }

    @Test
    void withoutThemItIsEvaluation() {
        for (long opset : new long[] {6, 7, 9, 13}) {
            assertArrayEquals(BY_RUNNING, run(opset, Map.of(), "y").get("y").toArray(), 1e-6f);
            assertArrayEquals(BY_RUNNING, run(opset, Map.of(), "y", "", "").get("y").toArray(), 1e-6f);
        }
        assertArrayEquals(BY_RUNNING, run(6, Map.of("is_test", 1L), "y").get("y").toArray(), 1e-6f);
    }

    private static float[] dropout(long opset, Map<String, Object> attributes) {
        OnnxGraph graph = OnnxGraph.named("dropout");
        graph.inputs().add(new OnnxValue("x", DType.F32, List.of("4", "2")));
        graph.outputs().add(new OnnxValue("y", DType.F32, List.of()));
        graph.nodes().add(new OnnxNode("Dropout", "", List.of("x"), List.of("y"), new LinkedHashMap<>(attributes)));
        return new OnnxRunner(new OnnxModel(opset, "test", graph)).run(Map.of("x", X)).get("y").toArray();
    }

    /** Before opset 7 dropout was on, unless an attribute said that this is a test. */
    @Test
    void dropoutThatIsOnIsRefused() {
        for (long opset : new long[] {1, 6}) {
            String message = assertThrows(IllegalArgumentException.class, () -> dropout(opset, Map.of())).getMessage();
            assertTrue(message.contains("Dropout 'y': it is in training mode"), message);
            assertArrayEquals(X.toArray(), dropout(opset, Map.of("is_test", 1L)));
        }
        assertArrayEquals(X.toArray(), dropout(7, Map.of()));
    }
}
