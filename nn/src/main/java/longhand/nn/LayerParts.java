package longhand.nn;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import longhand.names.Given;
import longhand.tensor.Tensor;

/**
 * The named parts of a layer: parameters, buffers and the layers inside it. A part of a part has both names, with a dot
 * between them. Errors name the layer that they belong to.
 */
final class LayerParts {
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private final Map<String, Layer> children = new LinkedHashMap<>();

    /** All parameters and buffers by dotted name; a shared one appears under each of its names. */
    record Named(Map<String, Parameter> parameters, Map<String, Tensor> buffers) {}

    Parameter parameter(Layer owner, String name, Parameter parameter) {
        parameters.put(requireFree(owner, name), part(owner, parameter, name));
        return parameter;
    }

    Tensor buffer(Layer owner, String name, Tensor buffer) {
        buffers.put(requireFree(owner, name), part(owner, buffer, name));
        return buffer;
    }

    <L extends Layer> L child(Layer owner, String name, L layer) {
        children.put(requireFree(owner, name), requireOutside(owner, name, layer));
        return layer;
    }

    void replaceChild(Layer owner, String name, Layer layer) {
        if (children.replace(name, requireOutside(owner, name, layer)) == null) {
            throw new IllegalArgumentException("layer: " + owner.className() + " has no part '" + name
                    + "' to replace. Rule: its parts are " + children.keySet() + ". Fix: choose one of them.");
        }
    }

    Map<String, Layer> children() {
        return Collections.unmodifiableMap(children);
    }

    Collection<Parameter> ownParameters() {
        return Collections.unmodifiableCollection(parameters.values());
    }

    /** Each parameter once, under its first name. */
    Map<String, Parameter> namedParameters() {
        Map<String, Parameter> found = new LinkedHashMap<>();
        Set<Parameter> seen = new LinkedHashSet<>();
        all().parameters.forEach((name, parameter) -> {
            if (seen.add(parameter)) {
                found.put(name, parameter);
            }
        });
        return found;
    }

    Named all() {
        Named all = new Named(new LinkedHashMap<>(), new LinkedHashMap<>());
        visit("", (path, parts) -> {
            parts.parameters.forEach((name, parameter) -> all.parameters.put(join(path, name), parameter));
            parts.buffers.forEach((name, buffer) -> all.buffers.put(join(path, name), buffer));
        });
        return all;
    }

    /** The numbers of each layer together: its parameters, then its buffers, then those of the layers inside it. */
    Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        visit("", (path, parts) -> {
            parts.parameters.forEach((name, parameter) -> state.put(join(path, name), parameter.tensor().detach()));
            parts.buffers.forEach((name, buffer) -> state.put(join(path, name), buffer));
        });
        return state;
    }

    /** Shows these parts, then those of the layers inside, each with its dotted name. */
    private void visit(String path, BiConsumer<String, LayerParts> visitor) {
        visitor.accept(path, this);
        children.forEach((name, child) -> child.parts().visit(join(path, name), visitor));
    }

    /** One name behind the other; either may be empty. */
    static String join(String path, String name) {
        return path.isEmpty() ? name : name.isEmpty() ? path : path + "." + name;
    }

    private static <T> T part(Layer owner, T part, String name) {
        return Given.required(part, owner.className(), "its part '" + name + "'", "pass a parameter, tensor or layer");
    }

    /** The layer, which must not hold this one: a pass through it would never end. */
    private static Layer requireOutside(Layer owner, String name, Layer layer) {
        if (part(owner, layer, name).namedLayers().containsValue(owner)) {
            throw new IllegalArgumentException("layer: " + owner.className() + " would be inside its own part '" + name
                    + "'. Rule: a layer is not inside itself. Fix: pass another layer.");
        }
        return layer;
    }

    private String requireFree(Layer owner, String name) {
        Given.required(name, owner.className(), "the name of a part", "pass a name");
        String has = parameters.containsKey(name) ? "parameter" : buffers.containsKey(name) ? "buffer"
                : children.containsKey(name) ? "layer" : "";
        if (name.isEmpty() || name.contains(".") || !has.isEmpty()) {
            throw new IllegalArgumentException("layer: '" + name + "' cannot name a part of " + owner.className()
                    + (has.isEmpty() ? "" : ", which has a " + has + " of that name")
                    + ". Rule: names are not empty, hold no dot and are used once. Fix: choose another name"
                    + (has.equals("layer") ? ", or replaceChild to put another layer in its place." : "."));
        }
        return name;
    }
}
