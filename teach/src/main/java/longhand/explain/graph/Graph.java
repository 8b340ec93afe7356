package longhand.explain.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.autograd.Node;
import longhand.explain.Colours;
import longhand.explain.Html;
import longhand.explain.Numbers;
import longhand.nn.Layer;
import longhand.tensor.Tensor;

/**
 * The graph behind a tensor, as a drawing and as a page that steps through the backward pass.
 *
 * <pre>{@code
 * Graph graph = Graph.of(loss).name("w", w).name("b", b);   // before backward, which uses the graph up
 * loss.backward();
 * Files.writeString(Path.of("graph.svg"), graph.svg());    // with gradients now
 * }</pre>
 *
 * Values and gradients of a few numbers are written out, others as their shape. {@link #layers} names the parameters of
 * a network and draws each of its layers as one box.
 */
public final class Graph {
    private static final int MOST_NUMBERS = 6;
    private static final int MOST_BOXES = 2000;

    private final Map<Node, List<Node>> edges;
    private final Map<Node, String> names = new HashMap<>();
    private final Map<Node, String> layers = new HashMap<>();
    /** Gradients of results, as backward found them. */
    private final Map<Node, Tensor> gradients = Collections.synchronizedMap(new IdentityHashMap<>());
    private List<Box> boxes;

    private Graph(Tensor tensor) {
        this.edges = GraphReader.edges(tensor.node());
        this.boxes = read();
        boxes.forEach(box -> watch(box.node()));
    }

    /**
     * The graph that a tensor was computed by, as it is now.
     *
     * @throws IllegalStateException if the tensor depends on nothing that requires a gradient, or if a backward pass
     *     has used the graph up
     */
    public static Graph of(Tensor tensor) {
        if (!tensor.requiresGrad()) {
            throw new IllegalStateException("Graph.of: this tensor of shape " + tensor.shape()
                    + " has no graph, for it depends on no tensor that requires a gradient. Fix: call requiresGrad(true) on an "
                    + "input before computing.");
        }
        return new Graph(tensor);
    }

    private void watch(Node node) {
        if (!node.isLeaf()) {
            node.registerHook(gradient -> {
                gradients.put(node, gradient);
                return gradient;
            });
        }
    }

    private List<Box> read() {
        List<Box> read = GraphReader.read(edges, names, layers);
        if (read.size() > MOST_BOXES) {
            throw new IllegalArgumentException("Graph.of: the graph has " + read.size() + " operations. Rule: at most "
                    + MOST_BOXES + " are drawn. Fix: draw a smaller network, or a part of the computation.");
        }
        return read;
    }

    /** Names a tensor that is drawn as a leaf. Returns this. */
    public Graph name(String name, Tensor leaf) {
        names.put(leaf.node(), name);
        boxes = read();
        return this;
    }

    /** Names the parameters of a network, and draws each layer that has some as one box. Returns this. */
    public Graph layers(Layer net) {
        Map<String, Layer> all = net.namedLayers();
        net.namedParameters().forEach((name, parameter) -> {
            Node leaf = parameter.tensor().node();
            int dot = name.lastIndexOf('.');
            String path = dot < 0 ? "" : name.substring(0, dot);
            String type = all.get(path).getClass().getSimpleName();
            names.put(leaf, name.substring(dot + 1) + " " + leaf.shape());
            layers.put(leaf, path.isEmpty() ? type : path + " " + type);
        });
        boxes = read();
        return this;
    }

    List<Box> boxes() {
        return boxes;
    }

    /** The value of a box, if it is still there and short enough. */
    private static Optional<String> value(Box box) {
        Node node = box.node();
        return node.isLeaf() ? numbers(node.leafTensor()) : node.result().flatMap(Graph::numbers);
    }

    private Optional<Tensor> gradientTensor(Box box) {
        Node node = box.node();
        return node.isLeaf() ? node.leafTensor().gradIfAny() : Optional.ofNullable(gradients.get(node));
    }

    private Optional<String> gradient(Box box) {
        return gradientTensor(box).map(g -> numbers(g).orElse("of shape " + g.shape()));
    }

    private static Optional<String> numbers(Tensor tensor) {
        if (tensor.numel() > MOST_NUMBERS) {
            return Optional.empty();
        }
        try {
            float[] values = tensor.toArray();
            String text = IntStream.range(0, values.length).mapToObj(i -> Numbers.format(values[i]))
                    .collect(Collectors.joining(", "));
            return Optional.of(tensor.shape().rank() == 0 ? text : "[" + text + "]");
        } catch (IllegalStateException e) {
            return Optional.empty(); // its memory serves another tensor by now
        }
    }

    /** The drawing, as the content of an SVG file: inputs above, the result at the bottom. */
    public String svg() {
        return new GraphSvg(boxes, boxes.stream().map(this::lines).toList()).text(describe());
    }

    private List<String> lines(Box box) {
        return box.lines(value(box), gradient(box));
    }

    /** A line for each box, inputs first, with the titles of what it is computed from. */
    @Override
    public String toString() {
        return boxes.stream().map(box -> {
            List<String> lines = lines(box);
            String inputs = box.inputs().stream().map(input -> boxes.get(input).title())
                    .collect(Collectors.joining(", "));
            return lines.getFirst() + (box.inputs().isEmpty() ? "" : "(" + inputs + ")") + ": "
                    + String.join(", ", lines.subList(1, lines.size()));
        }).collect(Collectors.joining("\n"));
    }


    private String describe() {
        return "Graph of " + boxes.size() + " boxes: "
                + boxes.stream().map(box -> box.title()).collect(Collectors.joining(", "));
    }

    /** A self-contained page that steps through the backward pass, one box at a time. Best after backward. */
    public String html() {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (int i = boxes.size() - 1; i >= 0; i--) {
            Box box = boxes.get(i);
            Map<String, Object> step = new LinkedHashMap<>();
            step.put("id", box.id());
            step.put("title", box.title());
            step.put("gradient", gradient(box).orElse("not known: call backward() first"));
            step.put("rules", rules(box));
            steps.add(step);
        }
        try {
            return Html.fill(Graph.class, "graph.html", Map.of("style", Colours.css() + Html.resource(Html.class, "house.css")
                    + Html.resource(Graph.class, "graph.css"), "svg", svg(), "steps",
                    new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                            .writeValueAsString(steps).replace("</", "<\\/")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts and numbers are always JSON
        }
    }

    /** What a box hands back to each input: the rule, and what the input has received in all. */
    private List<Map<String, String>> rules(Box box) {
        List<Map<String, String>> rules = new ArrayList<>();
        if (box.kind().equals("layer")) {
            box.inputs().forEach(input -> rules.add(rule(box, input, "g, carried through the layer")));
        } else if (!box.node().isLeaf()) {
            List<Node> targets = edges.get(box.node());
            int used = 0;
            for (int i = 0; i < targets.size() && used < box.inputs().size(); i++) {
                if (targets.get(i) != Node.NONE) {
                    rules.add(rule(box, box.inputs().get(used++), Rules.of(box.node().operation(), i)));
                }
            }
        }
        return rules;
    }

    private Map<String, String> rule(Box from, int input, String rule) {
        Box to = boxes.get(input);
        long users = boxes.stream().flatMap(box -> box.inputs().stream()).filter(id -> id == input).count();
        return Map.of("to", to.title(), "rule", rule, "gradient", gradient(to).orElse(""), "users",
                Long.toString(users));
    }
}
