package longhand.nn.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import longhand.autograd.Node;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxNode;
import longhand.shape.Shape;

/** The operations between layers that have an ONNX counterpart; what they did follows from shapes and settings. */
final class ExportedOperations {
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("relu", "Relu"), Map.entry("sigmoid", "Sigmoid"), Map.entry("tanh", "Tanh"),
            Map.entry("softplus", "Softplus"), Map.entry("gelu", "Gelu"), Map.entry("erf", "Erf"),
            Map.entry("add", "Add"), Map.entry("sub", "Sub"), Map.entry("mul", "Mul"), Map.entry("div", "Div"),
            Map.entry("neg", "Neg"), Map.entry("abs", "Abs"), Map.entry("exp", "Exp"), Map.entry("log", "Log"),
            Map.entry("sqrt", "Sqrt"), Map.entry("reciprocal", "Reciprocal"), Map.entry("sin", "Sin"),
            Map.entry("cos", "Cos"), Map.entry("floor", "Floor"), Map.entry("round", "Round"),
            Map.entry("sign", "Sign"), Map.entry("maximum", "Max"), Map.entry("minimum", "Min"),
            Map.entry("copy", "Identity"));
    private static final Map<String, OnnxExport.Operation> OWN = new ConcurrentHashMap<>();

    private final Node node;
    private final List<String> inputs;
    private final String output;
    private final OnnxGraph graph;

    private ExportedOperations(Node node, List<String> inputs, String output, OnnxGraph graph) {
        this.node = node;
        this.inputs = inputs;
        this.output = output;
        this.graph = graph;
    }

    static void register(String operation, OnnxExport.Operation export) {
        OWN.put(operation, export);
    }

    static void add(Node node, List<String> inputs, String output, OnnxGraph graph) {
        graph.nodes().add(new ExportedOperations(node, inputs, output, graph).made());
    }

    private OnnxNode made() {
        OnnxExport.Operation own = OWN.get(node.operation());
        if (own != null) {
            return own.export(node, inputs, output);
        }
        return switch (node.operation()) {
            case "cat" -> OnnxNode.of("Concat", inputs, output).with("axis", joinedAxis());
            case "reshape" -> reshape();
            case "square" -> OnnxNode.of("Mul", List.of(inputs.getFirst(), inputs.getFirst()), output);
            case "silu" -> {
                String sigmoid = output + ".sigmoid";
                graph.nodes().add(OnnxNode.of("Sigmoid", inputs, sigmoid));
                yield OnnxNode.of("Mul", List.of(inputs.getFirst(), sigmoid), output);
            }
            case "pow" -> inputs.size() == 2 ? OnnxNode.of("Pow", inputs, output) : with("Pow", "exponent");
            case "clamp" -> with("Clip", "min", "max");
            case "permute" -> OnnxNode.of("Transpose", inputs, output).with("perm", longs("dims"));
            case "sum" -> OnnxNode.of("ReduceSum", List.of(inputs.getFirst(), constant(longs("dims"))), output)
                    .with("keepdims", Boolean.TRUE.equals(node.settings().get("keepDim")) ? 1L : 0L);
            case "softmax" -> OnnxNode.of("Softmax", inputs, output).with("axis", number("dim"));
            case "logSoftmax" -> OnnxNode.of("LogSoftmax", inputs, output).with("axis", number("dim"));
            case "narrow" -> OnnxNode.of("Slice", List.of(inputs.getFirst(), constant(number("start")),
                    constant(number("start") + number("length")), constant(number("dim"))), output);
            case "leakyRelu" -> OnnxNode.of("LeakyRelu", inputs, output)
                    .with("alpha", ((Number) node.settings().get("slope")).floatValue());
            case "matmul" -> matmul();
            case String name when SAME.containsKey(name) -> OnnxNode.of(SAME.get(name), inputs, output);
            case String name -> throw new IllegalArgumentException("onnx export: the operation '" + name
                    + "' between layers has no counterpart. Fix: use layers and arithmetic, or say what it is with OnnxExport.register(\""
                    + name + "\", …).");
        };
    }

    private long number(String setting) {
        return ((Number) node.settings().get(setting)).longValue();
    }

    private long[] longs(String setting) {
        return Arrays.stream((int[]) node.settings().get(setting)).asLongStream().toArray();
    }

    /** An operator whose further inputs are settings of the operation. */
    private OnnxNode with(String op, String... settings) {
        String[] all = new String[settings.length + 1];
        all[0] = inputs.getFirst();
        for (int i = 0; i < settings.length; i++) {
            float value = ((Number) node.settings().get(settings[i])).floatValue();
            all[i + 1] = constant(NdArray.of(new float[] {value}));
        }
        return OnnxNode.of(op, List.of(all), output);
    }

    private String constant(long... values) {
        return constant(NdArray.of(values, values.length));
    }

    private String constant(NdArray array) {
        String name = output + ".c" + graph.initializers().size();
        graph.initializers().put(name, array);
        return name;
    }

    /** The dimension along which the parts' sizes add up: the only one that grew. */
    private long joinedAxis() {
        Shape part = node.inputs().getFirst().target().shape();
        return IntStream.range(0, part.rank()).filter(d -> part.dim(d) != node.shape().dim(d)).findFirst().orElse(0);
    }

    /** The first size is that of the batch, which stays open. */
    private OnnxNode reshape() {
        Shape from = node.inputs().getFirst().target().shape();
        Shape to = node.shape();
        if (to.rank() == 2 && from.rank() > 1 && to.dim(0) == from.dim(0)) {
            return OnnxNode.of("Flatten", inputs, output).with("axis", 1L);
        }
        long[] sizes = Arrays.stream(to.dims()).asLongStream().toArray();
        if (from.rank() > 0 && to.rank() > 0 && from.dim(0) == 1 && to.dim(0) == 1) {
            sizes[0] = -1; // the batch, 1 while the network is traced
        }
        return OnnxNode.of("Reshape", List.of(inputs.getFirst(), constant(sizes)), output);
    }

    private OnnxNode matmul() {
        List<String> factors = List.of(transposed(0, "transposeA"), transposed(1, "transposeB"));
        return OnnxNode.of("MatMul", factors, output);
    }

    private String transposed(int input, String setting) {
        if (!Boolean.TRUE.equals(node.settings().get(setting))) {
            return inputs.get(input);
        }
        int rank = node.inputs().get(input).target().shape().rank();
        long[] order = IntStream.range(0, rank).mapToLong(d -> d < rank - 2 ? d : 2L * rank - 3 - d).toArray();
        String name = output + ".t" + input;
        graph.nodes().add(OnnxNode.of("Transpose", List.of(inputs.get(input)), name).with("perm", order));
        return name;
    }
}
