package longhand.io.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.io.NdArray;

/**
 * One operation.
 *
 * @param op its kind: {@code Conv}
 * @param name its name, maybe empty
 * @param inputs names of the values it takes; an empty name stands for an optional input that is left out
 * @param outputs names of the values it gives
 * @param attributes its settings: {@link Long}, {@link Float}, {@link String}, {@link NdArray}, {@code long[]} or
 *     {@code float[]}; something else stands for a graph or a list of texts, which can be neither used nor written
 */
public record OnnxNode(String op, String name, List<String> inputs, List<String> outputs, Map<String,
        Object> attributes) {

    /** A node without attributes; add some with {@link #with}. */
    public static OnnxNode of(String op, List<String> inputs, String output) {
        return new OnnxNode(op, output, inputs, List.of(output), new LinkedHashMap<>());
    }

    /** Sets an attribute; returns this. */
    public OnnxNode with(String attribute, Object value) {
        attributes.put(attribute, value);
        return this;
    }

    /** The node as errors name it: {@code Conv 'features.0'}. */
    public String label() {
        return op + " '" + (name.isEmpty() ? String.join(", ", outputs) : name) + "'";
    }

    /** Whether the node has this attribute. */
    public boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    /** An integer attribute. */
    public long integer(String attribute, long otherwise) {
        return get(attribute, Long.class).orElse(otherwise);
    }

    /** A number among the attributes, or {@code otherwise} if it is not there. */
    public float number(String attribute, float otherwise) {
        return get(attribute, Float.class).orElse(otherwise);
    }

    /** A text among the attributes, or {@code otherwise} if it is not there. */
    public String text(String attribute, String otherwise) {
        return get(attribute, String.class).orElse(otherwise);
    }

    /** Integers among the attributes, or {@code otherwise} if they are not there. */
    public long[] integers(String attribute, long... otherwise) {
        return get(attribute, long[].class).orElse(otherwise);
    }

    /**
     * An attribute, if the node has it.
     *
     * @throws IllegalArgumentException if it has another type
     */
    public <T> Optional<T> get(String attribute, Class<T> type) {
        Object value = attributes.get(attribute);
        if (value == null || type.isInstance(value)) {
            return Optional.ofNullable(value).map(type::cast);
        }
        throw new IllegalArgumentException(label() + ": attribute " + attribute + " is "
                + value.getClass().getSimpleName() + " instead of " + type.getSimpleName());
    }
}
