package longhand.nn.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import longhand.io.FileFormatException;
import longhand.io.NdArray;
import longhand.io.checks.ReadAdvice;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.names.Given;
import longhand.tensor.Tensor;

/**
 * A network from an ONNX file, as a layer: it computes, and its parameters can be trained, saved and loaded. It does so
 * in the mode that it was written in, evaluation as a rule: dropout is off, and batch normalisation uses its running
 * statistics. Written in training mode, dropout is refused, and batch normalisation uses the statistics of the batch;
 * the running ones stay as they are.
 *
 * <p>A file does not say what is trained. Its initializers count as parameters if they are floating-point arrays (no
 * single numbers) that an operator with weights takes as one of its first three inputs ({@code Conv, ConvTranspose,
 * Gemm, MatMul, Add, Mul} and the normalisations) or that {@code Transpose, Reshape} or {@code Unsqueeze} rearrange; so
 * do constants that are added or multiplied, unless they are frozen. Means and variances of batch normalisation are
 * buffers. All others are constants, a weight too if it first goes through another operator.
 *
 * <p>Writers of files merge initializers that are equal by chance, as those of fresh batch normalisations are, and copy
 * the one that is left with {@code Identity}; here each copy has numbers of its own, under its own name.
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
        this.model = Given.required(model, "OnnxLayer", "the model", "pass OnnxModel.read(file)");
        OnnxGraph graph = withoutCopies(model.graph());
        this.runner = new OnnxRunner(new OnnxModel(model.opset(), model.producer(), graph));
        if (graph.requiredInputs().size() != 1 || graph.outputs().isEmpty()) {
            throw new IllegalArgumentException("onnx: the graph has " + graph.requiredInputs().size() + " inputs and "
                    + graph.outputs().size() + " outputs, but a layer has one input. Fix: use OnnxRunner.");
        }
        this.input = graph.requiredInputs().getFirst().name();
        this.output = graph.outputs().getFirst().name();
        Set<String> statistics = inputsOf(graph, Set.of("BatchNormalization"), FIRST_STATISTIC, Integer.MAX_VALUE);
        Set<String> parameters = new HashSet<>(inputsOf(graph, WITH_PARAMETERS, 0, FIRST_STATISTIC));
        parameters.addAll(inputsOf(graph, REARRANGED, 0, 1));
        Set<String> taken = new HashSet<>(graph.initializers().keySet());
        graph.initializers().forEach((name, array) -> {
            boolean number = array.shape().length == 0; // a factor, an epsilon
            if (array.dtype().isFloat() && (parameters.contains(name) && !number || statistics.contains(name))) {
                Tensor value = array.toTensor();
                numbers.put(name, value);
                add(partName(name, taken), value, !statistics.contains(name));
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

    /** The graph with an initializer in the place of each {@code Identity} of one. */
    private static OnnxGraph withoutCopies(OnnxGraph graph) {
        Map<String, NdArray> initializers = new LinkedHashMap<>(graph.initializers());
        List<OnnxNode> nodes = new ArrayList<>();
        for (OnnxNode node : graph.nodes()) {
            NdArray copied = node.op().equals("Identity") && node.inputs().size() == 1 && node.outputs().size() == 1
                    ? initializers.get(node.inputs().getFirst()) : null;
            if (copied == null || initializers.putIfAbsent(node.outputs().getFirst(), copied) != null) {
                nodes.add(node);
            }
        }
        return new OnnxGraph(graph.name(), graph.inputs(), graph.outputs(), initializers, nodes);
    }

    /**
     * The name itself, unless its dots do not make a tree (a value "a" beside "a.b", an empty part): then with slashes,
     * and with as many more at the end as no other has.
     *
     * @param taken all names, and those given so far
     */
    private static String partName(String name, Set<String> taken) {
        boolean tree = !name.startsWith(".") && !name.endsWith(".") && !name.contains("..")
                && taken.stream().noneMatch(other -> isInside(other, name) || isInside(name, other));
        if (!name.isEmpty() && (tree || !name.contains("."))) {
            return name;
        }
        String free = name.isEmpty() ? "/" : name.replace('.', '/');
        while (hasOrHolds(taken, free)) {
            free += "/";
        }
        taken.add(free);
        return free;
    }

    private static boolean isInside(String part, String whole) {
        return part.startsWith(whole + ".");
    }

    private static boolean hasOrHolds(Set<String> names, String whole) {
        return names.contains(whole) || names.stream().anyMatch(name -> isInside(name, whole));
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
