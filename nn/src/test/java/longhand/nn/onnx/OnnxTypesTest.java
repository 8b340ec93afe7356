package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Values are what their type in the graph has: rounded to it where ONNX rounds, else refused. */
class OnnxTypesTest {
    private static final long HALF = 10;
    private static final long BFLOAT = 16;

    private final OnnxGraph graph = OnnxGraph.named("types");

    private Tensor run(DType type, Tensor x) {
        graph.inputs().clear();
        graph.outputs().clear();
        graph.inputs().add(new OnnxValue("x", type, List.of("?")));
        graph.outputs().add(new OnnxValue("y", DType.F32, List.of("?")));
        return new OnnxRunner(new OnnxModel(17, "test", graph)).run(Map.of("x", x)).get("y");
    }

    private void assertRefused(String message, DType type, double... x) {
        String found = assertThrows(IllegalArgumentException.class, () -> run(type, Tensor.vector(x))).getMessage();
        assertTrue(found.startsWith("onnx: " + message), found);
        assertTrue(found.contains("Rule: ") && found.contains("Fix: "), found);
    }

    private void node(String op, String... inputs) {
        graph.nodes().clear();
        graph.nodes().add(OnnxNode.of(op, List.of(inputs), "y"));
    }

    private void cast(long to) {
        node("Cast", "x");
        graph.nodes().getFirst().with("to", to);
    }

    private float[] cast(long to, float... x) {
        cast(to);
        return run(DType.F32, Tensor.of(x, x.length)).toArray();
    }

    @Test
    void inputsOfIntegersHoldIntegers() {
        node("Identity", "x");
        for (DType type : List.of(DType.I64, DType.I32, DType.I16, DType.I8, DType.U8)) {
            assertArrayEquals(new float[] {0, 7}, run(type, Tensor.vector(0, 7)).toArray());
            assertRefused("the input 'x' holds 0.5, which is no integer", type, 1, 0.5);
            assertRefused("the input 'x' holds NaN, which no type of integers has", type, 1, Double.NaN);
            assertRefused("the input 'x' holds -Infinity, which no type of integers has", type, Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void inputsOfTruthHoldTruth() {
        graph.initializers().put("one", NdArray.of(new float[] {1}));
        node("Where", "x", "one", "one");
        assertArrayEquals(new float[] {1, 1}, run(DType.BOOL, Tensor.vector(0, 1)).toArray());
        for (double other : new double[] {3, -1, 0.5, Double.NaN}) {
            assertRefused("the input 'x' holds " + (float) other + ", which bool does not", DType.BOOL, 1, other);
        }
    }

    /** Bounds of slices may be larger than what float32 holds exactly, but are integers too. */
    @Test
    void boundsOfSlicesAreIntegers() {
        graph.initializers().put("data", NdArray.of(new float[] {5, 6, 7}, 3));
        graph.initializers().put("zero", NdArray.of(new long[] {0}, 1));
        node("Slice", "data", "zero", "x");
        assertArrayEquals(new float[] {5, 6, 7}, run(DType.I64, Tensor.vector(Long.MAX_VALUE)).toArray());
        assertRefused("the input 'x' holds 1.5, which is no integer", DType.I64, 1.5);
        assertRefused("the input 'x' holds Infinity", DType.I64, Double.POSITIVE_INFINITY);
        assertRefused("Slice 'y' holds 1.5, which is no integer", DType.F32, 1.5);
    }

    @Test
    void resultsOfIntegersAreIntegers() {
        node("Sqrt", "x");
        assertArrayEquals(new float[] {2}, run(DType.I64, Tensor.vector(4)).toArray());
        assertRefused("Sqrt 'y' holds 1.414", DType.I64, 2);
        graph.initializers().put("root", NdArray.of(new float[] {0.5f}));
        node("Pow", "x", "root");
        assertRefused("Pow 'y' holds NaN, which no type of integers has", DType.I64, -3);
        graph.initializers().put("less", NdArray.of(new long[] {-1}));
        node("Pow", "x", "less");
        assertRefused("Pow 'y' holds Infinity, which no type of integers has", DType.I64, 0);
    }

    @Test
    void castsOfWhatIsNoNumberToIntegersAreRefused() {
        for (long type : new long[] {2, 3, 4, 5, 6, 7, 12, 13}) {
            cast(type);
            assertRefused("Cast 'y' holds NaN, which no type of integers has", DType.F32, Double.NaN);
            assertRefused("Cast 'y' holds Infinity", DType.F32, Double.POSITIVE_INFINITY);
        }
        String large = assertThrows(IllegalArgumentException.class, () -> cast(7, 1e20f)).getMessage();
        assertTrue(large.contains("holds the integer 100000002004087734272"), large);
    }

    @Test
    void castsToOtherTypesAreRefused() {
        for (long type : new long[] {0, 8, 14, 15, 17, 21, 99, -1, (1L << 32) + 1}) {
            cast(type);
            assertRefused("Cast 'y': it casts to type " + type + ". Rule: ", DType.F32, 1);
        }
        assertArrayEquals(new float[] {0.1f}, cast(1, 0.1f));
        assertArrayEquals(new float[] {0.1f}, cast(11, 0.1f));
        assertArrayEquals(new float[] {1, 0, 1}, cast(9, 0.1f, -0f, Float.NaN));
    }

    /** As ONNX Runtime does: to the nearest, half way to the even one, from 65520 on to infinity. */
    @Test
    void castsToHalfPrecisionRound() {
        assertArrayEquals(new float[] {65_504, 65_504, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0.099975586f,
            -0f, 0, 5.9604645e-8f, 5.9604645e-8f, 0, Float.NaN, Float.NEGATIVE_INFINITY},
                cast(HALF, 65_504, 65_519, 65_520, -65_520, 0.1f, -0f, 1e-8f, 6e-8f, 3e-8f, 2.98e-8f, Float.NaN,
                        Float.NEGATIVE_INFINITY));
    }

    @Test
    void castsToTheUpperHalfRound() {
        assertArrayEquals(new float[] {65_536, 70_144, 0.100097656f, -0f, -65_536, 3.3895314e38f,
            Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1, 1.015625f, 1.0078125f, 9.1835e-41f, Float.NaN,
            Float.POSITIVE_INFINITY},
                cast(BFLOAT, 65_504, 70_000, 0.1f, -0f, -65_520, 3.3895314e38f, Float.MAX_VALUE, -Float.MAX_VALUE,
                        Float.intBitsToFloat(0x3f80_8000), Float.intBitsToFloat(0x3f81_8000),
                        Float.intBitsToFloat(0x3f80_8001), 1e-40f, Float.intBitsToFloat(0x7f80_0001),
                        Float.POSITIVE_INFINITY));
    }

    @Test
    void gradientsPassThroughRounding() {
        for (long type : new long[] {HALF, BFLOAT}) {
            cast(type);
            Tensor x = Tensor.vector(0.1, 3).requiresGrad(true);
            run(DType.F32, x).mul(2).sum().backward();
            assertArrayEquals(new float[] {2, 2}, x.grad().toArray(), "type " + type);
            assertEquals(0.1f, x.toArray()[0], "the input is as it was");
        }
    }
}
