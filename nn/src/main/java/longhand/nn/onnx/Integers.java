package longhand.nn.onnx;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import longhand.io.DType;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxValue;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/** What becomes of a graph's integers, given that our tensors are float32: they stay integers, or are refused. */
final class Integers {
    private static final long LARGEST = 1 << 24; // up to here float32 holds every integer
    /** Operators that hand on the integers they are given, all or some of them. */
    private static final Set<String> REARRANGING = Set.of("Identity", "Cast", "Unsqueeze", "Squeeze", "Reshape",
            "Flatten", "Concat", "Min", "Max", "Where");
    /** Those of them that hand on all of their inputs, and not just the first. */
    private static final Set<String> JOINING = Set.of("Concat", "Min", "Max");

    private final Map<String, IntegerType> types = new HashMap<>();
    private final Set<String> bounds;

    /** Finds the integers of a graph. */
    Integers(OnnxGraph graph) {
        graph.initializers().forEach((name, array) -> add(name, typeOf(array.dtype())));
        graph.inputs().forEach(input -> add(input.name(), typeOf(input.dtype())));
        for (OnnxNode node : graph.nodes()) {
            for (int i = 0; i < node.outputs().size(); i++) {
                add(node.outputs().get(i), type(node, i));
            }
        }
        bounds = boundsIn(graph);
    }

    private void add(String name, Optional<IntegerType> type) {
        if (!name.isEmpty()) {
            type.ifPresent(known -> types.put(name, known));
        }
    }

    private static Optional<IntegerType> typeOf(DType dtype) {
        return dtype.isFloat() ? Optional.empty() : Optional.of(IntegerType.of(dtype.onnxCode()));
    }

    /** Whether the value of this name is made of integers. */
    boolean contains(String name) {
        return types.containsKey(name);
    }

    /** The integers that a result of an operator is made of; of those not named here, as in the first input. */
    private Optional<IntegerType> type(OnnxNode node, int result) {
        return switch (node.op()) {
            case "Constant" -> typeOfConstant(node);
            case "Shape", "ArgMax" -> Optional.of(IntegerType.INT64);
            case "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual" -> Optional.empty(); // truth
            case "Cast" -> {
                long to = node.integer("to", GraphWriter.FLOAT);
                yield isInteger(to) ? Optional.of(IntegerType.of(to)) : Optional.empty();
            }
            case "Where" -> type(node.inputs(), 1); // the first is the condition
            case "TopK" -> result == 1 ? Optional.of(IntegerType.INT64) : type(node.inputs(), 0); // and values
            case "Dropout" -> result == 0 ? type(node.inputs(), 0) : Optional.empty(); // the second is a mask
            default -> type(node.inputs(), 0);
        };
    }

    private Optional<IntegerType> type(List<String> inputs, int index) {
        return index < inputs.size() ? Optional.ofNullable(types.get(inputs.get(index))) : Optional.empty();
    }

    /**
     * Whether a type, as {@code Cast} names it, is one of integers: from uint8 to int64, and the larger unsigned ones.
     */
    static boolean isInteger(long type) {
        return type >= 2 && type <= 7 || type == 12 || type == 13;
    }

    private static Optional<IntegerType> typeOfConstant(OnnxNode node) {
        for (Object value : node.attributes().values()) {
            if (value instanceof Long || value instanceof long[]) {
                return Optional.of(IntegerType.INT64);
            } else if (value instanceof NdArray array) {
                return typeOf(array.dtype());
            }
        }
        return Optional.empty();
    }

    /** Values that are nothing but starts and ends of slices: from the last node on, what others use is taken away. */
    private static Set<String> boundsIn(OnnxGraph graph) {
        Set<String> bounds = new HashSet<>();
        Set<String> others = new HashSet<>(graph.outputs().stream().map(OnnxValue::name).toList());
        for (OnnxNode node : graph.nodes().reversed()) {
            boolean handsOn = REARRANGING.contains(node.op()) && node.outputs().stream().noneMatch(others::contains)
                    && node.integer("to", GraphWriter.INT64) == GraphWriter.INT64; // a narrower type would wrap
            for (int i = 0; i < node.inputs().size(); i++) {
                boolean bound = node.op().equals("Slice") ? i == 1 || i == 2
                        : handsOn && (node.op().equals("Where") ? i > 0 : i == 0 || JOINING.contains(node.op()));
                (bound ? bounds : others).add(node.inputs().get(i));
            }
        }
        bounds.removeAll(others);
        return bounds;
    }

    /** The tensor of an array in the file. */
    Tensor tensor(String name, NdArray array) {
        return checked("the value '" + name + "'", name, array.toTensor());
    }

    /**
     * The tensor itself. Its integers, if it has any, are exact, save for starts and ends of slices, which are large
     * where they mean "to the end"; and 0 has no sign.
     */
    Tensor checked(String who, String name, Tensor tensor) {
        if (!contains(name)) {
            return tensor;
        }
        boolean bound = bounds.contains(name);
        for (float value : tensor.toArray()) {
            if (bound) {
                requireInteger(who, value);
            } else {
                types.get(name).require(who, value);
            }
        }
        return bound ? tensor : tensor.add(0); // −0 + 0 = 0
    }

    /** The tensor itself, if its integers are exact. */
    static Tensor requireExact(String who, Tensor tensor) {
        for (float value : tensor.toArray()) {
            requireExact(who, value);
        }
        return tensor;
    }

    /** An error if this is no integer, or one that may have been rounded. */
    static void requireExact(String who, float value) {
        requireInteger(who, value);
        if (Math.abs(value) >= LARGEST) {
            throw new IllegalArgumentException("onnx: " + who + " holds the integer " + text(value)
                    + ", and float32, in which we compute, holds integers exactly only below 2²⁴. "
                    + "Fix: use floating-point numbers, or smaller integers.");
        }
    }

    private static void requireInteger(String who, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("onnx: " + who + " holds " + value + ", which no type of integers has. Rule: "
                    + "every integer is a number. Fix: compute in floating-point numbers, or keep what is no number out "
                    + "(no division by 0, no root of a negative number).");
        }
        if (value != Math.rint(value)) {
            throw new IllegalArgumentException("onnx: " + who + " holds " + value + ", which is no integer. Rule: a value "
                    + "of a type of integers holds nothing else. Fix: pass integers, or declare floating-point numbers.");
        }
    }

    /** An integer; 2⁶³ is the largest int64, rounded. */
    private static String text(float value) {
        return Math.abs(value) <= 0x1p63f ? Long.toString((long) value) : new BigDecimal(value).toPlainString();
    }

    /**
     * Starts or ends of a slice of the first input; those too large for int are the largest one. Where float32 does not
     * tell every size, it must not have rounded them.
     */
    static int[] bounds(OnnxCall call, int input) {
        boolean large = Arrays.stream(call.input(0).shape().dims()).anyMatch(size -> size > LARGEST);
        float[] values = call.vector(input).toArray();
        int[] bounds = new int[values.length];
        for (int i = 0; i < bounds.length; i++) {
            requireInteger(call.node().label(), values[i]);
            bounds[i] = (int) values[i];
            if (large && Math.abs(values[i]) >= LARGEST && Math.abs(values[i]) < Integer.MAX_VALUE) {
                requireExact(call.node().label(), call.input(input));
            }
        }
        return bounds;
    }

    /** Numbers rounded towards 0. */
    static Tensor truncated(Tensor x) {
        return x.sign().mul(x.abs().floor());
    }

    /** a / b, rounded towards 0. */
    static Tensor quotient(OnnxCall call) {
        for (float divisor : call.input(1).toArray()) {
            if (divisor == 0) {
                throw call.refuse("an integer is divided by 0");
            }
        }
        return truncated(call.input(0).div(call.input(1)));
    }

    /** a to the power of b, rounded towards 0: in double, which holds the power if float32 does. */
    static Tensor power(OnnxCall call) {
        Shape shape = Shape.broadcast(call.node().label(), call.input(0).shape(), call.input(1).shape());
        float[] a = call.input(0).expand(shape.dims()).toArray();
        float[] b = call.input(1).expand(shape.dims()).toArray();
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) Math.pow(a[i], b[i]);
        }
        return truncated(Tensor.of(a, shape));
    }
}
