package longhand.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import longhand.names.Given;
import longhand.names.NearestName;
import longhand.tensor.Tensor;

/**
 * Training that begins with the weights of a network that was trained for other classes (fine-tuning): the head, which
 * computes the classes, starts anew; all before it, the body, keeps what was learned.
 */
public final class HeadStart {
    /** Heads of torchvision's GoogLeNet that only help to train it from nothing. */
    private static final String AUXILIARY = "aux";
    /** What our checkpoints hold beside the weights. */
    private static final String OPTIMIZER = "optimizer/";
    /** A count that older files do not have, and that nothing is computed from. */
    private static final String COUNT = "num_batches_tracked";
    /** Stands for the body in {@link #freeze}. */
    public static final String BODY = "body";

    private static final String HEAD_START = "head start";

    private HeadStart() {}

    /**
     * Names of the parameters that compute the classes: those of the last linear or convolution layers, as far as each
     * has an output for each class. In NiN these are three convolutions.
     */
    public static Set<String> head(Layer net, int classes) {
        Set<String> head = new LinkedHashSet<>();
        List<Map.Entry<String, Layer>> layers = new ArrayList<>(network(net).namedLayers().entrySet());
        for (Map.Entry<String, Layer> entry : layers.reversed()) {
            if (entry.getValue() instanceof WeightedLayer layer) {
                if (!head.isEmpty() && layer.weight().shape().dim(0) != classes) {
                    break;
                }
                head.add(join(entry.getKey(), "weight"));
                layer.bias().ifPresent(_ -> head.add(join(entry.getKey(), "bias")));
            }
        }
        return head;
    }

    private static Layer network(Layer net) {
        return Given.required(net, HEAD_START, "the network", "pass a layer");
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /**
     * Copies saved numbers into a network; parameters of the head that have another shape there keep their own.
     *
     * @param classes number of classes of the network
     * @param saved the state dict of a network that differs in nothing but its classes
     * @return names of the parameters that keep their own numbers
     * @throws StateDictException if it differs in more; nothing has been changed then
     */
    public static Set<String> load(Layer net, int classes, Map<String, Tensor> saved) {
        Map<String, Tensor> own = network(net).stateDict();
        Given.required(saved, HEAD_START, "the saved state", "pass that of the other network");
        Map<String, Tensor> state = new LinkedHashMap<>(saved);
        state.keySet().removeIf(name -> name.startsWith(AUXILIARY) && !own.containsKey(name)
                || name.startsWith(OPTIMIZER));
        own.forEach((name, tensor) -> {
            if (name.endsWith(COUNT)) {
                state.putIfAbsent(name, tensor);
            }
        });
        Set<String> kept = new LinkedHashSet<>();
        for (String name : head(net, classes)) {
            if (state.containsKey(name) && !state.get(name).shape().equals(own.get(name).shape())) {
                state.put(name, own.get(name));
                kept.add(name);
            }
        }
        net.loadStateDict(state);
        return kept;
    }

    /**
     * Freezes parts of a network: see {@link Layer#freeze}.
     *
     * @param which {@link #BODY}, or dotted names of layers, each with all that is inside it
     * @throws IllegalArgumentException if a name is none of a layer with parameters, or nothing is left to train
     */
    public static void freeze(Layer net, int classes, List<String> which) {
        Given.required(which, HEAD_START, "the list of layers to freeze", "pass List.of() if there are none");
        Set<String> head = head(net, classes);
        Map<String, Layer> leaves = new LinkedHashMap<>();
        net.namedLayers().forEach((path, layer) -> {
            if (!layer.ownParameters().isEmpty()) {
                leaves.put(path, layer);
            }
        });
        for (String name : which) {
            List<Layer> chosen = leaves.entrySet().stream().filter(leaf -> name.equals(BODY)
                    ? !head.contains(join(leaf.getKey(), "weight"))
                    : leaf.getKey().equals(name) || leaf.getKey().startsWith(name + ".")).map(Map.Entry::getValue)
                    .toList();
            if (chosen.isEmpty()) {
                throw new IllegalArgumentException("freeze: there is no layer '" + name
                        + "' with parameters. Fix: name " + BODY + " or some of "
                        + String.join(", ", net.children().keySet()) + "."
                        + NearestName.question(name, leaves.keySet()));
            }
            chosen.forEach(Layer::freeze);
        }
        if (net.parameters().stream().noneMatch(parameter -> parameter.tensor().requiresGrad())) {
            throw new IllegalArgumentException("freeze: nothing is left to train. Fix: freeze fewer layers, or "
                    + BODY + ", which leaves the head");
        }
    }
}
