package longhand.nn.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import longhand.autograd.NoGrad;
import longhand.autograd.Node;
import longhand.io.DType;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxValue;
import longhand.names.Given;
import longhand.nn.Layer;
import longhand.nn.LayerSnapshot;
import longhand.nn.Parameter;
import longhand.nn.onnx.Trace.Step;
import longhand.random.Generator;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Writes a network as an ONNX graph.
 *
 * <p>The network runs on random numbers. Each layer that has an ONNX operator ({@link ExportedLayers}) is noted with
 * its input and result; what happens between layers, and what hooks make of results, is read off the graph that
 * autograd keeps. So every network can be exported, whatever its {@code compute} looks like, if it is made of such
 * layers and operations. Constants become part of the graph; operations of one's own are made known with {@link
 * #register}. The graph describes evaluation mode, takes batches of any size, and names the parameters as
 * the state dict does.
 *
 * <p>A graph cannot follow what Java does with numbers or with the size of the batch. So the network runs twice, with
 * batches of other sizes and other numbers: where both runs differ in more than sizes ({@link TwoRuns}), or where it
 * takes numbers out of tensors ({@code item()}, {@code data()}), the export is refused. In the end the graph is
 * computed and compared with the network ({@link ExportCheck}).
 */
public final class OnnxExport {
    private static final long OPSET = 17;
    private static final long OPSET_WITH_AXES_AS_INPUTS = 18;
    private static final long OPSET_WITH_GELU = 20;
    private static final Set<String> WITH_AXES_AS_INPUTS = Set.of("ReduceMean", "ReduceMax", "ReduceMin");
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final long SEED = 20;

    /** What one operation of autograd is in ONNX. */
    @FunctionalInterface
    public interface Operation {
        /**
         * @param node the operation: its name, settings, and the shapes of inputs and result for a batch of two
         * @param inputs names of the values that it computes with, constants included
         * @param output name of its result
         * @return the node, never null
         */
        OnnxNode export(Node node, List<String> inputs, String output);
    }

    private final Map<Node, String> names = new HashMap<>();
    private final Map<Layer, String> paths = new HashMap<>();
    private final Map<Object, String> parameters = new HashMap<>();
    private final Layer net;
    private final LayerSnapshot before;
    private final OnnxGraph graph;
    private final Set<String> reserved = new HashSet<>();
    private GraphWriter writer;
    private Trace first;
    private TwoRuns runs;

    private OnnxExport(Layer net, String name, LayerSnapshot before) {
        this.net = net;
        this.before = before;
        this.graph = OnnxGraph.named(name);
        net.namedLayers().forEach((path, layer) -> paths.putIfAbsent(layer, path));
    }

    /**
     * A network as a model that can be written to a file.
     *
     * @param name name of the graph
     * @param net the network; it stays as it is ({@link LayerSnapshot}), whether the export succeeds or not
     * @param image shape of one input without the batch, e.g. 1, 28, 28
     * @throws IllegalArgumentException naming the layer or operation that has no counterpart, or what depends on
     *     values or on the size of the batch
     */
    public static OnnxModel of(String name, Layer net, int... image) {
        Given.required(name, "onnx export", "the name of the graph", "pass a name");
        Given.required(net, "onnx export", "the network", "pass a layer");
        Given.required(image, "onnx export", "the array of sizes", "pass those of one input");
        try (LayerSnapshot before = LayerSnapshot.of(net)) {
            net.eval();
            return new OnnxExport(net, name, before).export(image);
        }
    }

    /**
     * Says what an operation is in ONNX, for all exports from now on: one of the user's own, or one that is not known
     * here. The last one that is given for a name counts.
     *
     * @param operation the name under which it is recorded, as errors and {@code grad_fn} show it
     * @throws IllegalArgumentException if it is the name of a layer of the library's, or of an operation that is known
     */
    public static void register(String operation, Operation export) {
        Given.required(operation, "OnnxExport.register", "the name of the operation", "pass the one it is recorded under");
        Given.required(export, "OnnxExport.register", "the export", "pass (node, inputs, output) -> OnnxNode.of(…)");
        if (ExportedOperations.knows(operation) || isLayer(operation)) {
            throw new IllegalArgumentException("OnnxExport.register: '" + operation + "' is a name of the library's, whose "
                    + (isLayer(operation) ? "layers" : "operations") + " are exported already. Rule: own operations are "
                    + "registered under names of their own. Fix: choose another name here and in Internals.recorded.");
        }
        ExportedOperations.register(operation, export);
    }

    private static boolean isLayer(String name) {
        try {
            return Layer.class.isAssignableFrom(Class.forName(Layer.class.getPackageName() + "." + name));
        } catch (ClassNotFoundException | LinkageError e) { // the latter if a file system finds it in other letters
            return false;
        }
    }

    private OnnxModel export(int... image) {
        if (!NoGrad.gradEnabled()) {
            throw new IllegalStateException("onnx export: nothing is remembered under NoGrad. Fix: export outside of it.");
        }
        first = trace(BatchShape.FIRST, image);
        Trace second = trace(BatchShape.SECOND, image);
        first.requireNothingRead();
        second.requireNothingRead();
        if (!first.dependsOnInput() && !second.dependsOnInput() || first.result().node() == Node.NONE) {
            throw new IllegalArgumentException("onnx export: the result does not depend on the input, as far as it is "
                    + "recorded. Rule: the graph leads from the input to the result. Fix: compute outside of NoGrad, with "
                    + "operations on tensors.");
        }
        runs = new TwoRuns(first, second);
        OnnxModel model = model();
        ExportCheck.require(model, net, batch -> random(batch, image), first, second);
        return model;
    }

    /**
     * A run on normal random numbers, or on zeros and ones if the network takes integers only. Each run begins with the
     * same parameters and buffers.
     */
    private Trace trace(int batch, int... image) {
        Tensor x = random(batch, image);
        before.restoreTensors();
        try {
            return new Trace(net, x, paths.keySet());
        } catch (RuntimeException e) {
            before.restoreTensors();
            try {
                return new Trace(net, x.detach().gt(0), paths.keySet());
            } catch (RuntimeException again) {
                throw e;
            }
        }
    }

    private static Tensor random(int batch, int... image) {
        int[] dims = new int[image.length + 1];
        dims[0] = batch;
        System.arraycopy(image, 0, dims, 1, image.length);
        Tensor x = Tensor.zeros(dims);
        new Generator(SEED + batch).normal(Internals.values(x), x.numel(), 0, 1);
        return x;
    }

    private OnnxModel model() {
        net.namedParameters().forEach((name, parameter) -> nameOf(parameter, name));
        paths.values().forEach(this::reserve);
        writer = new GraphWriter(graph, INPUT, reserved.contains("batch") ? free("batch", 1) : "batch");
        names.put(first.input().node(), INPUT);
        Node result = first.result().node();
        emit(result);
        String last = reserved.contains(OUTPUT) ? free(OUTPUT, 1) : OUTPUT; // a layer's node may be called so
        writer.add(new OnnxNode("Identity", last, List.of(names.get(result)), List.of(OUTPUT),
                new LinkedHashMap<>()));
        graph.inputs().add(value(INPUT, first.input().node()));
        graph.outputs().add(value(OUTPUT, result));
        return new OnnxModel(opset(), "longhand", graph);
    }

    /** One that requires a gradient is known by its node, a frozen one by its memory. */
    private void nameOf(Parameter parameter, String name) {
        reserve(name);
        parameters.put(parameter.tensor().node(), name);
        parameters.put(Internals.memory(parameter.tensor()), name);
    }

    private long opset() {
        Set<String> ops = new TreeSet<>();
        graph.nodes().forEach(node -> ops.add(node.op()));
        return ops.contains("Gelu") ? OPSET_WITH_GELU
                : ops.stream().anyMatch(WITH_AXES_AS_INPUTS::contains) ? OPSET_WITH_AXES_AS_INPUTS : OPSET;
    }

    private OnnxValue value(String name, Node node) {
        List<String> dims = new ArrayList<>();
        for (int d = 0; d < node.shape().rank(); d++) {
            dims.add(runs.shape(node).text(d));
        }
        return new OnnxValue(name, DType.F32, dims);
    }

    /** Adds what computes this result to the graph, after what it needs. */
    private void emit(Node result) {
        Set<Node> needed = new TreeSet<>(Comparator.comparingLong(Node::number)); // in the order of their creation
        List<Node> open = new ArrayList<>(List.of(result));
        while (!open.isEmpty()) { // a loop, because a deep network would overflow the stack
            Node node = open.removeLast();
            if (!names.containsKey(node) && needed.add(node)) {
                open.addAll(first.inputsOf(node));
            }
        }
        for (Node node : needed) {
            names.put(node, freeName(node));
            emitOne(node);
        }
    }

    /** That of the parameter, unless its numbers have changed meanwhile, so that there are two. */
    private String freeName(Node node) {
        String constant = node.isLeaf() ? parameters.get(first.memory(node)) : null;
        String name = parameters.getOrDefault(node, constant);
        if (name != null && !isTaken(name)) {
            return name;
        }
        return free("v", names.size());
    }

    /** Keeps a name of the network's from values, with all that values behind it could be called. */
    private void reserve(String name) {
        reserved.add(name.split("\\.", 2)[0]);
    }

    /** A name that nothing has, nor begins with up to a dot: the writer adds to it what it needs more. */
    private String free(String prefix, int from) {
        int number = from;
        while (reserved.contains(prefix + number) || isTaken(prefix + number)) {
            number++;
        }
        return prefix + number;
    }

    private boolean isTaken(String name) {
        return name.equals(OUTPUT) || names.containsValue(name);
    }

    private void emitOne(Node node) {
        Step step = first.step(node);
        if (step != null) {
            ExportedLayers.add(step, paths.get(step.layer()), names.get(step.input()), names.get(node), writer);
        } else if (!node.isLeaf()) {
            List<String> inputs = first.inputsOf(node).stream().map(names::get).toList();
            writer.add(new ExportedOperations(node, runs, inputs, names.get(node), writer).made());
        } else if (runs.shape(node).variesAnywhere()) {
            writer.repeated(names.get(node), Internals.values(node.leafTensor())[0], runs.shape(node));
        } else { // a parameter or constant that the network uses directly and not through a layer
            graph.initializers().put(names.get(node), NdArray.of(node.leafTensor()));
        }
    }
}
