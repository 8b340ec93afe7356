package longhand.nn.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxNode;

/** Sums, means, spreads and largest elements over dimensions, as ONNX nodes. */
final class ExportedReductions extends NodeExport {
    private static final Set<String> KNOWN = Set.of("batchNorm", "groupNorm", "layerNorm", "mean", "sum", "max",
            "min", "var", "std", "norm", "cumsum", "argmax");

    private final BatchShape input = shape(0);

    ExportedReductions(NodeExport same) {
        super(same);
    }

    static boolean knows(String operation) {
        return KNOWN.contains(operation);
    }

    OnnxNode made() {
        return switch (node.operation()) {
            case "sum" -> over("ReduceSum", x, output);
            case "mean" -> over("ReduceMean", x, output);
            case "max" -> extreme("ReduceMax", x);
            case "min" -> extreme("ReduceMin", x);
            case "norm" -> OnnxNode.of("Sqrt", List.of(writer.add(over("ReduceSum", square(x), output + ".sum"))),
                    output);
            case "var" -> variance(x, output);
            case "std" -> OnnxNode.of("Sqrt", List.of(writer.add(variance(x, output + ".variance"))), output);
            case "cumsum" -> OnnxNode.of("CumSum", List.of(x, writer.constant(output,
                    NdArray.of(new long[] {number("dim")}))), output)
                    .with("reverse", is("reversed") ? 1L : 0L);
            case "argmax" -> OnnxNode.of("Cast", List.of(writer.add(OnnxNode.of("ArgMax", List.of(x),
                    output + ".index").with("axis", number("dim")).with("keepdims", keepDim()))), output)
                    .with("to", GraphWriter.FLOAT);
            case "groupNorm" -> groupNorm();
            case "layerNorm" -> affine(standardized(x, LongStream.range(input.rank() - shape(1).rank(), input.rank())
                    .toArray()), inputs.get(1), inputs.get(2));
            default -> batchNorm(x);
        };
    }

    private long keepDim() {
        return is("keepDim") ? 1 : 0;
    }

    private String square(String x) {
        return writer.add("Mul", output + ".square", x, x);
    }

    /** Over no dimensions nothing is reduced; ONNX would take all. */
    private OnnxNode over(String op, String x, String result) {
        long[] dims = longs("dims");
        return dims.length == 0 ? OnnxNode.of("Identity", List.of(x), result)
                : reduced(op, x, result, keepDim(), dims);
    }

    private OnnxNode reduced(String op, String x, String result, long keepDim, long... dims) {
        return OnnxNode.of(op, List.of(x, writer.integers(result, dims)), result).with("keepdims", keepDim);
    }

    /** Along one dimension, which stays with size 1, or of all elements. */
    private OnnxNode extreme(String op, String x) {
        return node.settings().containsKey("dim") ? reduced(op, x, output, 1, number("dim"))
                : OnnxNode.of(op, List.of(x), output).with("keepdims", 0L);
    }

    private String mean(String x, String result, long... dims) {
        return writer.add(reduced("ReduceMean", x, result, 1, dims));
    }

    private OnnxNode variance(String x, String result) {
        long dim = number("dim");
        String distance = writer.add("Sub", output + ".distance", x, mean(x, output + ".mean", dim));
        String sum = writer.add(reduced("ReduceSum", square(distance), output + ".sum", keepDim(), dim));
        return OnnxNode.of("Div", List.of(sum, writer.number(output, real("divisor"))), result);
    }

    /** With the statistics of the input itself, as normalisation within each image uses them, or with given ones. */
    private OnnxNode batchNorm(String x) {
        long[] dims = LongStream.range(0, input.rank()).filter(d -> d != 1).toArray();
        if (!node.settings().containsKey("mean")) {
            return affinePerChannel(standardized(x, dims));
        }
        String distance = writer.add("Sub", output + ".distance", x, perChannel("mean", 0));
        return affinePerChannel(divided(distance, perChannel("variance", real("eps"))));
    }

    /** Each group becomes a row, and is standardized along it. */
    private OnnxNode groupNorm() {
        String rows = writer.add("Reshape", output + ".rows", x, writer.integers(output, 0, number("groups"), -1));
        return affinePerChannel(writer.add("Reshape", output + ".whole", standardized(rows, 2), writer.sizes(output, input)));
    }

    /** Minus the mean, divided by the standard deviation. */
    private String standardized(String x, long... dims) {
        String distance = writer.add("Sub", output + ".distance", x, mean(x, output + ".mean", dims));
        return divided(distance, writer.add("Add", output + ".variance",
                mean(square(distance), output + ".squares", dims), writer.number(output, real("eps"))));
    }

    private String divided(String distance, String variance) {
        return writer.add("Div", output + ".standard", distance,
                writer.add("Sqrt", output + ".deviation", variance));
    }

    private OnnxNode affinePerChannel(String standardized) {
        return affine(standardized, broadcast(1), broadcast(2));
    }

    private OnnxNode affine(String standardized, String factor, String shift) {
        String scaled = writer.add("Mul", output + ".scaled", standardized, factor);
        return OnnxNode.of("Add", List.of(scaled, shift), output);
    }

    /** Numbers of the operation, [channels, 1, …, 1]. */
    private String perChannel(String setting, double plus) {
        double[] values = (double[]) node.settings().get(setting);
        float[] floats = new float[values.length];
        IntStream.range(0, floats.length).forEach(c -> floats[c] = (float) (values[c] + plus));
        int[] dims = new int[input.rank() - 1];
        Arrays.fill(dims, 1);
        dims[0] = floats.length;
        return writer.constant(output, NdArray.of(floats, dims));
    }

    /** An input [channels] as [channels, 1, …, 1]. */
    private String broadcast(int index) {
        long[] dims = new long[input.rank() - 1];
        Arrays.fill(dims, 1);
        dims[0] = -1;
        return writer.add("Reshape", output + ".channels" + index, inputs.get(index), writer.integers(output, dims));
    }
}
