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
import longhand.shape.Shape;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Integers are added up exactly, however large they are on the way; and what is 0 has no sign. */
class OnnxIntegerSumsTest {
    private static final long LARGE = 16_777_215;

    private final OnnxGraph graph = OnnxGraph.named("sums");

    private Tensor run() {
        graph.outputs().add(new OnnxValue("y", DType.I64, List.of("?")));
        return new OnnxRunner(new OnnxModel(17, "test", graph)).run(Map.of()).get("y");
    }

    private String refused() {
        return assertThrows(IllegalArgumentException.class, this::run).getMessage();
    }

    private void integers(String name, int[] shape, long... values) {
        graph.initializers().put(name, NdArray.of(values, shape));
    }

    private OnnxNode node(String op, String... inputs) {
        OnnxNode node = OnnxNode.of(op, List.of(inputs), "y");
        graph.nodes().add(node);
        return node;
    }

    private void assertResult(Shape shape, float... values) {
        Tensor y = run();
        assertEquals(shape, y.shape());
        assertArrayEquals(values, y.toArray());
    }

    @Test
    void sums() {
        integers("a", new int[] {3}, LARGE, LARGE - 1, -LARGE);
        node("ReduceSum", "a");
        assertResult(Shape.of(1), LARGE - 1);
    }

    @Test
    void sumsOverSomeDimensions() {
        integers("a", new int[] {2, 3, 2}, LARGE, 1, LARGE - 1, 2, -LARGE, 3, -LARGE, 4, 5, 5, LARGE, 6);
        integers("axis", new int[] {1}, 1);
        node("ReduceSum", "a", "axis").with("keepdims", 0L);
        assertResult(Shape.of(2, 2), LARGE - 1, 6, 5, 15);
    }

    @Test
    void sumsOverSeveralDimensions() {
        integers("a", new int[] {2, 2, 2}, LARGE, 1, LARGE - 1, 2, -LARGE, 3, 1, 4);
        integers("axes", new int[] {2}, 0, -2);
        node("ReduceSum", "a", "axes");
        assertResult(Shape.of(1, 1, 2), LARGE, 10);
    }

    @Test
    void sumsThatAreTooLargeAreRefused() {
        integers("a", new int[] {2}, LARGE, 1);
        node("ReduceSum", "a");
        assertTrue(refused().contains("ReduceSum 'y' holds the integer 16777216"));
    }

    @Test
    void sumsOfNothing() {
        integers("a", new int[] {2, 0});
        integers("axis", new int[] {1}, 1);
        node("ReduceSum", "a", "axis");
        assertResult(Shape.of(2, 1), 0, 0);
    }

    @Test
    void meansOfNothingAreRefused() {
        integers("a", new int[] {2, 0});
        node("ReduceMean", "a");
        assertTrue(refused().contains("ReduceMean 'y': the mean of no integers"));
    }

    /** Their sum may be too large. */
    @Test
    void means() {
        integers("a", new int[] {2, 3}, LARGE, LARGE, LARGE - 1, -LARGE, -LARGE, -LARGE + 2);
        node("ReduceMean", "a").with("axes", new long[] {1});
        assertResult(Shape.of(2, 1), LARGE - 1, -LARGE + 1);
    }

    @Test
    void sumsOfTensors() {
        integers("a", new int[] {2}, LARGE, 1);
        integers("b", new int[] {1}, LARGE - 1);
        integers("c", new int[] {2, 1}, -LARGE, -LARGE + 1);
        node("Sum", "a", "b", "c");
        assertResult(Shape.of(2, 2), LARGE - 1, 0, LARGE, 1);
    }

    @Test
    void sumsAlongADimension() {
        integers("a", new int[] {3}, LARGE, LARGE - 1, -LARGE);
        integers("axis", new int[0], 0);
        node("CumSum", "a", "axis");
        assertTrue(refused().contains("CumSum 'y' holds the integer"));
    }

    @Test
    void products() {
        integers("a", new int[] {1, 3}, 5_000, 4_999, -5_000);
        integers("b", new int[] {3, 2}, 5_000, 1, 1, 3_000, 5_000, 2);
        node("MatMul", "a", "b");
        assertResult(Shape.of(1, 2), 4_999, 14_992_000);
    }

    @Test
    void productsOfBatches() {
        integers("a", new int[] {2, 1, 1, 2}, 4_097, 4_097, 4_099, 4_099);
        integers("b", new int[] {3, 2, 1}, 4_097, -4_096, 4_099, -4_097, 4_098, -4_095);
        node("MatMul", "a", "b");
        assertResult(Shape.of(2, 3, 1, 1), 4_097, 8_194, 12_291, 4_099, 8_198, 12_297);
    }

    @Test
    void productsOfVectors() {
        integers("a", new int[] {3}, LARGE, LARGE - 1, -LARGE);
        integers("b", new int[] {3}, 1, 1, 1);
        node("MatMul", "a", "b");
        assertResult(Shape.of(), LARGE - 1);
    }

    @Test
    void productsThatDoNotFitAreRefused() {
        integers("a", new int[] {1, 3}, 1, 2, 3);
        integers("b", new int[] {2, 1}, 1, 2);
        node("MatMul", "a", "b");
        assertTrue(refused().contains("MatMul 'y'"));
    }

    @Test
    void productsWithASummand() {
        integers("a", new int[] {1, 3}, LARGE, LARGE - 1, -LARGE);
        integers("b", new int[] {1, 3}, 1, 1, 1);
        integers("c", new int[] {1}, -7);
        node("Gemm", "a", "b", "c").with("transB", 1L);
        assertResult(Shape.of(1, 1), LARGE - 8);
    }

    /** The result could be held, but was rounded on the way. */
    @Test
    void productsThatAreTooLargeBeforeTheSummandAreRefused() {
        integers("a", new int[] {1, 1}, 4_097);
        integers("b", new int[] {1, 1}, 4_097);
        integers("c", new int[] {1}, -4_097);
        node("Gemm", "a", "b", "c");
        assertTrue(refused().contains("Gemm 'y' holds the integer 16785"));
    }

    @Test
    void factorsThatMakeFractionsAreRefused() {
        integers("a", new int[] {1, 1}, 4_095);
        node("Gemm", "a", "a").with("alpha", 0.5f);
        assertTrue(refused().contains("Gemm 'y': alpha 0.5"));
    }

    @Test
    void placesThatAreNamedOften() {
        integers("a", new int[] {2}, 1, 2);
        integers("places", new int[] {3}, 0, 0, 0);
        integers("b", new int[] {3}, LARGE, LARGE - 1, -LARGE);
        node("ScatterElements", "a", "places", "b").with("reduction", "add");
        assertResult(Shape.of(2), LARGE, 2);
    }

    @Test
    void placesWhoseSumsAreTooLargeAreRefused() {
        integers("a", new int[] {2}, -LARGE, 2);
        integers("places", new int[] {2}, 0, 0);
        integers("b", new int[] {2}, LARGE, LARGE - 1);
        node("ScatterElements", "a", "places", "b").with("reduction", "add");
        assertTrue(refused().contains("ScatterElements 'y' holds the integer 33554428"));
    }

    /** −0 would become −∞ as the reciprocal of a float. */
    @Test
    void zeroHasNoSign() {
        integers("zero", new int[] {1}, 0);
        integers("less", new int[] {1}, -3);
        integers("two", new int[] {1}, 2);
        List<OnnxNode> zeros = List.of(OnnxNode.of("Neg", List.of("zero"), "z"),
                OnnxNode.of("Mul", List.of("zero", "less"), "z"), OnnxNode.of("ReduceMin", List.of("zero"), "z"),
                OnnxNode.of("Div", List.of("zero", "less"), "z"), OnnxNode.of("Sub", List.of("zero", "zero"), "z"),
                OnnxNode.of("MatMul", List.of("zero", "less"), "z"), OnnxNode.of("Pow", List.of("zero", "two"), "z"),
                OnnxNode.of("Gemm", List.of("row", "row"), "z").with("alpha", -1f));
        integers("row", new int[] {1, 1}, 0);
        for (OnnxNode zero : zeros) {
            graph.nodes().clear();
            graph.outputs().clear();
            graph.nodes().add(zero);
            graph.nodes().add(OnnxNode.of("Cast", List.of("z"), "f").with("to", GraphWriter.FLOAT));
            node("Reciprocal", "f");
            assertEquals(Float.POSITIVE_INFINITY, run().item(), zero.toString());
        }
    }
}
