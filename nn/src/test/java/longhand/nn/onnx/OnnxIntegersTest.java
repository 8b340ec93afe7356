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
