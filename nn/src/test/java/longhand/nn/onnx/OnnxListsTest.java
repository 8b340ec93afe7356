package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.io.DType;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxValue;
import longhand.shape.Shape;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Lists and shapes among an operator's inputs that do not fit each other, or the operator, are refused. */
class OnnxListsTest {
    private final OnnxGraph graph = OnnxGraph.named("lists");
    private Tensor x = Tensor.arange(6).reshape(2, 3);

    private Tensor run() {
        graph.inputs().clear();
        graph.outputs().clear();
        graph.inputs().add(new OnnxValue("x", DType.F32, List.of("?")));
        graph.outputs().add(new OnnxValue("y", DType.F32, List.of("?")));
        return new OnnxRunner(new OnnxModel(13, "test", graph)).run(Map.of("x", x)).get("y");
    }

    private void assertRefused(String message) {
        String found = assertThrows(IllegalArgumentException.class, this::run).getMessage();
        String node = graph.nodes().getFirst().op() + " 'y': ";
        assertTrue(found.startsWith("onnx: " + node + message), found);
        assertTrue(found.contains("Rule: ") && found.contains("Fix: "), found);
    }

    private OnnxNode node(String op, String... inputs) {
        OnnxNode node = OnnxNode.of(op, List.of(inputs), "y");
        graph.nodes().clear();
        graph.nodes().add(node);
        return node;
    }

    private void integers(String name, long... values) {
        shaped(name, new int[] {values.length}, values);
    }

    private void shaped(String name, int[] shape, long... values) {
        graph.initializers().put(name, NdArray.of(values, shape));
    }

    private void floats(String name, int... shape) {
        graph.initializers().put(name, NdArray.of(Tensor.ones(shape)));
    }

    @Test
    void listsOfASliceHaveOneLength() {
        integers("none");
        integers("one", 1);
        integers("axes", 0, 1);
        node("Slice", "x", "axes", "one");
        assertRefused("there are 2 starts and 1 ends");
        node("Slice", "x", "one", "axes");
        assertRefused("there are 1 starts and 2 ends");
        node("Slice", "x", "axes", "axes", "one");
        assertRefused("there are 2 starts and 1 axes");
        node("Slice", "x", "axes", "axes", "none");
        assertRefused("there are 2 starts and 0 axes");
        node("Slice", "x", "axes", "axes", "axes", "one");
        assertRefused("there are 2 starts and 1 steps");
        node("Slice", "x", "none", "none");
        assertEquals(x.shape(), run().shape());
    }

    @Test
    void attributesOfASliceHaveOneLength() {
        node("Slice", "x").with("starts", new long[] {0, 1}).with("ends", new long[] {1});
        assertRefused("there are 2 starts and 1 ends");
        node("Slice", "x").with("starts", new long[] {0}).with("ends", new long[] {1}).with("axes", new long[0]);
        assertRefused("there are 1 starts and 0 axes");
    }

    @Test
    void axesOfASliceAreThereAndNamedOnce() {
        integers("from", 0, 0);
        integers("to", 1, 1);
        integers("axes", 1, -1);
        node("Slice", "x", "from", "to", "axes");
        assertRefused("axes [1, -1] name one twice");
        integers("axes", 1, 2);
        assertRefused("there is no axis 2. Rule: axes are -2 to 1");
        integers("axes", -1, 0);
        assertEquals(Shape.of(1, 1), run().shape());
    }

    /** What an operator cannot do without is no empty list. */
    @Test
    void whatMustBeThereIsAskedFor() {
        for (Map.Entry<String, String> missing : Map.of("Slice", "starts", "Unsqueeze", "axes", "TopK", "k", "Pad", "pads",
                "Reshape", "shape", "Cast", "to").entrySet()) {
            node(missing.getKey(), "x");
            assertRefused(missing.getValue() + " is missing");
        }
        node("Slice", "x").with("starts", new long[] {0});
        assertRefused("ends is missing");
        integers("none");
        node("Unsqueeze", "x", "none");
        assertEquals(x.shape(), run().shape());
    }

    @Test
    void aSingleIntegerIsOne() {
        for (String op : List.of("CumSum", "TopK")) {
            node(op, "x", "n");
            integers("n");
            assertRefused("input 1 has shape [0]. Rule: it is a single number");
            integers("n", 1, 1);
            assertRefused("input 1 has shape [2]. Rule: it is a single number");
            shaped("n", new int[] {1, 1}, 1);
            assertRefused("input 1 has shape [1, 1]. Rule: it is a single number");
            integers("n", 1);
            float[] result = run().toArray();
            shaped("n", new int[0], 1);
            assertArrayEquals(result, run().toArray());
        }
    }

    @Test
    void aListHasOneDimension() {
        shaped("matrix", new int[] {2, 1}, 1, 1);
        for (String op : List.of("Reshape", "Expand", "Unsqueeze", "Squeeze", "ReduceSum", "ReduceMax", "Pad")) {
            node(op, "x", "matrix");
            assertRefused("input 1 has shape [2, 1]. Rule: it is a list");
        }
        node("Slice", "x", "matrix", "matrix");
        assertRefused("input 1 has shape [2, 1]. Rule: it is a list");
        graph.initializers().put("half", NdArray.of(new float[] {5.6f}, 1));
        node("Reshape", "x", "half");
        assertRefused("input 1 [1] holds 5.6");
    }

    @Test
    void anAxisBeyondIntIsRefused() {
        for (String op : List.of("ReduceSum", "ReduceMax", "ReduceMean", "Squeeze", "Unsqueeze", "Slice")) {
            node(op, "x").with("axes", new long[] {1L << 40}).with("starts", new long[1]).with("ends", new long[1]);
            assertRefused("axes holds 1099511627776");
        }
    }

    @Test
    void aSingleNumberHasNoAxes() {
        x = Tensor.scalar(3);
        for (String op : List.of("ReduceSum", "ReduceMax", "ReduceMean", "Squeeze", "Slice")) {
            node(op, "x").with("axes", new long[] {0}).with("starts", new long[1]).with("ends", new long[1]);
            assertRefused("there is no axis 0. Rule: a single number has none");
        }
    }

    @Test
    void gemmMultipliesMatrices() {
        floats("b", 3, 2);
        for (Shape other : List.of(Shape.of(3), Shape.of(1, 2, 3))) {
            x = Tensor.ones(other.dims());
            node("Gemm", "x", "b");
            assertRefused("input 0 has shape " + other);
            node("Gemm", "x", "b").with("transA", 1L);
            assertRefused("input 0 has shape " + other);
        }
        x = Tensor.ones(2, 3);
        for (int[] other : new int[][] {{3}, {1, 3, 2}}) {
            floats("b", other);
            node("Gemm", "x", "b");
            assertRefused("input 1 has shape " + Shape.of(other));
        }
    }

    @Test
    void theSummandDoesNotEnlargeTheProduct() {
        floats("b", 3, 2);
        node("Gemm", "x", "b", "c");
        for (int[] fits : new int[][] {{}, {1}, {2}, {1, 2}, {2, 1}, {2, 2}}) {
            floats("c", fits);
            assertEquals(Shape.of(2, 2), run().shape());
        }
        for (int[] larger : new int[][] {{1, 1, 2}, {1, 1, 1}, {3, 2, 2}}) {
            floats("c", larger);
            assertRefused("C has shape " + Shape.of(larger) + ", the product [2, 2]");
        }
        floats("c", 3);
        assertRefused("shapes [2, 2] and [3] do not broadcast");
        x = Tensor.ones(1, 3);
        floats("c", 2, 2);
        assertRefused("C has shape [2, 2], the product [1, 2]");
    }

    @Test
    void boundsAndWhatIsFilledInAreSingleNumbers() {
        integers("pads", 0, 0, 1, 1);
        for (int[] shape : new int[][] {{3}, {0}, {1, 1}, {2, 1, 1}}) {
            floats("n", shape);
            node("Clip", "x", "n");
            assertRefused("input 1 has shape " + Shape.of(shape) + ". Rule: it is a single number");
            node("Clip", "x", "", "n");
            assertRefused("input 2 has shape " + Shape.of(shape) + ". Rule: it is a single number");
            node("Pad", "x", "pads", "n");
            assertRefused("input 2 has shape " + Shape.of(shape) + ". Rule: it is a single number");
        }
        x = Tensor.scalar(0);
        for (int[] shape : new int[][] {{}, {1}}) {
            floats("n", shape);
            node("Clip", "x", "n", "n");
            assertEquals(Shape.of(), run().shape());
            assertEquals(1, run().item());
        }
    }

    @Test
    void theShapeOfUpdatesFollowsFromTheIndices() {
        shaped("places", new int[] {2, 1}, 1, 0);
        floats("new", 3, 2);
        node("ScatterND", "x", "places", "new");
        assertRefused("the updates have shape [3, 2]. Rule: for indices [2, 1] and data [2, 3] they have the shape [2, 3]");
        shaped("places", new int[] {1, 2, 1}, 1, 0);
        floats("new", 2, 3);
        assertRefused("the updates have shape [2, 3]");
        floats("new", 1, 2, 3);
        assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1}, run().toArray());
    }

    @Test
    void dropoutIsToldOnceWhetherItTrains() {
        floats("ratio");
        graph.initializers().put("training", new NdArray(DType.BOOL, MemorySegment.ofArray(new byte[2]), 2));
        graph.nodes().clear();
        graph.nodes().add(new OnnxNode("Dropout", "y", List.of("x", "ratio", "training"), List.of("y"),
                new LinkedHashMap<>()));
        assertRefused("input 2 has shape [2]. Rule: it is a single number");
    }
}
