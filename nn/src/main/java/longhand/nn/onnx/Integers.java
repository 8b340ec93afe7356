package longhand.nn.onnx;

import java.util.HashSet;
import java.util.Set;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxNode;
import longhand.tensor.Tensor;

/** What becomes of a graph's integers, given that our tensors are float32: they stay integers, or are refused. */
final class Integers {
    private static final long LARGEST = 1 << 24; // up to here float32 holds every integer

    private Integers() {}

    /**
     * Names of the values that are integers. The results of nearly all our operators have the type of their first
     * input.
     */
    static Set<String> namesIn(OnnxGraph graph) {
        Set<String> names = new HashSet<>();
        graph.initializers().forEach((name, array) -> addIf(!array.dtype().isFloat(), name, names));
        graph.inputs().forEach(input -> addIf(!input.dtype().isFloat(), input.name(), names));
        for (OnnxNode node : graph.nodes()) {
            boolean integer = switch (node.op()) {
                case "Constant" -> isIntegerConstant(node);
                case "Shape" -> true;
                case "Cast" -> isInteger(node.integer("to", GraphWriter.FLOAT));
                default -> !node.inputs().isEmpty() && names.contains(node.inputs().getFirst());
            };
            node.outputs().forEach(output -> addIf(integer, output, names));
        }
        return names;
    }

    /**
     * Whether a type, as {@code Cast} names it, is one of integers: from uint8 to int64, and the larger unsigned ones.
     */
    static boolean isInteger(long type) {
        return type >= 2 && type <= 7 || type == 12 || type == 13;
    }

    private static void addIf(boolean integer, String name, Set<String> names) {
        if (integer) {
            names.add(name);
        }
    }

    private static boolean isIntegerConstant(OnnxNode node) {
        return node.attributes().values().stream().anyMatch(value -> value instanceof Long || value instanceof long[]
                || value instanceof NdArray array && !array.dtype().isFloat());
    }

    /** The tensor of an array in the file. */
    static Tensor tensor(String name, NdArray array) {
        Tensor tensor = array.toTensor();
        return array.dtype().isFloat() ? tensor : requireExact("the value '" + name + "'", tensor);
    }

    /** The tensor itself if all its integers are exact. */
    static Tensor requireExact(String who, Tensor tensor) {
        for (float value : tensor.toArray()) {
            if (!(Math.abs(value) < LARGEST)) {
                throw new IllegalArgumentException("onnx: " + who + " holds the integer " + (long) value
                        + ", and float32, in which we "
                        + "compute, holds integers exactly only below 2²⁴. Fix: use floating-point numbers, or smaller integers.");
            }
        }
        return tensor;
    }

    /** a / b, rounded towards 0. */
    static Tensor quotient(OnnxCall call) {
        for (float divisor : call.input(1).toArray()) {
            if (divisor == 0) {
                throw call.refuse("an integer is divided by 0");
            }
        }
        Tensor quotient = call.input(0).div(call.input(1));
        float[] values = quotient.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) values[i];
        }
        return Tensor.of(values, quotient.shape());
    }
}
