package longhand.nn.onnx;

import java.util.List;
import longhand.autograd.Node;

/** One operation of the graph that is exported, with what it was told. */
abstract class NodeExport {
    final Node node;
    final TwoRuns runs;
    final List<String> inputs;
    /** The first input; empty if there is none, as an operation of a user may have it. */
    final String x;
    final String output;
    final GraphWriter writer;

    /**
     * One operation.
     *
     * @param runs tells which sizes depend on the batch
     * @param inputs names of the values that it takes
     * @param output name of its result
     */
    NodeExport(Node node, TwoRuns runs, List<String> inputs, String output, GraphWriter writer) {
        this.node = node;
        this.runs = runs;
        this.inputs = inputs;
        this.x = inputs.isEmpty() ? "" : inputs.getFirst();
        this.output = output;
        this.writer = writer;
    }

    /** The same operation. */
    NodeExport(NodeExport same) {
        this(same.node, same.runs, same.inputs, same.output, same.writer);
    }

    final BatchShape shape(int input) {
        return runs.shape(node.inputs().get(input).target());
    }

    final long number(String setting) {
        return ((Number) node.settings().get(setting)).longValue();
    }

    final double real(String setting) {
        return ((Number) node.settings().get(setting)).doubleValue();
    }

    final int[] ints(String setting) {
        return (int[]) node.settings().get(setting);
    }

    final long[] longs(String setting) {
        return GraphWriter.longs(ints(setting));
    }

    /** Whether the operation was told so; false if it was told nothing. */
    final boolean is(String setting) {
        return Boolean.TRUE.equals(node.settings().get(setting));
    }
}
