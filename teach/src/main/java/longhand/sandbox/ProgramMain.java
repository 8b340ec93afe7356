package longhand.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.tensor.Tensor;

/** The worker process behind {@link Program}: compiles files, and calls their static methods. */
final class ProgramMain {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 400;
    private Map<String, String> files = Map.of();
    private ClassLoader loader = ProgramMain.class.getClassLoader();

    private ProgramMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        ProgramMain main = new ProgramMain();
        // The first compilation takes the compiler most of a second; it need not be the student's.
        Runnable warmUp = () -> JavaSource.compile(Map.of("Warm.java",
                "class Warm { static float[] up(longhand.tensor.Tensor t) { return t.toArray(); } }"),
                Optional.empty());
        WorkerLoop.run(warmUp, main::answer);
    }

    private ObjectNode answer(JsonNode question) {
        return switch (question.path("do").asText()) {
            case "compile" -> compile(question.required("files"), rules(question));
            case "call" -> call(question);
            default -> throw new IllegalArgumentException("unknown question: " + question);
        };
    }

    private static Optional<GradedWork> rules(JsonNode question) {
        List<String> engine = new ArrayList<>();
        question.path("engine").forEach(name -> engine.add(name.asText()));
        return question.has("engine") ? Optional.of(new GradedWork(engine, question.path("taskItself").asText()))
                : Optional.empty();
    }

    private ObjectNode compile(JsonNode texts, Optional<GradedWork> rules) {
        files = new LinkedHashMap<>();
        texts.properties().forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        loader = JavaSource.compile(files, rules);
        return JSON.createObjectNode();
    }

    private ObjectNode call(JsonNode question) {
        String name = question.required("method").asText();
        Object[] arguments = new Object[question.required("arguments").size()];
        Arrays.setAll(arguments, i -> ValueJson.read(question.required("arguments").get(i)));
        Method method = find(type(question.required("type").asText()), name, arguments);
        Object value = invoke(method, arguments);
        ObjectNode answer = JSON.createObjectNode();
        answer.set("value", ValueJson.write(value));
        answer.put("isArgument", sameObject(value, arguments));
        ArrayNode after = answer.putArray("after");
        for (Object argument : arguments) {
            after.add(ValueJson.write(argument));
        }
        return answer;
    }

    private static int sameObject(Object value, Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (value == arguments[i] && (value instanceof Tensor || value != null && value.getClass().isArray())) {
                return i;
            }
        }
        return -1;
    }

    private Class<?> type(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            boolean packed = files.values().stream().anyMatch(t -> t.lines().anyMatch(l -> l.startsWith("package ")));
            throw form("The class " + name + " is gone from " + String.join(", ", files.keySet())
                    + (packed ? ": the line that begins with \"package\" moved it." : "."));
        }
    }

    private static Method find(Class<?> type, String name, Object[] arguments) {
        List<Method> named = Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(name))
                .filter(m -> Modifier.isStatic(m.getModifiers())).toList();
        if (named.isEmpty()) {
            throw form("The static method " + name + " is gone.");
        }
        return named.stream().filter(m -> takes(m, arguments)).findFirst()
                .orElseThrow(() -> form("The parameters of " + name + " were changed."));
    }

    private static boolean takes(Method method, Object[] arguments) {
        Class<?>[] types = MethodType.methodType(void.class, method.getParameterTypes()).wrap().parameterArray();
        boolean fits = types.length == arguments.length;
        for (int i = 0; fits && i < types.length; i++) {
            fits = types[i].isInstance(arguments[i]);
        }
        return fits;
    }

    private static SandboxException form(String message) {
        return new SandboxException(SandboxException.Kind.FORM, message);
    }

    private Object invoke(Method method, Object[] arguments) {
        method.setAccessible(true);
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw thrown(method.getName(), e.getCause());
        } catch (ExceptionInInitializerError e) {
            throw thrown("The class", e.getCause());
        } catch (IllegalAccessException | LinkageError e) {
            throw form(method.getName() + " cannot be called: " + e);
        }
    }

    private SandboxException thrown(String method, Throwable e) {
        String where = where(e);
        return switch (e) {
            case OutOfMemoryError full when !String.valueOf(full.getMessage()).contains("thread") -> throw full;
            case CapturedOutput.Flood flood -> new SandboxException(SandboxException.Kind.OUTPUT, flood.getMessage());
            case UnsupportedOperationException hole when "not written yet".equals(hole.getMessage()) ->
                new SandboxException(SandboxException.Kind.THREW, "Not written yet: " + method + where + ".");
            case StackOverflowError deep -> new SandboxException(SandboxException.Kind.THREW, method + where
                    + " threw StackOverflowError. Does a method call itself without end?");
            default -> new SandboxException(SandboxException.Kind.THREW, method + where + " threw " + e.getClass()
                    .getSimpleName()
                    + message(e));
        };
    }

    private String where(Throwable e) {
        return Arrays.stream(e.getStackTrace()).filter(f -> files.containsKey(String.valueOf(f.getFileName())))
                .findFirst()
                .map(f -> ", " + (files.size() > 1 ? f.getFileName() + ", " : "") + "line " + f.getLineNumber())
                .orElse("");
    }

    private static String message(Throwable e) {
        String text = String.valueOf(e.getMessage());
        return e.getMessage() == null ? "" : ": " + (text.length() <= LONGEST_MESSAGE ? text
                : text.substring(0, LONGEST_MESSAGE) + "…");
    }
}
