package longhand.nn.onnx;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxValue;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/** What becomes of a graph's integers, given that our tensors are float32: they stay integers, or are refused. */
final class Integers {
    private static final long LARGEST = 1 << 24; // up to here float32 holds every integer
    /** Operators that hand on the integers they are given, in other shapes. */
    private static final Set<String> REARRANGING = Set.of("Identity", "Cast", "Unsqueeze", "Squeeze", "Reshape",
            "Flatten", "Concat");

    private final Set<String> names = new HashSet<>();
    private final Set<String> bounds;

    /** Finds the integers of a graph. */
    Integers(OnnxGraph graph) {
        graph.initializers().forEach((name, array) -> addIf(!array.dtype().isFloat(), name));
        graph.inputs().forEach(input -> addIf(!input.dtype().isFloat(), input.name()));
        for (OnnxNode node : graph.nodes()) {
            for (int i = 0; i < node.outputs().size(); i++) {
                addIf(isInteger(node, i), node.outputs().get(i));
            }
        }
        bounds = boundsIn(graph);
    }

    private void addIf(boolean integer, String name) {
        if (integer && !name.isEmpty()) {
            names.add(name);
        }
    }

    /** Whether the value of this name is made of integers. */
    boolean contains(String name) {
        return names.contains(name);
    }

    /** Whether a result of an operator is. Those that are not named here have the type of the first input. */
    private boolean isInteger(OnnxNode node, int result) {
        return switch (node.op()) {
            case "Constant" -> isIntegerConstant(node);
            case "Shape", "ArgMax" -> true;
            case "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual" -> false; // truth
            case "Cast" -> isInteger(node.integer("to", GraphWriter.FLOAT));
            case "Where" -> isInteger(node.inputs(), 1); // the first is the condition
            case "TopK" -> result == 1 || isInteger(node.inputs(), 0); // values and positions
            case "Dropout" -> result == 0 && isInteger(node.inputs(), 0); // the second is a mask
            default -> isInteger(node.inputs(), 0);
        };
    }

    private boolean isInteger(List<String> inputs, int index) {
        return index < inputs.size() && names.contains(inputs.get(index));
    }

    /**
     * Whether a type, as {@code Cast} names it, is one of integers: from uint8 to int64, and the larger unsigned ones.
     */
    static boolean isInteger(long type) {
        return type >= 2 && type <= 7 || type == 12 || type == 13;
    }

    private static boolean isIntegerConstant(OnnxNode node) {
        return node.attributes().values().stream().anyMatch(value -> value instanceof Long || value instanceof long[]
                || value instanceof NdArray array && !array.dtype().isFloat());
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
                        : handsOn && (i == 0 || node.op().equals("Concat"));
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
     * where they mean "to the end".
     */
    Tensor checked(String who, String name, Tensor tensor) {
        return contains(name) && !bounds.contains(name) ? requireExact(who, tensor) : tensor;
    }

    private static Tensor requireExact(String who, Tensor tensor) {
        for (float value : tensor.toArray()) {
            if (!(Math.abs(value) < LARGEST)) {
                throw new IllegalArgumentException("onnx: " + who + " holds the integer " + (long) value
                        + ", and float32, in which we "
                        + "compute, holds integers exactly only below 2²⁴. Fix: use floating-point numbers, or smaller integers.");
            }
        }
        return tensor;
    }

    /**
     * Starts or ends of a slice of the first input; those too large for int are the largest one. Where float32 does not
     * tell every size, it must not have rounded them.
     */
    static int[] bounds(OnnxCall call, int input) {
        boolean large = Arrays.stream(call.input(0).shape().dims()).anyMatch(size -> size > LARGEST);
        float[] values = call.input(input).toArray();
        int[] bounds = new int[values.length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = (int) values[i];
            if (large && Math.abs(values[i]) >= LARGEST && Math.abs(values[i]) < Integer.MAX_VALUE) {
                requireExact(call.node().label(), call.input(input));
            }
        }
        return bounds;
    }

    /** Numbers rounded towards 0, which has no sign. */
    static Tensor truncated(Tensor x) {
        return x.sign().mul(x.abs().floor()).add(0);
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

    /** The mean over dimensions, rounded towards 0. */
    static Tensor mean(OnnxCall call, Tensor sum) {
        int count = call.input(0).numel() / Math.max(1, sum.numel());
        return truncated(requireExact(call.node().label(), sum).div(count));
    }
}
