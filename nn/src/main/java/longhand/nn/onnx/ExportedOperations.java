package longhand.nn.onnx;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.autograd.Node;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxNode;
import longhand.shape.Shape;

/** The operations between layers that have an ONNX counterpart; what they did follows from the shapes. */
final class ExportedOperations {
    private static final Map<String, String> SAME_SHAPE = Map.of(
            "relu", "Relu", "sigmoid", "Sigmoid", "tanh", "Tanh", "softplus", "Softplus",
            "add", "Add", "sub", "Sub", "mul", "Mul", "div", "Div");

    private ExportedOperations() {}

    static void add(Node node, List<String> inputs, String output, OnnxGraph graph) {
        OnnxNode made = switch (node.operation()) {
            case "cat" -> OnnxNode.of("Concat", inputs, output).with("axis", joinedAxis(node));
            case "reshape" -> flatten(node, inputs, output);
            case String name when SAME_SHAPE.containsKey(name) -> OnnxNode.of(SAME_SHAPE.get(name), inputs, output);
            case String name -> throw new IllegalArgumentException("onnx export: the operation '" + name
                    + "' between layers has no counterpart. Fix: use layers, or relu, sigmoid, tanh, add, sub, mul, div, cat, flatten.");
        };
        graph.nodes().add(made);
    }

    /** The dimension along which the parts' sizes add up: the only one that grew. */
    private static long joinedAxis(Node node) {
        Shape part = node.inputs().getFirst().target().shape();
        return IntStream.range(0, part.rank()).filter(d -> part.dim(d) != node.shape().dim(d)).findFirst().orElse(0);
    }

    private static OnnxNode flatten(Node node, List<String> inputs, String output) {
        Shape from = node.inputs().getFirst().target().shape();
        Shape to = node.shape();
        if (to.rank() == 2 && to.dim(0) == from.dim(0)) {
            return OnnxNode.of("Flatten", inputs, output).with("axis", 1L);
        }
        throw new IllegalArgumentException("onnx export: the reshape from " + from + " to " + to
                + " is not a flattening of each item. " + "Fix: use flatten(1).");
    }
}
