package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import longhand.io.onnx.OnnxGraph;
import longhand.nn.Layer;
import longhand.nn.Parameter;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The values of an exported graph have names of their own, whatever the layers and parameters are called. */
class ExportedNamesTest {
    /** A network that first multiplies by a parameter of this name. */
    private static Layer net(String parameter, UnaryOperator<Tensor> function) {
        return new Layer() {
            private final Parameter p = parameter(parameter, Parameter.of(Tensor.vector(1, 2, 3, 4)));

            @Override
            protected Tensor compute(Tensor x) {
                return function.apply(x.mul(p.tensor()));
            }
        };
    }

    private static void check(Layer net) {
        OnnxGraph graph = OnnxExport.of("net", net, 4).graph(); // computes it, and compares
        List<String> names = new ArrayList<>(graph.initializers().keySet());
        graph.inputs().forEach(input -> names.add(input.name()));
        graph.nodes().forEach(node -> names.addAll(node.outputs()));
        assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
        graph.nodes().forEach(node -> assertTrue(names.containsAll(node.inputs()), node.toString()));
        Tensor parameter = net.namedParameters().values().iterator().next().tensor();
        String name = net.namedParameters().keySet().iterator().next();
        assertArrayEquals(parameter.toArray(), graph.initializers().get(name).toFloats(), names.toString());
    }

    /** What belongs to the value v3 is called v3.square, v3.c1 and so on. */
    @Test
    void parametersMayHaveTheNamesOfStepsAndConstants() {
        for (int value = 1; value < 8; value++) {
            for (String name : List.of("square", "mean", "c0", "c1", "c2", "c3", "c4", "c5")) {
                check(new Sequential().add("v" + value, net(name, x -> x.clamp(-1, 2).mul(x.var(1, true, true)))));
            }
        }
    }

    @Test
    void parametersMayHaveTheNamesOfSizes() {
        for (String name : List.of("size", "shape")) {
            check(new Sequential().add("batch", net(name, x -> x.unsqueeze(0).expand(3, x.size(0), 4))));
        }
        check(new Sequential().add("batch", new Sequential().add("size", net("c0", x -> x.unsqueeze(0).expand(
                3, x.size(0), 4)))));
    }

    /** Nodes have names too: that of their layer, or of their value. */
    @Test
    void layersMayHaveTheNamesOfValues() {
        for (String name : List.of("v1", "v2", "v3", "v4", "v5", "input", "output", "batch")) {
            Layer net = new Sequential().add(name, new ReLU()).add(name + 1, new ReLU()).add("net", net("p", x ->
                    x.mul(2)));
            check(net);
            List<String> names = new ArrayList<>();
            OnnxExport.of("net", net, 4).graph().nodes().forEach(node -> names.add(node.name()));
            assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
        }
    }
}
