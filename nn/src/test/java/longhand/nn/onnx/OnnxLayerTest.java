package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import longhand.io.DType;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxValue;
import longhand.nn.Parameter;
import longhand.nn.optim.SGD;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is a parameter of a graph, and under which name. */
class OnnxLayerTest {
    private final OnnxGraph graph = OnnxGraph.named("layer");

    @BeforeEach
    void ends() {
        graph.inputs().add(new OnnxValue("x", DType.F32, List.of("batch", "2")));
        graph.outputs().add(new OnnxValue("y", DType.F32, List.of("batch", "2")));
    }

    private OnnxLayer layer() {
        return new OnnxLayer(new OnnxModel(17, "test", graph));
    }

    private void numbers(String name, float... values) {
        graph.initializers().put(name, NdArray.of(values, values.length));
    }

    private void node(String op, String output, String... inputs) {
        graph.nodes().add(OnnxNode.of(op, List.of(inputs), output));
    }

    /** So PyTorch writes two layers of fresh batch normalisation, whose arrays are equal. */
    private OnnxLayer fresh() {
        numbers("1.weight", 1, 1);
        numbers("1.bias", 0, 0);
        node("Identity", "3.running_var", "1.weight");
        node("Identity", "3.weight", "1.weight");
        node("Identity", "3.running_mean", "1.bias");
        node("Identity", "1.running_mean", "3.running_mean");
        node("Identity", "3.bias", "1.bias");
        node("Identity", "1.running_var", "1.weight");
        node("BatchNormalization", "h", "x", "1.weight", "1.bias", "1.running_mean", "1.running_var");
        node("BatchNormalization", "y", "h", "3.weight", "3.bias", "3.running_mean", "3.running_var");
        return layer();
    }

    @Test
    void copiesOfInitializersHaveTheirOwnNumbers() {
        OnnxLayer layer = fresh();
        assertEquals(Set.of("1.weight", "1.bias", "3.weight", "3.bias"), layer.namedParameters().keySet());
        assertEquals(Set.of("1.running_mean", "1.running_var", "3.running_mean", "3.running_var"),
                layer.namedBuffers().keySet());
    }

    @Test
    void trainingOneCopyLeavesTheOthers() {
        OnnxLayer layer = fresh();
        Tensor x = Tensor.vector(3, 5).reshape(1, 2);
        layer.forward(x).sum().backward();
        assertArrayEquals(new float[] {3, 5}, layer.namedParameters().get("1.weight").grad().toArray(), 1e-3f);
        assertArrayEquals(new float[] {1, 1}, layer.namedParameters().get("1.bias").grad().toArray(), 1e-3f);
        new SGD(List.of(layer.namedParameters().get("1.weight")), 0.1).step();
        assertArrayEquals(new float[] {1, 1}, layer.namedParameters().get("3.weight").tensor().toArray());
        layer.namedBuffers().forEach((name, buffer) ->
                assertArrayEquals(name.endsWith("var") ? new float[] {1, 1} : new float[2], buffer.toArray(), name));
        assertArrayEquals(new float[] {3 * 0.7f, 5 * 0.5f}, layer.forward(x).toArray(), 1e-3f);
    }

    @Test
    void aCopyMayBeTheResult() {
        numbers("a", 1, 2);
        node("Add", "unused", "x", "a");
        node("Identity", "y", "a");
        assertArrayEquals(new float[] {1, 2}, layer().forward(Tensor.zeros(1, 2)).toArray());
    }

    /** The names of parts hold no dots; each has one of its own, whatever the order. */
    @Test
    void namesThatMakeNoTreeAreKeptApart() {
        List<String> names = List.of("a.b", "a/b", "a.b.c", "a/b/", "a/b.c", "d", "d.e", "d/e", "..", ".", "f.", "g.h",
                "a/b/.c", "");
        for (List<String> order : List.of(names, names.reversed())) {
            graph.initializers().clear();
            graph.nodes().clear();
            String sum = "x";
            for (int i = 0; i < order.size(); i++) {
                numbers(order.get(i), i, 1);
                String next = i == order.size() - 1 ? "y" : "sum" + i;
                node("Add", next, sum, order.get(i).isEmpty() ? "g.h" : order.get(i));
                sum = next;
            }
            node("Mul", "unused", "x", "");
            OnnxLayer layer = layer();
            assertEquals(names.size(), layer.namedParameters().size(), layer.namedParameters().keySet().toString());
            assertEquals(names.size(), layer.stateDict().size());
            assertTrue(layer.namedParameters().keySet().containsAll(List.of("a/b", "d", "d/e", "g.h")));
            Parameter plain = layer.namedParameters().get("g.h");
            assertEquals(order.indexOf("g.h"), plain.tensor().toArray()[0]);
        }
    }
}
