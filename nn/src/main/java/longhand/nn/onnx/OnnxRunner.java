package longhand.nn.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxValue;
import longhand.names.Given;
import longhand.tensor.Tensor;

/**
 * Computes an ONNX graph, node by node, with our operations; gradients flow through it as through any computation. All
 * values are float32: integers stay integers, also in division, and those that float32 cannot hold are refused; what is
 * cast to float16 or bfloat16 is rounded to it, and then computed with in float32.
 */
public final class OnnxRunner {
    private final OnnxModel model;
    private final Integers integers;

    /**
     * Checks that the graph can be computed.
     *
     * @throws IllegalArgumentException listing the operators that are not supported, or naming a value that nothing
     *     provides
     */
    public OnnxRunner(OnnxModel model) {
        this.model = Given.required(model, "OnnxRunner", "the model", "pass OnnxModel.read(file)");
        requireSupported();
        requireOrdered();
        this.integers = new Integers(model.graph());
    }

    private void requireSupported() {
        Set<String> unknown = new TreeSet<>();
        model.graph().nodes().stream().map(OnnxNode::op).filter(op -> !Operators.all().containsKey(op))
                .forEach(unknown::add);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("onnx: the graph uses operators that are not supported: "
                    + String.join(", ", unknown) + ". Supported are: " + String.join(", ", Operators.all().keySet())
                    + ".");
        }
    }

    private void requireOrdered() {
        Set<String> known = new HashSet<>(model.graph().initializers().keySet());
        model.graph().inputs().forEach(input -> known.add(input.name()));
        for (OnnxNode node : model.graph().nodes()) {
            node.inputs().stream().filter(name -> !name.isEmpty())
                    .forEach(name -> requireKnown(known, name, node.label()));
            known.addAll(node.outputs());
        }
        model.graph().outputs().forEach(output -> requireKnown(known, output.name(), "the output"));
    }

    private static void requireKnown(Set<String> known, String name, String who) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException("onnx: " + who + " needs the value '" + name
                    + "', which nothing before it provides");
        }
    }

    /**
     * Computes the outputs.
     *
     * @param inputs the graph's inputs by name; values for initializers may be among them and take their place
     * @return the outputs by name
     */
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Map<String, Tensor> values = new HashMap<>(
                Given.required(inputs, "OnnxRunner.run", "the map of inputs", "pass a tensor for each name"));
        model.graph().initializers()
                .forEach((name, array) -> values.computeIfAbsent(name, n -> integers.tensor(name, array)));
        for (OnnxValue input : model.graph().inputs()) {
            String who = "the input '" + input.name() + "'";
            if (values.get(input.name()) == null) {
                throw new IllegalArgumentException("onnx: " + who + " " + input.dims() + " is missing");
            }
            integers.checked(who, input.name(), values.get(input.name()));
        }
        for (OnnxNode node : model.graph().nodes()) {
            List<Tensor> results = compute(call(node, values));
            for (int i = 0; i < Math.min(node.outputs().size(), results.size()); i++) {
                String name = node.outputs().get(i);
                if (!name.isEmpty()) { // else nobody asks for it
                    values.put(name, integers.checked(node.label(), name, results.get(i)));
                }
            }
        }
        Map<String, Tensor> outputs = new HashMap<>();
        model.graph().outputs().forEach(output -> outputs.put(output.name(), computed(values, output.name())));
        return outputs;
    }

    /** The results; an error names the node. */
    private static List<Tensor> compute(OnnxCall call) {
        try {
            return Operators.all().get(call.node().op()).apply(call);
        } catch (IllegalArgumentException e) {
            throw e.getMessage().contains(call.node().label()) ? e : call.refuse(e.getMessage());
        }
    }

    /** The value of a name, which some node before gives. */
    private Tensor computed(Map<String, Tensor> values, String name) {
        if (values.containsKey(name)) {
            return values.get(name);
        }
        OnnxNode node = model.graph().nodes().stream().filter(each -> each.outputs().contains(name)).findFirst()
                .orElseThrow();
        throw new IllegalArgumentException("onnx: " + node.label() + ": its output " + node.outputs().indexOf(name)
                + ", '" + name + "', is asked for and not computed. Rule: of some operators we compute the first outputs only. "
                + "Fix: export the network in evaluation mode, or without this output.");
    }

    private OnnxCall call(OnnxNode node, Map<String, Tensor> values) {
        List<Optional<Tensor>> inputs = new ArrayList<>();
        for (String name : node.inputs()) {
            inputs.add(name.isEmpty() ? Optional.empty() : Optional.of(computed(values, name)));
        }
        return new OnnxCall(node, model.opset(), inputs,
                !node.outputs().isEmpty() && integers.contains(node.outputs().getFirst()));
    }
}
