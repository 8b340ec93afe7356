package longhand.io.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.io.NdArray;
import longhand.names.Given;

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

    private static final String NODE = "OnnxNode";
    private static final String OTHERWISE = "the value of an attribute that is left out";

    /** Without null. */
    public OnnxNode {
        Given.required(op, NODE, "the operator", "pass its name");
        Given.required(name, NODE, "the name", "pass an empty one if it has none");
        Given.required(inputs, NODE, "the list of inputs", "pass List.of() if there are none");
        Given.required(outputs, NODE, "the list of outputs", "pass their names");
        Given.required(attributes, NODE, "the map of attributes", "pass an empty one");
    }

    /** A node without attributes; add some with {@link #with}. */
    public static OnnxNode of(String op, List<String> inputs, String output) {
        Given.required(output, NODE, "the output", "pass its name");
        return new OnnxNode(op, output, inputs, List.of(output), new LinkedHashMap<>());
    }

    /** Sets an attribute; returns this. */
    public OnnxNode with(String attribute, Object value) {
        attributes.put(named(attribute),
                Given.required(value, NODE, "the attribute '" + attribute + "'", "leave it out"));
        return this;
    }

    /** The node as errors name it: {@code Conv 'features.0'}. */
    public String label() {
        return op + " '" + (name.isEmpty() ? String.join(", ", outputs) : name) + "'";
    }

    /** Whether the node has this attribute. */
    public boolean has(String attribute) {
        return attributes.containsKey(named(attribute));
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
        return get(attribute, String.class).orElse(Given.required(otherwise, NODE, OTHERWISE, "pass one"));
    }

    /** Integers among the attributes, or {@code otherwise} if they are not there. */
    public long[] integers(String attribute, long... otherwise) {
        return get(attribute, long[].class).orElse(Given.required(otherwise, NODE, OTHERWISE, "pass one"));
    }

    /**
     * An attribute, if the node has it.
     *
     * @throws IllegalArgumentException if it has another type
     */
    public <T> Optional<T> get(String attribute, Class<T> type) {
        Given.required(type, NODE, "the type of an attribute", "pass a class");
        Object value = attributes.get(named(attribute));
        if (value == null || type.isInstance(value)) {
            return Optional.ofNullable(value).map(type::cast);
        }
        throw new IllegalArgumentException(label() + ": attribute " + attribute + " is "
                + value.getClass().getSimpleName() + " instead of " + type.getSimpleName());
    }

    private static String named(String attribute) {
        return Given.required(attribute, NODE, "the name of an attribute", "pass it");
    }
}
