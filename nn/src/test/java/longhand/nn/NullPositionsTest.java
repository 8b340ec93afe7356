package longhand.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.data.LoaderOptions;
import longhand.data.TensorExamples;
import longhand.io.FileFormatException;
import longhand.io.onnx.OnnxGraph;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Null in the place of one argument, for every public method and constructor of the exported packages of core, files
 * and nn: an error of ours that says so. What has no sample of another argument, or refuses it first, is left out.
 */
class NullPositionsTest {
    private static final List<String> PACKAGES = List.of("autograd", "data", "io", "io.onnx", "io.state", "nn",
            "nn.onnx", "nn.optim", "nn.training", "notes", "ops", "random", "shape", "tensor");
    private static final Set<String> LEGAL = Set.of("equals", "equalTo", "valueOf");
    /** Words of an error, among them the name of the operation that it begins with. */
    private static final Set<String> WORDS = Set.of("operation", "what");
    /** Inside of operations and checks, where no user comes by; and matrices of libraries that only core has. */
    private static final Set<String> LEFT_OUT = Set.of("Internals", "GradientMemory", "Node", "Backward", "Probability",
            "Matrices");
    /** What the library makes and hands out; users only read it. */
    private static final Set<String> HANDED_OUT = Set.of("Sorted", "Contents", "Found", "StepResult", "TrainingState",
            "StratifiedSplit", "Conv2dShape", "Pool2dShape", "AdaptivePool2dShape");
    private static final int[][] SHAPES = {{2, 3}, {3}, {2, 2, 4, 4}, {2, 3, 3}, {}, {3, 3}};

    @TempDir
    private Path folder;

    private int[] shape;
    private int number;
    private int tried;

    @Test
    void isRefusedByName() throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Class<?> module : List.of(Tensor.class, FileFormatException.class, Layer.class)) {
            for (Class<?> type : types(module)) {
                Stream.concat(Stream.of(type.getConstructors()), Stream.of(type.getDeclaredMethods()))
                        .forEach(member -> judge(type, member, wrong));
            }
        }
        assertEquals("", String.join("\n", wrong));
        assertTrue(tried > 400, "only " + tried);
    }

    private static List<Class<?>> types(Class<?> module) throws IOException, URISyntaxException {
        Path place = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return types(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return types(jar.getPath("/"));
        }
    }

    private static List<Class<?>> types(Path root) throws IOException {
        List<Class<?>> types = new ArrayList<>();
        for (String name : PACKAGES) {
            Path inside = root.resolve("longhand/" + name.replace('.', '/'));
            try (Stream<Path> files = Files.isDirectory(inside) ? Files.list(inside) : Stream.empty()) {
                for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    String simple = file.getFileName().toString().replace(".class", "");
                    Class<?> type = load("longhand." + name + "." + simple);
                    if (Modifier.isPublic(type.getModifiers()) && !type.isInterface()
                            && !LEFT_OUT.contains(type.getSimpleName()) && !Throwable.class.isAssignableFrom(type)) {
                        types.add(type);
                    }
                }
            }
        }
        return types;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private void judge(Class<?> type, Executable member, Set<String> wrong) {
        Class<?>[] types = member.getParameterTypes();
        boolean made = member instanceof Constructor;
        if (!Modifier.isPublic(member.getModifiers()) || member.isSynthetic() || LEGAL.contains(member.getName())
                || made && (Modifier.isAbstract(type.getModifiers()) || HANDED_OUT.contains(type.getSimpleName()))) {
            return;
        }
        for (int position = 0; position < types.length; position++) {
            boolean words = types[position] == String.class
                    && WORDS.contains(member.getParameters()[position].getName());
            if (!types[position].isPrimitive() && !words) {
                String problem = problem(type, member, position);
                if (!problem.isEmpty()) {
                    wrong.add(type.getName() + "." + member.getName() + Arrays.stream(types).map(Class::getSimpleName)
                            .toList() + " " + position + ": " + problem);
                }
            }
        }
    }

    /** The first that is wrong with any of the samples. */
    private String problem(Class<?> type, Executable member, int position) {
        boolean refused = false;
        for (int[] dims : SHAPES) {
            for (int n = 0; n < 3; n++) {
                shape = dims;
                number = n;
                Object[] arguments = Stream.of(member.getParameterTypes()).map(this::sample).toArray();
                arguments[position] = null;
                Object receiver = needsReceiver(member) ? sample(type) : type;
                boolean complete = receiver != null && Stream.iterate(0, i -> i < arguments.length, i -> i + 1)
                        .allMatch(i -> i == position || arguments[i] != null);
                String problem = complete ? outcome(receiver, member, arguments) : "";
                refused |= problem.equals("refused");
                if (!problem.isEmpty() && !problem.equals("refused")) {
                    return problem;
                }
            }
        }
        tried += refused ? 1 : 0;
        return "";
    }

    private static boolean needsReceiver(Executable member) {
        return member instanceof Method && !Modifier.isStatic(member.getModifiers());
    }

    /** Empty if something else was refused first. */
    private static String outcome(Object receiver, Executable member, Object... arguments) {
        try {
            if (member instanceof Method method) {
                method.invoke(receiver, arguments);
            } else {
                ((Constructor<?>) member).newInstance(arguments);
            }
            return "accepted";
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            String message = String.valueOf(cause.getMessage());
            boolean ours = cause instanceof IllegalArgumentException || message.contains("Rule: ");
            boolean named = ours && message.contains(" is null. Rule: ") && message.contains("Fix: ");
            return named ? "refused" : ours || cause instanceof IllegalStateException ? "" : cause.toString();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** One that is valid, or null. */
    private Object sample(Class<?> type) {
        Map<Class<?>, Object> known = new HashMap<>();
        known.put(int.class, number);
        known.put(long.class, (long) number);
        known.put(double.class, 0.5);
        known.put(float.class, 0.5f);
        known.put(boolean.class, false);
        known.put(byte.class, (byte) 1);
        known.put(char.class, 'a');
        known.put(String.class, "relu");
        known.put(Object.class, "object");
        known.put(Optional.class, Optional.empty());
        known.put(List.class, new ArrayList<>(List.of(Parameter.of(Tensor.ones(2, 2)))));
        known.put(Map.class, new HashMap<>());
        known.put(Path.class, folder.resolve("file.npy"));
        known.put(int[].class, new int[] {number, number + 1}); // as dimensions, too
        known.put(Tensor.class, Tensor.ones(shape));
        known.put(Shape.class, Shape.of(shape));
        known.put(Window2d.class, Window2d.square(2));
        known.put(OnnxGraph.class, OnnxGraph.named("graph"));
        known.put(Generator.class, new Generator(1));
        known.put(Layer.class, new ReLU());
        known.put(LoaderOptions.class, LoaderOptions.batches(1));
        known.put(TensorExamples.class, new TensorExamples(Tensor.ones(4, 2), Tensor.vector(0, 1, 0, 1)));
        known.put(Backend.class, Backends.current());
        return known.containsKey(type) ? known.get(type) : made(type);
    }

    private Object made(Class<?> type) {
        if (type.isArray()) {
            Object array = Array.newInstance(type.getComponentType(), 2);
            Object element = sample(type.getComponentType());
            for (int i = 0; element != null && i < 2; i++) {
                Array.set(array, i, element);
            }
            return element == null ? null : array;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isInterface() && !type.isSealed()) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> null);
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            Object[] arguments = Stream.of(constructor.getParameterTypes())
                    .map(parameter -> parameter == type ? null : sample(parameter)).toArray();
            try {
                if (!Arrays.asList(arguments).contains(null)) {
                    return constructor.newInstance(arguments);
                }
            } catch (ReflectiveOperationException e) {
                continue;
            }
        }
        return null;
    }
}
