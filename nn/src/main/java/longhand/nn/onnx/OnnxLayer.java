package longhand.nn.onnx;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import longhand.io.FileFormatException;
import longhand.io.checks.ReadAdvice;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.names.Given;
import longhand.tensor.Tensor;

/**
 * A network from an ONNX file, as a layer: it computes, and its parameters can be trained, saved and loaded. Running
 * statistics are buffers, other numbers (sizes, bounds) constants. Dropout is off and batch normalisation uses its
 * running statistics.
 */
public final class OnnxLayer extends OnnxPart {
    private static final Set<String> WITH_PARAMETERS = Set.of("Conv", "Gemm", "MatMul", "BatchNormalization", "Add",
            "Mul", "ConvTranspose", "LayerNormalization", "InstanceNormalization");
    /** What a weight may go through before it is used. */
    private static final Set<String> REARRANGED = Set.of("Transpose", "Reshape", "Unsqueeze");
    private static final int FIRST_STATISTIC = 3; // BatchNormalization: x, scale, shift, mean, variance

    private final OnnxModel model;
    private final OnnxRunner runner;
    private final String input;
    private final String output;
    private final Map<String, Tensor> numbers = new HashMap<>();

    /**
     * A network that takes one tensor; of several results it gives the first.
     *
     * @throws IllegalArgumentException if operators are not supported (all are listed) or there is not exactly one
     *     input
     */
    public OnnxLayer(OnnxModel model) {
        this.model = model;
        this.runner = new OnnxRunner(model);
        OnnxGraph graph = model.graph();
        if (graph.requiredInputs().size() != 1 || graph.outputs().isEmpty()) {
            throw new IllegalArgumentException("onnx: the graph has " + graph.requiredInputs().size() + " inputs and "
                    + graph.outputs().size() + " outputs, but a layer has one input. Fix: use OnnxRunner.");
        }
        this.input = graph.requiredInputs().getFirst().name();
        this.output = graph.outputs().getFirst().name();
        Set<String> statistics = inputsOf(graph, Set.of("BatchNormalization"), FIRST_STATISTIC, Integer.MAX_VALUE);
        Set<String> parameters = new HashSet<>(inputsOf(graph, WITH_PARAMETERS, 0, FIRST_STATISTIC));
        parameters.addAll(inputsOf(graph, REARRANGED, 0, 1));
        graph.initializers().forEach((name, array) -> {
            boolean number = array.shape().length == 0; // a factor, an epsilon
            if (array.dtype().isFloat() && (parameters.contains(name) && !number || statistics.contains(name))) {
                Tensor value = array.toTensor();
                numbers.put(name, value);
                add(freeName(name), value, !statistics.contains(name));
            }
        });
    }

    /**
     * Reads a file.
     *
     * @throws FileFormatException if it is damaged or uses operators that are not supported
     */
    public static OnnxLayer read(Path file) {
        Given.required(file, "OnnxLayer.read", "the file", "pass its path");
        OnnxModel model = ReadAdvice.of(file, () -> OnnxModel.read(file));
        try {
            return new OnnxLayer(model);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file, e.getMessage(), e);
        }
    }

    /** Names of the initializers that nodes of these kinds take at positions from … to − 1. */
    private static Set<String> inputsOf(OnnxGraph graph, Set<String> ops, int from, int to) {
        Set<String> names = new HashSet<>();
        for (OnnxNode node : graph.nodes()) {
            for (int i = from; ops.contains(node.op()) && i < Math.min(to, node.inputs().size()); i++) {
                names.add(node.inputs().get(i));
            }
        }
        return names;
    }

    /**
     * The name itself, unless its dots do not make a tree (a value "a" beside "a.b", an empty part): then with slashes.
     */
    private String freeName(String name) {
        boolean tree = !name.startsWith(".") && !name.endsWith(".") && !name.contains("..")
                && model.graph().initializers().keySet().stream().noneMatch(other ->
                        other.startsWith(name + ".") || name.startsWith(other + "."));
        return tree ? name : name.replace('.', '/');
    }

    /** The graph behind this layer. */
    public OnnxModel model() {
        return model;
    }

    @Override
    protected Tensor compute(Tensor x) {
        Map<String, Tensor> values = new HashMap<>(numbers);
        values.put(input, x);
        return runner.run(values).get(output);
    }

    @Override
    protected String typeName() {
        return "OnnxLayer";
    }
}
