package longhand.io.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import longhand.io.FileFormatException;

/**
 * Reads records from JSON text and lets nothing pass that was not written from such a record: every component must be
 * there, be no {@code null}, have its own type and lie in its {@link Range}, and nothing else may be there. A number
 * that is missing does not become 0, unless an older version wrote the file ({@link IfMissing}).
 *
 * <p>Components are {@code int}, {@code long}, {@code double}, {@code boolean}, {@link String}, {@code byte[]}, {@link
 * List}s and {@link Map}s by text of these, and records of all of them. An {@link Optional} may be missing, but not
 * {@code null}. An {@link ObjectNode} is any object, for the caller to read. What a record's constructor refuses is
 * refused here.
 */
public final class StrictJson {
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    /** How Jackson writes what JSON has no numbers for. */
    private static final Set<String> SPECIAL = Set.of("NaN", "Infinity", "-Infinity");
    private static final int LONGEST_SHOWN = 60;
    private static final Range ANY = Any.class.getRecordComponents()[0].getAnnotation(Range.class);

    private final Object source;
    private final String fix;

    private StrictJson(Object source, String fix) {
        this.source = source;
        this.fix = fix;
    }

    /**
     * Reads a record.
     *
     * @param source where the text comes from, as it should be named in errors
     * @param name what the text is called there, if it is not all of the source; else empty
     * @param fix what somebody can do whose file is refused, as it follows "Fix: "
     * @param check checks further, and throws {@link ValueException}
     * @throws FileFormatException naming source, field, value, rule and fix
     */
    public static <T extends Record> T read(Object source, String name, String text, Class<T> type, String fix,
            Consumer<T> check) {
        StrictJson reader = new StrictJson(source, fix);
        T read = reader.record(name, reader.parse(name, text), type);
        try {
            check.accept(read);
            return read;
        } catch (ValueException e) {
            throw reader.refused(pathIn(name), e);
        }
    }

    private JsonNode parse(String name, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new FileFormatException(source, "damaged: " + (name.isEmpty() ? "" : name + " is ") + "no JSON text: "
                    + e.getOriginalMessage() + ". Fix: " + fix, e);
        }
    }

    private static String pathIn(String field) {
        return field.isEmpty() ? "" : field + ".";
    }

    private <T> T record(String field, JsonNode node, Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
        requireObject(field.isEmpty() ? "the whole" : field, node, "an object with the fields " + names);
        String path = pathIn(field);
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            RecordComponent component = components[i];
            values[i] = value(path + component.getName(), find(node, component), component.getGenericType(),
                    Optional.ofNullable(component.getAnnotation(Range.class)).orElse(ANY));
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw refused(path + name, node.get(name), "the fields are " + names);
            }
        });
        return make(path, type, components, values);
    }

    private JsonNode find(JsonNode node, RecordComponent component) {
        JsonNode found = node.path(component.getName());
        IfMissing instead = component.getAnnotation(IfMissing.class);
        return found.isMissingNode() && instead != null ? parse(component.getName(), instead.value()) : found;
    }

    private <T> T make(String path, Class<T> type, RecordComponent[] components, Object... values) {
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ValueException wrong) {
                throw refused(path, wrong);
            }
            throw new FileFormatException(source, path + " " + e.getCause().getMessage() + ". Fix: " + fix, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(String field, JsonNode node, Type type, Range range) {
        if (type instanceof ParameterizedType generic) {
            return generic(field, node, generic, range);
        }
        Class<?> wanted = MethodType.methodType((Class<?>) type).unwrap().returnType(); // elements are Integers
        if (wanted.isRecord()) {
            return record(field, node, wanted);
        }
        if (wanted == ObjectNode.class) {
            return requireObject(field, node, "an object");
        }
        Optional<?> value = single(node, wanted);
        boolean hasRange = wanted != String.class && wanted != boolean.class;
        if (value.isEmpty() || hasRange && !Ranges.contains(range, Ranges.measure(value.get()))) {
            throw refused(field, node, Ranges.rule(range, wanted));
        }
        return value.get();
    }

    /** The value, if it is one of that type. */
    private static Optional<?> single(JsonNode node, Class<?> type) {
        if (type == boolean.class) {
            return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
        }
        if (type == String.class) {
            return Optional.ofNullable(node.textValue());
        }
        if (type == byte[].class) {
            return node.isTextual() ? bytes(node) : Optional.empty();
        }
        return type == double.class ? number(node) : wholeNumber(node, type);
    }

    private static Optional<Double> number(JsonNode node) {
        if (node.isTextual() && SPECIAL.contains(node.textValue())) {
            return Optional.of(Double.valueOf(node.textValue()));
        }
        boolean fits = node.isNumber() && Double.isFinite(node.doubleValue());
        return fits ? Optional.of(node.doubleValue()) : Optional.empty();
    }

    private static Optional<?> wholeNumber(JsonNode node, Class<?> type) {
        boolean isInt = type == int.class;
        if (!node.isIntegralNumber() || !(isInt ? node.canConvertToInt() : node.canConvertToLong())) {
            return Optional.empty();
        }
        return isInt ? Optional.of(node.intValue()) : Optional.of(node.longValue());
    }

    private static Optional<byte[]> bytes(JsonNode text) {
        try {
            return Optional.of(text.binaryValue());
        } catch (IOException e) {
            return Optional.empty(); // not base64
        }
    }

    private Object generic(String field, JsonNode node, ParameterizedType type, Range range) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return node.isMissingNode() ? Optional.empty() : Optional.of(value(field, node, arguments[0], range));
        }
        return type.getRawType() == Map.class ? map(field, node, arguments[1])
                : list(field, node, arguments[0], range);
    }

    private JsonNode requireObject(String field, JsonNode node, String rule) {
        if (!node.isObject()) {
            throw refused(field, node, rule);
        }
        return node;
    }

    private Map<String, Object> map(String field, JsonNode node, Type element) {
        Map<String, Object> values = new LinkedHashMap<>();
        requireObject(field, node, "an object").properties()
                .forEach(e -> values.put(e.getKey(), value(pathIn(field) + e.getKey(), e.getValue(), element, ANY)));
        return Collections.unmodifiableMap(values);
    }

    private List<Object> list(String field, JsonNode node, Type element, Range range) {
        if (!node.isArray() || !Ranges.contains(range, node.size())) {
            throw refused(field, node, Ranges.rule(range, List.class));
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            values.add(value(field + "[" + i + "]", node.get(i), element, ANY));
        }
        return List.copyOf(values);
    }

    private FileFormatException refused(String field, JsonNode node, String rule) {
        String text = node.isMissingNode() ? "missing" : node.toString();
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        return refused("", new ValueException(field, shown, rule));
    }

    private FileFormatException refused(String path, ValueException wrong) {
        return new FileFormatException(source, path + wrong.problem() + ". Fix: " + fix, wrong);
    }

    /** Where {@link #ANY} comes from. */
    private record Any(@Range double value) {}
}
