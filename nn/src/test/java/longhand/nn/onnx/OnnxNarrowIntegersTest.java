package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Integers that would wrap around, and outputs that are not computed: refused, and never another number or null. */
class OnnxNarrowIntegersTest {
    private final OnnxGraph graph = OnnxGraph.named("narrow");

    private float[] run(Map<String, Tensor> inputs) {
        graph.outputs().add(new OnnxValue("y", DType.I8, List.of("?")));
        return new OnnxRunner(new OnnxModel(17, "test", graph)).run(inputs).get("y").toArray();
    }

    private void assertRefused(String message, Map<String, Tensor> inputs) {
        String found = assertThrows(IllegalArgumentException.class, () -> run(inputs)).getMessage();
        assertTrue(found.startsWith("onnx: " + message) && found.contains("Fix: "), found);
    }

    private void bytes(String name, DType type, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        graph.initializers().put(name, new NdArray(type, MemorySegment.ofArray(bytes), values.length));
    }

    private void node(String op, String output, String... inputs) {
        graph.nodes().add(OnnxNode.of(op, List.of(inputs), output));
    }

    @Test
    void whatFitsIsComputed() {
        bytes("a", DType.U8, 200, 7);
        bytes("b", DType.U8, 55, 2);
        node("Add", "sum", "a", "b");
        node("Div", "y", "sum", "b");
        assertArrayEquals(new float[] {4, 4}, run(Map.of()));
    }

    @Test
    void sumsAboveTheLargestAreRefused() {
        bytes("a", DType.U8, 200);
        node("Add", "y", "a", "a");
        assertRefused("Add 'y' holds the integer 400, which uint8 does not. Rule: integers are from 0 to 255", Map.of());
    }

    @Test
    void differencesBelowTheSmallestAreRefused() {
        bytes("a", DType.U8, 1);
        bytes("b", DType.U8, 2);
        node("Sub", "y", "a", "b");
        assertRefused("Sub 'y' holds the integer -1, which uint8 does not", Map.of());
    }

    @Test
    void theSmallestHasNoNegative() {
        bytes("a", DType.I8, -128);
        node("Neg", "y", "a");
        assertRefused("Neg 'y' holds the integer 128, which int8 does not", Map.of());
    }

    @Test
    void castsToANarrowerTypeAreRefusedWhereTheyWrap() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("?")));
        graph.nodes().add(OnnxNode.of("Cast", List.of("a"), "y").with("to", 4L));
        assertArrayEquals(new float[] {65_535}, run(Map.of("a", Tensor.vector(65_535.5))));
        graph.outputs().clear();
        assertRefused("Cast 'y' holds the integer 65536, which uint16", Map.of("a", Tensor.vector(65_536)));
        graph.outputs().clear();
        assertRefused("Cast 'y' holds the integer -1, which uint16", Map.of("a", Tensor.vector(-1)));
    }

    @Test
    void inputsHaveTheirType() {
        graph.inputs().add(new OnnxValue("a", DType.I8, List.of("?")));
        node("Identity", "y", "a");
        assertRefused("the input 'a' holds the integer 128, which int8", Map.of("a", Tensor.vector(128)));
    }

    @Test
    void anOutputThatIsNotComputedIsRefused() {
        graph.inputs().add(new OnnxValue("a", DType.F32, List.of("?")));
        graph.nodes().add(new OnnxNode("Relu", "r", List.of("a"), List.of("h", "y"), new LinkedHashMap<>()));
        assertRefused("Relu 'r': its output 1, 'y', is asked for and not computed", Map.of("a", Tensor.vector(1)));
        graph.outputs().clear();
        graph.nodes().set(0, new OnnxNode("Relu", "r", List.of("a"), List.of("h", "other"), new LinkedHashMap<>()));
        node("Neg", "y", "other");
        assertRefused("Relu 'r': its output 1, 'other', is asked for", Map.of("a", Tensor.vector(1)));
    }

    @Test
    void anAxisTwiceIsRefused() {
        for (String op : List.of("Squeeze", "Unsqueeze", "ReduceMax", "ReduceSum", "ReduceMean")) {
            graph.nodes().clear();
            graph.outputs().clear();
            graph.initializers().put("a", NdArray.of(new float[] {1, 2}, 1, 1, 2));
            graph.initializers().put("axes", NdArray.of(new long[] {0, 0}, 2));
            node(op, "y", "a", "axes");
            assertRefused(op + " 'y': axes [0, 0] name one twice", Map.of());
        }
    }

    @Test
    void anAxisThatIsNotThereIsRefused() {
        for (String op : List.of("Squeeze", "ReduceMax", "ReduceSum", "ReduceMean")) {
            for (int axis : new int[] {-4, 3, -7}) {
                graph.nodes().clear();
                graph.outputs().clear();
                graph.initializers().put("a", NdArray.of(new float[] {1, 2}, 1, 1, 2));
                graph.initializers().put("axes", NdArray.of(new long[] {axis}, 1));
                node(op, "y", "a", "axes");
                assertRefused(op + " 'y': there is no axis " + axis + ". Rule: axes are -3 to 2 here", Map.of());
            }
        }
    }
}
