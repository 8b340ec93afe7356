package longhand.io.checks;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import longhand.names.NearestName;

/** What {@link Range} says about the components of a record. */
public final class Ranges {
    private Ranges() {}

    /**
     * Checks the numbers and lengths of a record.
     *
     * @throws ValueException about the first that is out of range
     */
    public static void check(Record values) {
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            Range range = component.getAnnotation(Range.class);
            if (range != null) {
                Object value = value(values, component);
                if (!contains(range, measure(value))) {
                    throw new ValueException(component.getName(), value, rule(range, component.getType()));
                }
            }
        }
    }

    /** @throws ValueException if {@code name}, the value of {@code field}, is not one of {@code names} */
    public static void requireOneOf(String field, String name, Collection<String> names) {
        if (!names.contains(name)) {
            throw new ValueException(field, "'" + name + "'", "one of " + String.join(", ", names)
                    + NearestName.of(name, names).map(near -> " (did you mean " + near + "?)").orElse(""));
        }
    }

    private static Object value(Record values, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number, or the length of what is none. */
    static double measure(Object value) {
        return switch (value) {
            case Number number -> number.doubleValue();
            case Collection<?> list -> list.size();
            default -> Array.getLength(value);
        };
    }

    static boolean contains(Range range, double value) {
        return Double.isNaN(value) ? range.orNaN()
                : value >= range.min() && value <= range.max()
                        && (value < range.below() || range.below() == Double.POSITIVE_INFINITY);
    }

    /** The range in words: {@code a whole number, at least 1 and at most 100}. */
    static String rule(Range range, Class<?> type) {
        List<String> bounds = new ArrayList<>();
        if (range.min() > -Double.MAX_VALUE) {
            bounds.add("at least " + plain(range.min()));
        }
        if (range.below() < Double.POSITIVE_INFINITY) {
            bounds.add("less than " + plain(range.below()));
        }
        if (range.max() < Double.MAX_VALUE) {
            bounds.add("at most " + plain(range.max()));
        }
        String what = kind(type);
        return bounds.isEmpty() ? what : what + ", " + String.join(" and ", bounds);
    }

    private static String kind(Class<?> type) {
        if (type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == double.class) {
            return "a number";
        }
        if (type == String.class || type == boolean.class) {
            return type == String.class ? "a text" : "true or false";
        }
        return type == byte[].class ? "bytes in base64, their number" : "a list, its length";
    }

    private static String plain(double bound) {
        return new BigDecimal(bound).stripTrailingZeros().toPlainString();
    }
}
