package longhand.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import longhand.nn.Layer;
import longhand.tensor.Tensor;

/**
 * Carries arguments and results between processes as JSON: numbers, texts, arrays of them, tensors; of a layer what it
 * prints. Nothing else is carried: an object of an unknown class could do anything to whoever unpacks it.
 */
public final class ValueJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CHARACTERS = 50_000_000;
    private static final Map<String,
            Class<?>> TYPES = Stream.of(Float.class, Double.class, Integer.class, Long.class, Boolean.class,
            String.class, float[].class, float[][].class, float[][][].class, float[][][][].class, double[].class,
            double[][].class,
            int[].class, int[][].class, boolean[].class, String[].class)
            .collect(Collectors.toMap(Class::getSimpleName, type -> type));

    private ValueJson() {}

    /**
     * A value as JSON.
     *
     * @throws SandboxException if it is of a kind that cannot be carried, or too large
     */
    static ObjectNode write(Object value) {
        ObjectNode node = JSON.createObjectNode();
        return switch (value) {
            case null -> node.put("type", "null");
            case Tensor t -> {
                checkSize(t.toArray().length);
                node.put("type", "Tensor").set("shape", JSON.valueToTree(t.shape().dims()));
                yield node.set("value", JSON.valueToTree(t.detach().toArray()));
            }
            case Layer layer -> {
                List<String> parts = layer.children().values().stream().map(Layer::toString).toList();
                yield node.put("type", "Layer").set("value", JSON.valueToTree(parts));
            }
            case Object o when TYPES.containsKey(o.getClass().getSimpleName()) -> {
                JsonNode tree = JSON.valueToTree(o);
                checkSize(tree.size());
                yield node.put("type", o.getClass().getSimpleName()).set("value", tree);
            }
            default -> throw new SandboxException(SandboxException.Kind.FORM,
                    "It returns a " + value.getClass().getSimpleName() + "; the task asks for something else.");
        };
    }

    private static void checkSize(int size) {
        if (size > MOST_CHARACTERS / 10) {
            throw new SandboxException(SandboxException.Kind.MEMORY, "The result has " + size
                    + " numbers, far more than the task asks for.");
        }
    }

    /** The value; of a layer the list of what its parts print; null if it was null. */
    static Object read(JsonNode node) {
        String type = node.path("type").asText();
        try {
            return switch (type) {
                case "null" -> null;
                case "Tensor" -> Tensor.of(JSON.treeToValue(node.required("value"), float[].class),
                        JSON.treeToValue(node.required("shape"), int[].class));
                case "Layer" -> List.of(JSON.treeToValue(node.required("value"), String[].class));
                default -> JSON.treeToValue(node.required("value"), TYPES.get(type));
            };
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new SandboxException(SandboxException.Kind.FORM, "The result cannot be read: " + e.getMessage());
        }
    }
}
