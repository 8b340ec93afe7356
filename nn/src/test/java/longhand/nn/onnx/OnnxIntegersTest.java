package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Integers in a graph stay integers, wherever they come from, or are refused. */
class OnnxIntegersTest {
    private final OnnxGraph graph = OnnxGraph.named("integers");

    private float[] run(Map<String, Tensor> inputs) {
        graph.outputs().add(new OnnxValue("y", DType.I64, List.of("?")));
        return new OnnxRunner(new OnnxModel(17, "test", graph)).run(inputs).get("y").toArray();
    }

    private String refused(Map<String, Tensor> inputs) {
        return assertThrows(IllegalArgumentException.class, () -> run(inputs)).getMessage();
    }

    private void integers(String name, long... values) {
        graph.initializers().put(name, NdArray.of(values, values.length));
    }

    private void node(String op, String output, String... inputs) {
        graph.nodes().add(OnnxNode.of(op, List.of(inputs), output));
    }

    @Test
    void quotientsAreRoundedTowardsZero() {
        integers("a", 7, -7, 7, -7, 6, 0, 16_777_215);
        integers("b", 2, 2, -2, -2, 3, 5, 16_777_214);
        node("Div", "y", "a", "b");
        assertArrayEquals(new float[] {3, -3, -3, 3, 2, 0, 1}, run(Map.of()));
    }

    @Test
    void theTypeFollowsTheValues() {
        graph.inputs().add(new OnnxValue("a", DType.I32, List.of("?")));
        graph.nodes().add(OnnxNode.of("Constant", List.of(), "two").with("value_ints", new long[] {2}));
        node("Identity", "same", "a");
        node("Add", "sum", "same", "two");
        node("Div", "y", "sum", "two");
        assertArrayEquals(new float[] {3, 4}, run(Map.of("a", Tensor.vector(5, 6))));
    }

    @Test
    void quotientsOfFloatsKeepTheirFractions() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("?")));
        graph.nodes().add(OnnxNode.of("Constant", List.of(), "two").with("value_float", 2f));
        node("Div", "y", "a", "two");
        assertArrayEquals(new float[] {2.5f, 3}, run(Map.of("a", Tensor.vector(5, 6))));
    }

    /** An output without a name is given to nobody, also not to an input that is left out. */
    @Test
    void whatHasNoNameIsNotPassedOn() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("?")));
        graph.initializers().put("six", NdArray.of(new float[] {6}));
        graph.nodes().add(new OnnxNode("Dropout", "dropout", List.of("a"), List.of("h", ""), new LinkedHashMap<>()));
        node("Clip", "y", "h", "", "six");
        assertArrayEquals(new float[] {-2, 0, 6}, run(Map.of("a", Tensor.vector(-2, 0, 8))));
    }

    /** Positions are integers, wherever an operator gives them, and stay so. */
    @Test
    void positionsAreIntegers() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("3", "2")));
        integers("two", 2);
        integers("one", 1);
        graph.nodes().add(OnnxNode.of("ArgMax", List.of("a"), "largest").with("axis", 0L).with("keepdims", 0L));
        graph.nodes().add(new OnnxNode("TopK", "top", List.of("a", "one"), List.of("value", "place"),
                new LinkedHashMap<>(Map.of("axis", 0L))));
        node("Squeeze", "row", "place");
        node("Add", "sum", "largest", "row");
        node("Add", "odd", "sum", "one");
        node("Div", "y", "odd", "two");
        assertArrayEquals(new float[] {2, 0}, run(Map.of("a", Tensor.vector(1, 9, 2, 8, 3, 7).reshape(3, 2))));
    }

    /** Their dimensions replace the one that they choose from. */
    @Test
    void positionsHaveAnyShape() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("2", "3")));
        graph.initializers().put("places", NdArray.of(new long[] {2, -3, 1, 1}, 2, 2));
        graph.nodes().add(OnnxNode.of("Gather", List.of("a", "places"), "parts").with("axis", 1L));
        graph.nodes().add(OnnxNode.of("Transpose", List.of("parts"), "y").with("perm", new long[] {2, 0, 1}));
        assertArrayEquals(new float[] {3, 2, 6, 5, 1, 2, 4, 5},
                run(Map.of("a", Tensor.vector(1, 2, 3, 4, 5, 6).reshape(2, 3))));
    }

    @Test
    void valuesOfTheLargestKeepTheirFractions() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("3")));
        integers("one", 1);
        graph.initializers().put("two", NdArray.of(new float[] {2}));
        graph.nodes().add(new OnnxNode("TopK", "top", List.of("a", "one"), List.of("value", "place"),
                new LinkedHashMap<>()));
        node("Div", "y", "value", "two");
        assertArrayEquals(new float[] {3.5f}, run(Map.of("a", Tensor.vector(1, 7, 3))));
    }

    /** The condition is truth; what is chosen has a type. */
    @Test
    void theTypeOfAChoiceIsThatOfWhatIsChosen() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("2")));
        graph.initializers().put("zero", NdArray.of(new float[] {0}));
        integers("b", 7);
        integers("c", -5);
        integers("two", 2);
        node("Greater", "holds", "a", "zero");
        node("Where", "chosen", "holds", "b", "c");
        node("Div", "y", "chosen", "two");
        assertArrayEquals(new float[] {3, -2}, run(Map.of("a", Tensor.vector(1, -1))));
    }

    @Test
    void aChoiceOfFloatsByIntegersKeepsFractions() {
        integers("seven", 7, 8);
        integers("eight", 8);
        graph.initializers().put("b", NdArray.of(new float[] {7}));
        graph.initializers().put("two", NdArray.of(new float[] {2}));
        node("Less", "holds", "seven", "eight");
        node("Where", "chosen", "holds", "b", "two");
        node("Div", "y", "chosen", "two");
        assertArrayEquals(new float[] {3.5f, 1}, run(Map.of()));
    }

    @Test
    void meansAreRoundedTowardsZero() {
        graph.initializers().put("a", NdArray.of(new long[] {1, 2, 3, 5, -1, -2, -3, -5, -1, 0, 0, 0}, 3, 4));
        graph.nodes().add(OnnxNode.of("ReduceMean", List.of("a"), "y").with("axes", new long[] {1}));
        assertArrayEquals(new float[] {2, -2, 0}, run(Map.of()));
    }

    @Test
    void powersAreRoundedTowardsZero() {
        integers("a", 2, 5, 2, -3, 7);
        graph.initializers().put("b", NdArray.of(new float[] {0.5f, 3, -1, 3, 8}, 5));
        node("Pow", "y", "a", "b");
        assertArrayEquals(new float[] {1, 125, 0, -27, 5_764_801}, run(Map.of()));
    }

    /** -0 would become −∞ as the reciprocal of a float. */
    @Test
    void zeroHasNoSign() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("2")));
        graph.nodes().add(OnnxNode.of("Cast", List.of("a"), "i").with("to", GraphWriter.INT64));
        graph.nodes().add(OnnxNode.of("Cast", List.of("i"), "f").with("to", GraphWriter.FLOAT));
        node("Reciprocal", "y", "f");
        assertArrayEquals(new float[] {Float.POSITIVE_INFINITY, -1}, run(Map.of("a", Tensor.vector(-0.5f, -1.5f))));
    }

    /** So PyTorch writes x[:, 1:], flip and roll. */
    @Test
    void boundsOfSlicesMayMeanToTheEnd() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("1", "4")));
        integers("one", 1);
        integers("last", -1);
        graph.nodes().add(OnnxNode.of("Constant", List.of(), "far").with("value_int", Long.MAX_VALUE));
        integers("zero", 0);
        node("Unsqueeze", "end", "far", "zero");
        integers("before", -Long.MAX_VALUE);
        node("Slice", "from1", "a", "one", "end", "one");
        node("Slice", "back", "from1", "last", "before", "one", "last");
        graph.nodes().add(OnnxNode.of("Concat", List.of("from1", "back"), "y").with("axis", 1L));
        assertArrayEquals(new float[] {6, 7, 8, 8, 7, 6}, run(Map.of("a", Tensor.vector(5, 6, 7, 8).reshape(1, 4))));
    }

    /** A part that ends at a place or where the dimension does. */
    @Test
    void boundsMayBeChosenAmongLargeOnes() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("?")));
        integers("one", 1);
        integers("three", 3);
        integers("far", Long.MAX_VALUE);
        node("Min", "end", "far", "three");
        node("Less", "holds", "three", "one");
        node("Where", "other", "holds", "one", "far");
        node("Slice", "part", "a", "one", "end");
        node("Slice", "y", "part", "one", "other");
        assertArrayEquals(new float[] {7}, run(Map.of("a", Tensor.vector(5, 6, 7, 8))));
    }

    @Test
    void otherUsesOfALargeBoundAreRefused() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("4")));
        integers("one", 1);
        integers("far", Long.MAX_VALUE);
        node("Slice", "part", "a", "one", "far");
        node("Sub", "less", "far", "one");
        node("Slice", "y", "part", "one", "less");
        assertTrue(refused(Map.of("a", Tensor.vector(5, 6, 7, 8))).contains("the value 'far' holds the integer"));
    }

    @Test
    void aBoundThatIsAResultIsRefused() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("4")));
        integers("one", 1);
        integers("far", Long.MAX_VALUE);
        node("Slice", "part", "a", "one", "far");
        node("Identity", "y", "far");
        assertTrue(refused(Map.of("a", Tensor.vector(5, 6, 7, 8))).contains("the value 'far' holds the integer"));
    }

    /** In so large a dimension a rounded bound would be another place. */
    @Test
    void boundsInsideAVeryLargeDimensionAreRefused() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("?")));
        integers("start", 16_777_217);
        integers("end", Long.MAX_VALUE);
        node("Slice", "y", "a", "start", "end");
        assertTrue(refused(Map.of("a", Tensor.zeros(16_777_220))).contains("Slice 'y' holds the integer 16777216"));
        graph.outputs().clear();
        assertArrayEquals(new float[0], run(Map.of("a", Tensor.vector(5, 6))));
    }

    /** The start is brought into the dimension, the end to before it. */
    @Test
    void backwardsFromBeforeTheFirst() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("?")));
        integers("start", -100);
        integers("end", -200);
        integers("axis", 0);
        integers("step", -1);
        node("Slice", "y", "a", "start", "end", "axis", "step");
        assertArrayEquals(new float[] {5}, run(Map.of("a", Tensor.vector(5, 6, 7, 8))));
        graph.outputs().clear();
        assertArrayEquals(new float[0], run(Map.of("a", Tensor.zeros(0))));
    }

    @Test
    void aStepOfZeroIsRefused() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("?")));
        integers("zero", 0);
        integers("end", 3);
        node("Slice", "y", "a", "zero", "end", "zero", "zero");
        assertTrue(refused(Map.of("a", Tensor.vector(5, 6, 7, 8))).contains("Slice 'y': a step is 0"));
    }

    @Test
    void integersThatFloatCannotHoldAreRefused() {
        integers("a", 16_777_217);
        node("Identity", "y", "a");
        assertTrue(refused(Map.of()).contains("the value 'a' holds the integer 16777216"));
    }

    @Test
    void resultsThatFloatCannotHoldAreRefused() {
        integers("a", 5_000);
        node("Mul", "y", "a", "a");
        assertTrue(refused(Map.of()).contains("Mul 'y' holds the integer 25000000"));
    }

    @Test
    void divisionByZeroIsRefused() {
        integers("a", 1);
        integers("b", 0);
        node("Div", "y", "a", "b");
        assertTrue(refused(Map.of()).contains("Div 'y': an integer is divided by 0"));
    }

    @Test
    void otherIntegerArithmeticIsRefusedByName() {
        integers("a", 7);
        node("Mod", "m", "a", "a");
        node("BitShift", "s", "a", "m");
        node("BitwiseAnd", "y", "s", "a");
        assertTrue(refused(Map.of()).contains("not supported: BitShift, BitwiseAnd, Mod"));
    }
}
