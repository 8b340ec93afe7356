package longhand.io.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.io.NdArray;
import longhand.names.Given;

/**
 * A network: operations in an order in which they can be computed, connected by the names of the values that they take
 * and give.
 *
 * @param name name of the network
 * @param inputs values that the caller provides; in old files also the initializers
 * @param outputs values that the caller gets
 * @param initializers values that the file provides: the parameters, by name
 * @param nodes the operations
 */
public record OnnxGraph(String name, List<OnnxValue> inputs, List<OnnxValue> outputs, Map<String, NdArray> initializers,
        List<OnnxNode> nodes) {

    /** Without null. */
    public OnnxGraph {
        Given.required(name, "OnnxGraph", "the name", "pass one");
        Given.required(inputs, "OnnxGraph", "the list of inputs", "pass an empty one if there are none");
        Given.required(outputs, "OnnxGraph", "the list of outputs", "pass an empty one if there are none");
        Given.required(initializers, "OnnxGraph", "the map of initializers", "pass an empty one if there are none");
        Given.required(nodes, "OnnxGraph", "the list of nodes", "pass an empty one if there are none");
    }

    /** An empty graph, to be filled. */
    public static OnnxGraph named(String name) {
        return new OnnxGraph(name, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    }

    /** The inputs that the file does not provide. */
    public List<OnnxValue> requiredInputs() {
        return inputs.stream().filter(input -> !initializers.containsKey(input.name())).toList();
    }
}
