package longhand.nn.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import longhand.autograd.Node;
import longhand.backend.SparseMatrix;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxNode;
import longhand.names.Given;
import longhand.shape.Shape;
import longhand.shape.Window2d;

/** The operations between layers that have an ONNX counterpart; what they did follows from shapes and settings. */
final class ExportedOperations extends NodeExport {
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("relu", "Relu"), Map.entry("sigmoid", "Sigmoid"), Map.entry("tanh", "Tanh"),
            Map.entry("softplus", "Softplus"), Map.entry("gelu", "Gelu"), Map.entry("erf", "Erf"),
            Map.entry("add", "Add"), Map.entry("sub", "Sub"), Map.entry("mul", "Mul"), Map.entry("div", "Div"),
            Map.entry("neg", "Neg"), Map.entry("abs", "Abs"), Map.entry("exp", "Exp"), Map.entry("log", "Log"),
            Map.entry("sqrt", "Sqrt"), Map.entry("reciprocal", "Reciprocal"), Map.entry("sin", "Sin"),
            Map.entry("cos", "Cos"), Map.entry("floor", "Floor"), Map.entry("round", "Round"),
            Map.entry("sign", "Sign"), Map.entry("maximum", "Max"), Map.entry("minimum", "Min"),
            Map.entry("copy", "Identity"), Map.entry("detach", "Identity"),
            Map.entry(Node.HOOK, "Identity"));
    private static final Map<String, String> COMPARISONS = Map.of("eq", "Equal", "gt", "Greater", "ge",
            "GreaterOrEqual");
    private static final Map<String, Function<ExportedOperations, OnnxNode>> OTHERS = Map.ofEntries(
            Map.entry("square", op -> OnnxNode.of("Mul", List.of(op.x, op.x), op.output)),
            Map.entry("silu", ExportedOperations::silu),
            Map.entry("pow", op -> op.inputs.size() == 2 ? OnnxNode.of("Pow", op.inputs, op.output)
                    : op.with("Pow", "exponent")),
            Map.entry("clamp", op -> op.with("Clip", "min", "max")),
            Map.entry("leakyRelu", ExportedOperations::leakyRelu),
            Map.entry("softmax", op -> op.along("Softmax")), Map.entry("logSoftmax", op -> op.along("LogSoftmax")),
            Map.entry("where", ExportedOperations::where), Map.entry("matmul", ExportedOperations::matmul),
            Map.entry("conv2d", ExportedOperations::conv2d),
            Map.entry("maxPool2d", op -> OnnxWindows.maxPool(op.inputs, op.output, op.window())),
            Map.entry("avgPool2d", ExportedOperations::avgPool2d), Map.entry("reshape", ExportedOperations::reshape),
            Map.entry("permute", ExportedOperations::permute), Map.entry("expand", ExportedOperations::expand),
            Map.entry("cat", op -> op.along("Concat")), Map.entry("pad", ExportedOperations::pad),
            Map.entry("sparseProduct", ExportedOperations::sparseProduct));
    private static final Map<String, OnnxExport.Operation> OWN = new ConcurrentHashMap<>();

    ExportedOperations(Node node, TwoRuns runs, List<String> inputs, String output, GraphWriter writer) {
        super(node, runs, inputs, output, writer);
    }

    static void register(String operation, OnnxExport.Operation export) {
        OWN.put(operation, export);
    }

    /** Whether the user has said what this operation is. */
    static boolean isOwn(String operation) {
        return OWN.containsKey(operation);
    }

    /** The node that gives the result; what it needs before is added to the graph already. */
    OnnxNode made() {
        String name = node.operation();
        OnnxExport.Operation own = OWN.get(name);
        if (own != null) {
            return Given.required(own.export(node, inputs, output), "OnnxExport.register",
                    "the node that the export of '" + name + "' returned",
                    "return OnnxNode.of(operator, inputs, output)");
        }
        if (SAME.containsKey(name)) {
            return OnnxNode.of(SAME.get(name), inputs, output);
        }
        if (COMPARISONS.containsKey(name)) {
            return asNumbers(OnnxNode.of(COMPARISONS.get(name), inputs, output + ".holds"));
        }
        Function<ExportedOperations, OnnxNode> other = OTHERS.get(name);
        if (other != null) {
            return other.apply(this);
        }
        if (ExportedReductions.knows(name)) {
            return new ExportedReductions(this).made();
        }
        if (ExportedSelections.knows(name)) {
            return new ExportedSelections(this).made();
        }
        throw new IllegalArgumentException("onnx export: the operation '" + name
                + "' between layers has no counterpart. "
                + "Rule: the graph consists of ONNX operators. Fix: use layers and arithmetic, or say what it is with "
                + "OnnxExport.register(\"" + name + "\", …).");
    }

    /** Whether the export of this operation is not the user's business. */
    static boolean knows(String operation) {
        return SAME.containsKey(operation) || COMPARISONS.containsKey(operation) || OTHERS.containsKey(operation)
                || ExportedReductions.knows(operation) || ExportedSelections.knows(operation);
    }

    private OnnxNode silu() {
        return OnnxNode.of("Mul", List.of(x, writer.add("Sigmoid", output + ".sigmoid", x)), output);
    }

    private OnnxNode leakyRelu() {
        return OnnxNode.of("LeakyRelu", inputs, output)
                .with("alpha", (float) real("slope"));
    }

    private OnnxNode where() {
        return OnnxNode.of("Where", List.of(writer.cast(inputs.get(2), GraphWriter.BOOL, output + ".holds"), x,
                inputs.get(1)), output);
    }

    private OnnxNode matmul() {
        return OnnxNode.of("MatMul", List.of(transposed(0, "transposeA"), transposed(1, "transposeB")), output);
    }

    private OnnxNode conv2d() {
        return OnnxWindows.of(OnnxNode.of("Conv", inputs, output), window()).with("group", number("groups"));
    }

    private OnnxNode avgPool2d() {
        return OnnxWindows.averagePool(inputs, output, window(), is("countIncludePad"));
    }

    private OnnxNode permute() {
        return OnnxNode.of("Transpose", inputs, output).with("perm", longs("dims"));
    }

    private OnnxNode expand() {
        return OnnxNode.of("Expand", List.of(x, writer.sizes(output, runs.shape(node))), output);
    }

    private OnnxNode pad() {
        return OnnxNode.of("Pad", List.of(x, writer.integers(output, IntStream.concat(
                Arrays.stream(ints("before")), Arrays.stream(ints("after"))).asLongStream().toArray())), output);
    }

    /** Picked elements, or the product with the whole matrix along the last dimension or the one before. */
    private OnnxNode sparseProduct() {
        SparseMatrix m = (SparseMatrix) node.settings().get("matrix");
        if (m.picks()) {
            String picked = writer.integers(output, GraphWriter.longs(m.column()));
            return OnnxNode.of("Gather", List.of(x, picked), output).with("axis", number("dim"));
        }
        boolean isLast = number("dim") == shape(0).rank() - 1;
        SparseMatrix factor = isLast ? m.transposed() : m;
        String matrix = writer.constant(output, NdArray.of(factor.dense(), factor.rows(), factor.columns()));
        return OnnxNode.of("MatMul", isLast ? List.of(x, matrix) : List.of(matrix, x), output);
    }

    private Window2d window() {
        return (Window2d) node.settings().get("window");
    }

    private OnnxNode along(String op) {
        return OnnxNode.of(op, inputs, output).with("axis", number("dim"));
    }

    /** What holds as 1, what does not as 0. */
    private OnnxNode asNumbers(OnnxNode truth) {
        return OnnxNode.of("Cast", List.of(writer.add(truth)), output).with("to", GraphWriter.FLOAT);
    }

    /** An operator whose further inputs are settings of the operation. */
    private OnnxNode with(String op, String... settings) {
        String[] all = new String[settings.length + 1];
        all[0] = x;
        for (int i = 0; i < settings.length; i++) {
            all[i + 1] = writer.number(output, real(settings[i]));
        }
        return OnnxNode.of(op, List.of(all), output);
    }

    /** All sizes but one are given; the one that is worked out is the one that the batch changes. */
    private OnnxNode reshape() {
        BatchShape from = shape(0);
        BatchShape to = runs.shape(node);
        Shape before = from.first();
        if (to.rank() == 2 && from.rank() > 1 && to.first().dim(0) == before.dim(0)
                && to.second().dim(0) == from.second().dim(0) && !to.varies(1)) {
            return OnnxNode.of("Flatten", inputs, output).with("axis", 1L);
        }
        String sizes;
        if (to.varying().length == 1 && to.first().numel() > 0) {
            long[] known = GraphWriter.longs(to.first().dims());
            known[to.varying()[0]] = -1;
            sizes = writer.integers(output, known);
        } else {
            sizes = writer.sizes(output, to);
        }
        return OnnxNode.of("Reshape", List.of(x, sizes), output);
    }

    private String transposed(int input, String setting) {
        if (!is(setting)) {
            return inputs.get(input);
        }
        int rank = shape(input).rank();
        long[] order = IntStream.range(0, rank).mapToLong(d -> d < rank - 2 ? d : 2L * rank - 3 - d).toArray();
        return writer.add(OnnxNode.of("Transpose", List.of(inputs.get(input)), output + ".t" + input)
                .with("perm", order));
    }
}
