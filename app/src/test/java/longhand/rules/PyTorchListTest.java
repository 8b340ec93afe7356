package longhand.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/pytorch.md says where the functions are that users of PyTorch use most. It is made from pytorch.tsv: after a
 * change there, run this test with {@code -Dlonghand.write=true}.
 */
class PyTorchListTest {
    private static final Path PAGE = Path.of("../docs/pytorch.md");
    private static final int FUNCTIONS = 286;
    private static final List<String> PACKAGES = List.of("tensor", "ops", "shape", "nn", "nn.optim", "nn.onnx",
            "autograd", "data", "datasets", "datasets.transforms", "io", "io.state", "random");

    /** A line of the table. */
    private record Function(String group, String name, State state, List<String> java, String text) {
        static Function of(String line) {
            String[] parts = line.split("\t", -1);
            List<String> java = parts[3].isEmpty() ? List.of() : List.of(parts[3].split(" "));
            return new Function(parts[0], parts[1], State.valueOf(parts[2].toUpperCase()), java, parts[4]);
        }

        String row() {
            String names = java.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
            String where = state == State.HERE ? names + (text.isEmpty() ? "" : ", " + text) : text;
            return "| `" + name + "` | " + state.name().toLowerCase() + " | " + where + " |";
        }
    }

    /** Whether it is in the library, can be written in a line with it, or is left out. */
    private enum State {
        HERE,
        COMPOSED,
        OUT
    }

    private static List<Function> read() throws IOException {
        try (InputStream in = PyTorchListTest.class.getResourceAsStream("pytorch.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).map(Function::of).toList();
        }
    }

    @Test
    void everyFunctionIsListedOnce() throws IOException {
        assertEquals(FUNCTIONS, read().stream().map(f -> f.group + " " + f.name).distinct().count());
        assertEquals(FUNCTIONS, read().size());
    }

    @Test
    void everyJavaNameExists() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Function function : read()) {
            if (function.state != State.OUT && function.java.isEmpty()) {
                faults.add(function.name + " names nothing");
            }
            function.java.stream().filter(name -> !exists(name)).forEach(name ->
                    faults.add(function.name + ": there is no public " + name));
        }
        assertEquals("", String.join("\n", faults));
    }

    /** Whether there is such a type, or a method of it that can be called or overridden from outside. */
    private static boolean exists(String name) {
        String prefix = name.startsWith("longhand.") ? name : "";
        String[] parts = name.split("\\.");
        return !prefix.isEmpty() ? type(prefix) != null : PACKAGES.stream().map(p -> "longhand." + p + "." + parts[0])
                .map(PyTorchListTest::type).anyMatch(type -> type != null
                        && (parts.length == 1 || hasMethod(type, parts[1])));
    }

    private static boolean hasMethod(Class<?> type, String method) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            List<Method> all = new ArrayList<>(Arrays.asList(c.getDeclaredMethods()));
            all.addAll(Arrays.asList(type.getMethods()));
            if (all.stream().anyMatch(m -> m.getName().equals(method) && (m.getModifiers()
                    & (java.lang.reflect.Modifier.PUBLIC | java.lang.reflect.Modifier.PROTECTED)) != 0)) {
                return true;
            }
        }
        return false;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, PyTorchListTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        String page = page(read());
        if (Boolean.getBoolean("longhand.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE));
    }

    private static String page(List<Function> functions) {
        Map<State, Long> counts = functions.stream()
                .collect(Collectors.groupingBy(Function::state, TreeMap::new, Collectors.counting()));
        Map<String, List<Function>> groups = functions.stream()
                .collect(Collectors.groupingBy(Function::group, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder("""
                # PyTorch's functions in Longhand

                The %d functions that users of PyTorch use most: %d are here, %d are a line of what is here, %d are left out. Longhand has what a course
                about convolutional networks, its models and its users need, so that the engine stays small enough to read.

                Labels and indices need no number type of their own: they are `int[]`, or tensors with integer values, which float32 holds exactly up to
                2²⁴. Masks are tensors of 0 and 1. Changes in place (`set`, `fill`, `addInPlace`, …) are seen by autograd; leaves change under `NoGrad`.

                `PyTorchListTest` makes this page from `app/src/test/resources/longhand/rules/pytorch.tsv` and checks that every name exists.
                """.formatted(functions.size(), counts.get(State.HERE), counts.get(State.COMPOSED),
                counts.get(State.OUT)));
        groups.forEach((group, members) -> {
            text.append("\n## ").append(group).append("\n\n| PyTorch | state | Java |\n|---|---|---|\n");
            members.forEach(function -> text.append(function.row()).append('\n'));
        });
        return text.toString();
    }
}
