package longhand.explain.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import longhand.autograd.Edge;
import longhand.autograd.Node;

/**
 * Makes boxes of nodes. A layer takes in the operations that read its parameters, or read what was computed from these
 * alone, as far as they feed one another: a linear layer is a matrix product and a sum, and is drawn as one box.
 */
final class GraphReader {
    private final Map<Node, List<Node>> edges;
    private final Map<Node, String> names;
    private final Map<Node, String> layers;
    /** In the order of their creation: inputs come before what uses them. */
    private final List<Node> nodes;
    private final Map<Node, String> layerOf = new HashMap<>();
    /** For nodes that depend on the parameters of one layer and on nothing else: that layer. */
    private final Map<Node, String> onlyFrom = new HashMap<>();
    /** The representative of the group that a node is drawn with. */
    private final Map<Node, Node> groups = new HashMap<>();

    /**
     * @param edges the inputs of each node
     * @param names of leaves
     * @param layers the layer of each leaf that is a parameter of one
     */
    private GraphReader(Map<Node, List<Node>> edges, Map<Node, String> names, Map<Node, String> layers) {
        this.edges = edges;
        this.nodes = edges.keySet().stream().sorted(Comparator.comparingLong(Node::number)).toList();
        this.names = names;
        this.layers = layers;
    }

    static List<Box> read(Map<Node, List<Node>> edges, Map<Node, String> names, Map<Node, String> layers) {
        GraphReader reader = new GraphReader(edges, names, layers);
        reader.nodes.forEach(reader::assign);
        return reader.boxes();
    }

    /**
     * The inputs of every node, {@link Node#NONE} for one that needs no gradient: a backward pass makes the nodes
     * forget them. Without recursion: graphs may be deep.
     */
    static Map<Node, List<Node>> edges(Node root) {
        Map<Node, List<Node>> edges = new HashMap<>();
        List<Node> waiting = new ArrayList<>(List.of(root));
        while (!waiting.isEmpty()) {
            Node node = waiting.removeLast();
            if (!edges.containsKey(node)) {
                List<Node> targets = node.isLeaf() ? List.of() : node.inputs().stream().map(Edge::target).toList();
                edges.put(node, targets);
                targets.stream().filter(target -> target != Node.NONE).forEach(waiting::add);
            }
        }
        return edges;
    }

    private List<Node> inputs(Node node) {
        return edges.get(node).stream().filter(target -> target != Node.NONE).toList();
    }

    private void assign(Node node) {
        groups.put(node, node);
        if (node.isLeaf()) {
            Optional.ofNullable(layers.get(node)).ifPresent(layer -> {
                onlyFrom.put(node, layer);
                layerOf.put(node, layer);
            });
            return;
        }
        if (node.operation().equals(Node.HOOK)) { // nothing that anybody wrote
            Node watched = inputs(node).getFirst();
            groups.put(node, group(watched));
            Optional.ofNullable(layerOf.get(watched)).ifPresent(layer -> layerOf.put(node, layer));
            Optional.ofNullable(onlyFrom.get(watched)).ifPresent(layer -> onlyFrom.put(node, layer));
            return;
        }
        Set<String> from = new TreeSet<>();
        inputs(node).forEach(input -> Optional.ofNullable(onlyFrom.get(input)).ifPresent(from::add));
        if (from.size() != 1) {
            return;
        }
        String layer = from.iterator().next();
        layerOf.put(node, layer);
        if (edges.get(node).stream().allMatch(input -> layer.equals(onlyFrom.get(input)))) { // no data among them
            onlyFrom.put(node, layer);
        }
        for (Node input : inputs(node)) {
            List<Node> before = inputs(input);
            if (isOperationOf(layer, input)) {
                join(input, node);
            } else if (before.size() == 1 && isOperationOf(layer, before.getFirst())) {
                layerOf.put(input, layer); // between two operations of the layer: a change of shape
                join(before.getFirst(), node);
                join(input, node);
            } else if (!input.isLeaf() && before.size() == 1 && input.shape().equals(before.getFirst().shape())
                    && input.operation().equals("reshape")) {
                layerOf.put(input, layer); // a layer brings its input into the shape that it has already
                join(input, node);
            }
        }
    }

    private boolean isOperationOf(String layer, Node node) {
        return !node.isLeaf() && layer.equals(layerOf.get(node));
    }

    private void join(Node earlier, Node later) {
        Node old = group(earlier);
        groups.replaceAll((_, group) -> group == old ? later : group);
    }

    private Node group(Node node) {
        return groups.get(node);
    }

    private List<Box> boxes() {
        Map<Node, Integer> ids = new LinkedHashMap<>();
        Map<Node, List<Node>> members = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (!node.isLeaf() || !layers.containsKey(node)) {
                members.computeIfAbsent(group(node), _ -> new ArrayList<>()).add(node);
            }
        }
        List<Box> boxes = new ArrayList<>();
        List<Node> order = members.keySet().stream().sorted(Comparator.comparingLong(Node::number)).toList();
        order.forEach(group -> ids.put(group, ids.size()));
        order.forEach(group -> boxes.add(box(group, members.get(group), ids)));
        return boxes;
    }

    private Box box(Node group, List<Node> members, Map<Node, Integer> ids) {
        List<Integer> inputs = new ArrayList<>();
        Set<String> parameters = new LinkedHashSet<>();
        int constants = 0;
        for (Node member : members) {
            constants += (int) edges.get(member).stream().filter(target -> target == Node.NONE).count();
            for (Node input : inputs(member)) {
                if (layers.containsKey(input)) {
                    parameters.add(names.get(input));
                } else if (group(input) != group) {
                    inputs.add(ids.get(group(input)));
                }
            }
        }
        String layer = layerOf.get(group);
        String kind = group.isLeaf() ? "leaf" : layer == null ? "operation" : "layer";
        String title = switch (kind) {
            case "leaf" -> names.getOrDefault(group, "leaf");
            case "layer" -> layer;
            default -> group.operation();
        };
        return new Box(ids.get(group), kind, title, group, inputs, constants, List.copyOf(parameters));
    }
}
