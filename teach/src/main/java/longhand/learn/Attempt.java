package longhand.learn;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import longhand.tensor.Tensor;

/** A reader's compiled class, whose static methods can be called. */
record Attempt(Class<?> type) {

    /**
     * Calls a static method; arrays and tensors are copied first, unless {@link #callInPlace} is used.
     *
     * @throws WrongAnswerException if it is missing, throws, or returns nothing
     */
    <T> T call(Class<T> result, String method, Object... arguments) {
        Object[] copies = Arrays.stream(arguments).map(Attempt::copy).toArray();
        Object value = callInPlace(method, copies);
        if (value == null) {
            throw new WrongAnswerException(method + " returns null.");
        }
        return result.cast(value);
    }

    /** Calls a static method that changes its arguments; what it returns may be null. */
    Object callInPlace(String method, Object... arguments) {
        Method found = Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(method)).findFirst()
                .filter(m -> java.lang.reflect.Modifier.isStatic(m.getModifiers()))
                .orElseThrow(() -> new WrongAnswerException("The static method " + method + " is gone. " + RESET));
        found.setAccessible(true);
        try {
            return found.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw new WrongAnswerException(thrown(method, e.getCause()));
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw new WrongAnswerException("The parameters of " + method + " were changed. " + RESET);
        }
    }

    private static final String RESET = "Put it back, or start this file afresh with: longhand learn reset";

    private String thrown(String method, Throwable e) {
        String where = Arrays.stream(e.getStackTrace()).filter(f -> f.getClassName().equals(type.getName())).findFirst()
                .map(f -> ", line " + f.getLineNumber()).orElse("");
        if (e instanceof UnsupportedOperationException && "not written yet".equals(e.getMessage())) {
            return "Not written yet: " + method + where + ".";
        }
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        return method + where + " threw " + e.getClass().getSimpleName() + message;
    }

    private static Object copy(Object o) {
        return switch (o) {
            case float[] a -> a.clone();
            case int[] a -> a.clone();
            case float[][] a -> Arrays.stream(a).map(float[]::clone).toArray(float[][]::new);
            case Tensor t -> Tensor.of(t.toArray(), t.shape());
            default -> o;
        };
    }

    /** An argument or a result in a message. */
    static String show(Object o) {
        return switch (o) {
            case float[] a -> longhand.explain.Values.of(Tensor.of(a.clone())).toString();
            case float[][] a -> Arrays.stream(a).map(Attempt::show).collect(Collectors.joining("; "));
            case int[] a -> Arrays.toString(a);
            case Tensor t -> longhand.explain.Values.of(t) + " (shape " + t.shape() + ")";
            case Float f -> longhand.explain.Numbers.format(f);
            default -> String.valueOf(o);
        };
    }
}
