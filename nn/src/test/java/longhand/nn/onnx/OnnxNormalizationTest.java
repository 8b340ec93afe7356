package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import longhand.io.DType;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxValue;
import longhand.ops.LayerNormalization;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** LayerNormalization over the axis and all after it, with factors and shifts that broadcast. */
class OnnxNormalizationTest {
    private final Tensor x = Tensor.vector(1, -2, 4, 0, 3, 7, 5, 5, 9, -1, 2, 6).reshape(2, 2, 3);

    private Tensor run(long axis, NdArray scale, NdArray... bias) {
        OnnxGraph graph = OnnxGraph.named("normalization");
        graph.inputs().add(new OnnxValue("x", DType.F32, List.of("2", "2", "3")));
        graph.outputs().add(new OnnxValue("y", DType.F32, List.of()));
        graph.initializers().put("w", scale);
        for (NdArray b : bias) {
            graph.initializers().put("b", b);
        }
        List<String> inputs = bias.length == 0 ? List.of("x", "w") : List.of("x", "w", "b");
        graph.nodes().add(OnnxNode.of("LayerNormalization", inputs, "y").with("axis", axis));
        return new OnnxRunner(new OnnxModel(17, "test", graph)).run(Map.of("x", x)).get("y");
    }

    private static Tensor plain(Tensor x) {
        int[] dims = {x.numel() / x.size(0)};
        Tensor rows = x.reshape(x.size(0), dims[0]);
        return LayerNormalization.layerNorm(rows, Tensor.ones(dims), Tensor.zeros(dims), 1e-5);
    }

    private static void assertSame(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.toArray(), actual.toArray(), 1e-6f);
    }

    @Test
    void aScaleOfTheLastSizeIsUsedOverMore() {
        Tensor y = run(1, NdArray.of(new float[] {2, 3, 4}, 3), NdArray.of(new float[] {5, 6, 7}, 3));
        assertSame(plain(x).reshape(2, 2, 3).mul(Tensor.vector(2, 3, 4)).add(Tensor.vector(5, 6, 7)), y);
        assertSame(plain(x).reshape(2, 2, 3).mul(2), run(-2, NdArray.of(new float[] {2}, 1)));
    }

    @Test
    void overEverything() {
        assertSame(plain(x.reshape(1, 12)).mul(2), run(0, NdArray.of(new float[] {2})));
    }

    @Test
    void aScaleForEachRowIsUsedOverTheLast() {
        Tensor w = Tensor.vector(2, 3).reshape(2, 1);
        assertSame(plain(x.reshape(4, 3)).reshape(2, 2, 3).mul(w), run(-1, NdArray.of(w)));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        for (long axis : new long[] {3, -4}) {
            String message = assertThrows(IllegalArgumentException.class, () ->
                    run(axis, NdArray.of(new float[] {2}, 1))).getMessage();
            assertTrue(message.contains("LayerNormalization 'y'") && message.contains("no dimension " + axis), message);
        }
        String message = assertThrows(IllegalArgumentException.class, () ->
                run(2, NdArray.of(new float[3], 1, 1, 1, 3))).getMessage();
        assertTrue(message.contains("LayerNormalization 'y'") && message.contains("do not broadcast"), message);
    }
}
