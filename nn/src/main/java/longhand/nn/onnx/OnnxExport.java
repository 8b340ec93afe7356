package longhand.nn.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import longhand.autograd.Constants;
import longhand.autograd.Edge;
import longhand.autograd.Node;
import longhand.io.DType;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxValue;
import longhand.nn.ForwardWatch;
import longhand.nn.Layer;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * Writes a network as an ONNX graph.
 *
 * <p>The network runs once on zeros. Each layer that has an ONNX operator ({@link ExportedLayers}) is noted with its
 * input and result; what happens between layers (an addition, joining paths, flattening) is read off the graph that
 * autograd keeps. So every network can be exported, whatever its {@code compute} looks like, if it is made of such
 * layers and operations. Constants become part of the graph; operations of one's own are made known with {@link
 * #register}. The graph describes evaluation mode, takes batches of any size, and names the parameters as
 * the state dict does.
 */
public final class OnnxExport {
    private static final long OPSET = 17;
    private static final long OPSET_WITH_GELU = 20;
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final String BATCH = "batch";

    /** What one operation of autograd is in ONNX. */
    @FunctionalInterface
    public interface Operation {
        /**
         * @param node the operation: its name, settings, and the shapes of inputs and result
         * @param inputs names of the values that it computes with, constants included
         * @param output name of its result
         */
        OnnxNode export(Node node, List<String> inputs, String output);
    }

    private final Map<Node, Step> steps = new HashMap<>();
    private final Map<Node, String> names = new HashMap<>();
    private final Map<Layer, String> paths = new HashMap<>();
    private final Map<Node, String> parameters = new HashMap<>();
    private final OnnxGraph graph;

    /** A layer's work: what it made of what. */
    private record Step(Layer layer, Node input, Shape inputShape) {}

    private OnnxExport(Layer net, String name) {
        this.graph = OnnxGraph.named(name);
        net.namedLayers().forEach((path, layer) -> paths.putIfAbsent(layer, path));
    }

    /**
     * A network as a model that can be written to a file.
     *
     * @param name name of the graph
     * @param net the network; its mode and parameters stay as they are
     * @param image shape of one input without the batch, e.g. 1, 28, 28
     * @throws IllegalArgumentException naming the layer or operation that has no counterpart
     */
    public static OnnxModel of(String name, Layer net, int... image) {
        OnnxExport export = new OnnxExport(net, name);
        Map<Layer, Boolean> modes = new HashMap<>();
        net.namedLayers().values().forEach(layer -> modes.put(layer, layer.isTraining()));
        try {
            net.eval();
            return export.trace(net, batchOf(image));
        } finally {
            net.namedLayers().values().forEach(layer -> layer.train(modes.get(layer)));
        }
    }

    /**
     * Says what an operation is in ONNX, for all exports from now on: one of the user's own, or one that is not known
     * here.
     *
     * @param operation the name under which it is recorded, as errors and {@code grad_fn} show it
     */
    public static void register(String operation, Operation export) {
        ExportedOperations.register(operation, export);
    }

    private static Tensor batchOf(int... image) {
        int[] dims = new int[image.length + 1];
        dims[0] = 1;
        System.arraycopy(image, 0, dims, 1, image.length);
        return Tensor.zeros(dims);
    }

    private OnnxModel trace(Layer net, Tensor x) {
        Tensor y;
        x.requiresGrad(true);
        try (ForwardWatch _ = ForwardWatch.start(this::note); Constants _ = Constants.record(x)) {
            y = net.forward(x);
        }
        if (y.node() == Node.NONE) {
            throw new IllegalStateException("onnx export: nothing is remembered under NoGrad. Fix: export outside of it.");
        }
        net.namedParameters().forEach((name, parameter) -> parameters.put(parameter.tensor().node(), name));
        names.put(x.node(), INPUT);
        String result = emit(y.node());
        graph.nodes().add(OnnxNode.of("Identity", List.of(result), OUTPUT));
        graph.inputs().add(value(INPUT, x.shape()));
        graph.outputs().add(value(OUTPUT, y.shape()));
        boolean gelu = graph.nodes().stream().anyMatch(node -> node.op().equals("Gelu"));
        return new OnnxModel(gelu ? OPSET_WITH_GELU : OPSET, "longhand", graph);
    }

    private void note(Layer layer, Tensor x, Tensor y) {
        // one that is no child of its layer is exported operation by operation
        boolean named = paths.containsKey(layer);
        if (named && ExportedLayers.knows(layer) && x.node() != y.node()) {
            steps.put(y.node(), new Step(layer, x.node(), x.shape()));
        }
    }

    private static OnnxValue value(String name, Shape shape) {
        List<String> dims = new ArrayList<>(List.of(BATCH));
        for (int d = 1; d < shape.rank(); d++) {
            dims.add(Integer.toString(shape.dim(d)));
        }
        return new OnnxValue(name, DType.F32, dims);
    }

    /** Adds what computes this result to the graph, after what it needs, and returns the name of its value. */
    private String emit(Node result) {
        Set<Node> needed = new TreeSet<>(Comparator.comparingLong(Node::number)); // in the order of their creation
        List<Node> open = new ArrayList<>(List.of(result));
        while (!open.isEmpty()) { // a loop, because a deep network would overflow the stack
            Node node = open.removeLast();
            if (!names.containsKey(node) && needed.add(node)) {
                open.addAll(inputsOf(node));
            }
        }
        for (Node node : needed) {
            names.put(node, parameters.getOrDefault(node, "v" + names.size()));
            emitOne(node);
        }
        return names.get(result);
    }

    private List<Node> inputsOf(Node node) {
        Step step = steps.get(node);
        return step != null ? List.of(step.input) : node.inputs().stream().map(Edge::target).toList();
    }

    private void emitOne(Node node) {
        Step step = steps.get(node);
        if (node == Node.NONE || node == Constants.UNKNOWN) {
            throw new IllegalArgumentException("onnx export: the network computes with a tensor that is neither input, parameter nor constant: "
                    + "it was computed by an operation without gradient, such as a comparison, or taken out of the graph with detach(). "
                    + "Fix: use operations that have gradients, or put the computation into a layer.");
        }
        if (step != null) {
            ExportedLayers.add(step.layer, paths.get(step.layer), names.get(step.input), step.inputShape,
                    names.get(node), graph);
        } else if (node.isLeaf()) {
            addConstant(node);
        } else {
            ExportedOperations.add(node, node.inputs().stream().map(edge -> names.get(edge.target())).toList(),
                    names.get(node), graph);
        }
    }

    /** A parameter or constant that a network uses directly and not through a layer. */
    private void addConstant(Node leaf) {
        graph.initializers().put(names.get(leaf), NdArray.of(leaf.leafTensor()));
    }
}
