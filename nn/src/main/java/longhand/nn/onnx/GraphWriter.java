package longhand.nn.onnx;

import java.util.ArrayList;
import java.util.List;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxNode;

/**
 * Adds nodes and constants to an ONNX graph.
 *
 * @param graph what is written
 * @param input name of the input, whose first size is that of the batch
 * @param batch what the names of the values begin with that tell the size of the batch
 */
record GraphWriter(OnnxGraph graph, String input, String batch) {
    /** Types as {@code Cast} names them. */
    static final long FLOAT = 1;
    static final long INT64 = 7;
    static final long BOOL = 9;

    /** Adds a node with one result and returns the name of that. */
    String add(OnnxNode node) {
        graph.nodes().add(node);
        return node.outputs().getFirst();
    }

    /** Adds an operator without settings. */
    String add(String op, String output, String... inputs) {
        return add(OnnxNode.of(op, List.of(inputs), output));
    }

    /** Adds numbers of the file's own. */
    String constant(String owner, NdArray array) {
        String name = owner + ".c" + graph.initializers().size();
        graph.initializers().put(name, array);
        return name;
    }

    /** A vector of sizes or positions. */
    String integers(String owner, long... values) {
        return constant(owner, NdArray.of(values, values.length));
    }

    /** One number, shape []. */
    String number(String owner, double value) {
        return constant(owner, NdArray.of(new float[] {(float) value}));
    }

    /** The same values as another type. */
    String cast(String value, long type, String output) {
        return add(OnnxNode.of("Cast", List.of(value), output).with("to", type));
    }

    /** Sizes as a vector: a constant, or worked out from the size of the batch. */
    String sizes(String owner, BatchShape shape) {
        if (!shape.variesAnywhere()) {
            return integers(owner, longs(shape.first().dims()));
        }
        List<String> parts = new ArrayList<>();
        for (int d = 0; d < shape.rank(); d++) {
            parts.add(shape.varies(d) ? size(owner + ".s" + d, shape.perExample(d), shape.rest(d))
                    : integers(owner, shape.first().dim(d)));
        }
        return parts.size() == 1 ? parts.getFirst()
                : add(OnnxNode.of("Concat", parts, owner + ".sizes").with("axis", 0L));
    }

    /** perExample · batch + rest, as a vector of one. */
    private String size(String owner, int perExample, int rest) {
        String examples = batch + ".size";
        if (graph.nodes().stream().noneMatch(node -> node.outputs().contains(examples))) {
            String shape = add("Shape", batch + ".shape", input);
            add(OnnxNode.of("Gather", List.of(shape, integers(examples, 0)), examples).with("axis", 0L));
        }
        String size = perExample == 1 ? examples
                : add("Mul", owner + ".times", examples, integers(owner, perExample));
        return rest == 0 ? size : add("Add", owner, size, integers(owner, rest));
    }

    static long[] longs(int... values) {
        long[] longs = new long[values.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = values[i];
        }
        return longs;
    }

    /** A constant of one value whose size follows the batch. */
    void repeated(String output, float value, BatchShape shape) {
        add("Expand", output, number(output, value), sizes(output, shape));
    }
}
