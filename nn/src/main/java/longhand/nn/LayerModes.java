package longhand.nn;

import java.util.HashMap;
import java.util.Map;
import longhand.names.Given;

/**
 * Which of the layers of a network are in training mode at one moment. Closing brings that back.
 *
 * <pre>{@code
 * try (LayerModes _ = LayerModes.of(net)) {
 *     net.eval();
 *     net.forward(x);
 * }
 * }</pre>
 */
public final class LayerModes implements AutoCloseable {
    private final Layer layer;
    private final Map<Layer, Boolean> training = new HashMap<>();

    private LayerModes(Layer layer) {
        this.layer = layer;
        layer.namedLayers().values().forEach(part -> training.put(part, part.isTraining()));
    }

    /** The modes as they are now, of this layer and all inside it. */
    public static LayerModes of(Layer layer) {
        return new LayerModes(Given.required(layer, "LayerModes.of", "the layer", "pass a layer"));
    }

    /** Brings them back; layers that were not there stay as they are. */
    @Override
    public void close() {
        // From the outside in, since a mode is handed on to the layers inside.
        Map<Layer, Boolean> now = new HashMap<>(training);
        layer.namedLayers().values().forEach(part -> now.putIfAbsent(part, part.isTraining()));
        layer.namedLayers().values().forEach(part -> part.train(now.get(part)));
    }
}
