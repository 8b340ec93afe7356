package longhand.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A call of a reader's method: its name, and its arguments with the names that the task gives them.
 *
 * @param inputs the arguments in order
 */
record Call(String method, Map<String, Object> inputs) {

    static Call of(String method) {
        return new Call(method, Map.of());
    }

    /** The call with one more argument. */
    Call with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(inputs);
        more.put(name, value);
        return new Call(method, more);
    }

    Object[] arguments() {
        return inputs.values().toArray();
    }

    /** The call as it is shown: {@code outputSize(n = 3, k = 2)}, or the matrices below each other. */
    @Override
    public String toString() {
        if (inputs.values().stream().noneMatch(Show::isArray)) {
            return method + inputs.entrySet().stream().map(e -> e.getKey() + " = " + Show.line(e.getValue()))
                    .collect(Collectors.joining(", ", "(", ")"));
        }
        return method + " of\n" + inputs.entrySet().stream().map(e -> Show.block(e.getKey() + " = ", e.getValue()))
                .collect(Collectors.joining());
    }
}
