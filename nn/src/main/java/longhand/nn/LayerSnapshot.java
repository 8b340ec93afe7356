package longhand.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import longhand.names.Given;
import longhand.random.Generator;
import longhand.tensor.TensorSnapshot;

/**
 * A layer, with all inside it, as it is at one moment. Closing brings that back, whatever was computed in between:
 * parameters, buffers, gradients, training mode, parameters that did not exist yet, and the state of the default random
 * generator. What a layer keeps in fields of its own is not known here.
 *
 * <pre>{@code
 * try (LayerSnapshot _ = LayerSnapshot.of(net)) {
 *     net.eval();
 *     net.forward(x);
 * }
 * }</pre>
 */
public final class LayerSnapshot implements AutoCloseable {
    private final Layer layer;
    private final LayerModes modes;
    private final List<TensorSnapshot> tensors = new ArrayList<>();
    private final List<Parameter> unknown;
    private final Map<Layer, Boolean> frozen = new HashMap<>();
    private final Map<Parameter, Boolean> trained = new HashMap<>();
    private final byte[] random = Generator.defaultGenerator().state();

    private LayerSnapshot(Layer layer) {
        this.layer = layer;
        modes = LayerModes.of(layer);
        layer.namedLayers().values().forEach(part -> frozen.put(part, part.isFrozen()));
        layer.parameters().forEach(parameter -> trained.put(parameter, parameter.isTrained()));
        unknown = layer.parameters().stream().filter(parameter -> !parameter.isInitialized()).toList();
        layer.parameters().stream().filter(Parameter::isInitialized)
                .forEach(parameter -> tensors.add(TensorSnapshot.of(parameter.tensor())));
        layer.namedBuffers().values().forEach(buffer -> tensors.add(TensorSnapshot.of(buffer)));
    }

    /** The layer as it is now. */
    public static LayerSnapshot of(Layer layer) {
        return new LayerSnapshot(Given.required(layer, "LayerSnapshot.of", "the layer", "pass a layer"));
    }

    /** Brings back the parameters and buffers that there were, and nothing else. */
    public void restoreTensors() {
        tensors.forEach(TensorSnapshot::restore);
    }

    /** Brings everything back. */
    @Override
    public void close() {
        restoreTensors();
        unknown.forEach(Parameter::forget);
        trained.forEach(Parameter::trained);
        frozen.forEach(Layer::frozen);
        modes.close();
        Generator.defaultGenerator().state(random);
    }
}
