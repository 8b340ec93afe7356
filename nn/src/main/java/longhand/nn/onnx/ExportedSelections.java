package longhand.nn.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import longhand.autograd.Node;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxNode;
import longhand.shape.Shape;

/** Parts of tensors, elements chosen by indices, and assignments to both, as ONNX nodes. */
final class ExportedSelections extends NodeExport {
    /** More than any size, and a number that float32 holds. */
    private static final long BEYOND = (1L << 24) - 1;
    private static final Map<String, Function<ExportedSelections, OnnxNode>> KNOWN = Map.ofEntries(
            Map.entry("narrow", ExportedSelections::narrow), Map.entry("flip", ExportedSelections::flip),
            Map.entry("indexSelect", ExportedSelections::indexSelect),
            Map.entry("gather", op -> OnnxNode.of("GatherElements", List.of(op.x, op.index(1)), op.output)
                    .with("axis", op.number("dim"))),
            Map.entry("scatter", ExportedSelections::scatter),
            Map.entry("scatterAdd", op -> op.scatter().with("reduction", "add")),
            Map.entry("order", ExportedSelections::order), Map.entry("sliceAssign", ExportedSelections::sliceAssign),
            Map.entry("set", ExportedSelections::set), Map.entry("indexPut", ExportedSelections::indexPut),
            Map.entry("copyFrom", ExportedSelections::value), Map.entry("fill", ExportedSelections::value));

    /** The first input is what is taken from or assigned to. */
    ExportedSelections(NodeExport same) {
        super(same);
    }

    static boolean knows(String operation) {
        return KNOWN.containsKey(operation);
    }

    OnnxNode made() {
        return KNOWN.get(node.operation()).apply(this);
    }

    /** Positions that are computed, as integers. */
    private String index(int input) {
        return writer.cast(inputs.get(input), GraphWriter.INT64, output + ".index");
    }

    private OnnxNode slice(String result, String start, String end, long step, long... axes) {
        return OnnxNode.of("Slice", List.of(x, start, end, writer.integers(result, axes), repeated(result, step, axes)),
                result);
    }

    private String repeated(String owner, long value, long... axes) {
        return writer.integers(owner, Arrays.stream(axes).map(_ -> value).toArray());
    }

    /** A position that may move with the size of the batch: the last row is row batch − 1. */
    private BatchShape position(String... summands) {
        return new BatchShape(Shape.of(sum(node, summands)), Shape.of(sum(runs.twin(node), summands)));
    }

    private static int sum(Node node, String... settings) {
        return Arrays.stream(settings).mapToInt(setting -> ((Number) node.settings().get(setting)).intValue()).sum();
    }

    private OnnxNode narrow() {
        return slice(output, writer.sizes(output + ".start", position("start")),
                writer.sizes(output + ".end", position("start", "length")), 1, number("dim"));
    }

    /** From the last element back to before the first, wherever that is. */
    private OnnxNode flip() {
        int rank = node.shape().rank();
        long[] axes = Arrays.stream(ints("dims")).map(d -> d < 0 ? d + rank : d).distinct().asLongStream().toArray();
        return slice(output, repeated(output, -1, axes), repeated(output, -BEYOND, axes), -1, axes);
    }

    private OnnxNode indexSelect() {
        String index = inputs.size() == 1 ? writer.integers(output, longs("index"))
                : writer.add("Reshape", output + ".list", index(1), writer.integers(output, -1));
        return OnnxNode.of("Gather", List.of(x, index), output).with("axis", number("dim"));
    }

    private OnnxNode scatter() {
        return OnnxNode.of("ScatterElements", List.of(x, index(2), inputs.get(1)), output).with("axis", number("dim"));
    }

    /** The positions of the elements in order; TopK gives them as its second result. */
    private OnnxNode order() {
        int axis = (int) number("dim");
        BatchShape along = new BatchShape(Shape.of(node.shape().dim(axis)),
                Shape.of(runs.twin(node).shape().dim(axis)));
        OnnxNode sorted = new OnnxNode("TopK", output + ".sorted", List.of(x, writer.sizes(output, along)),
                List.of(output + ".values", output + ".index"), new LinkedHashMap<>());
        writer.add(sorted.with("axis", (long) axis).with("largest", is("descending") ? 1L : 0L));
        return OnnxNode.of("Cast", List.of(output + ".index"), output).with("to", GraphWriter.FLOAT);
    }

    /** All elements are assigned to. */
    private OnnxNode value() {
        return OnnxNode.of("Identity", List.of(inputs.get(1)), output);
    }

    /** What is before the part that is assigned to, that, and what is behind it. */
    private OnnxNode sliceAssign() {
        long axis = number("dim");
        String before = writer.add(slice(output + ".before", writer.integers(output, 0),
                writer.sizes(output + ".start", position("start")), 1, axis));
        String behind = writer.add(slice(output + ".behind", writer.sizes(output + ".end",
                position("start", "length")), writer.integers(output, BEYOND), 1, axis));
        return OnnxNode.of("Concat", List.of(before, inputs.get(1), behind), output).with("axis", axis);
    }

    private OnnxNode set() {
        int[] index = ints("index");
        return index.length == 0 ? value() : scatterNd(GraphWriter.longs(index), 1, index.length,
                writer.add("Unsqueeze", output + ".one", inputs.get(1), writer.integers(output, 0)));
    }

    private OnnxNode indexPut() {
        int[][] lists = (int[][]) node.settings().get("indices");
        int count = lists[0].length;
        long[] places = new long[count * lists.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = lists[i % lists.length][i / lists.length];
        }
        return scatterNd(places, count, lists.length, inputs.get(1));
    }

    /** @param places positions in the first {@code depth} dimensions, row by row */
    private OnnxNode scatterNd(long[] places, int count, int depth, String values) {
        String index = writer.constant(output, NdArray.of(places, count, depth));
        return OnnxNode.of("ScatterND", List.of(x, index, values), output);
    }
}
