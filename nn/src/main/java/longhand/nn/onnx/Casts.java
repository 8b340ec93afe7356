package longhand.nn.onnx;

import java.util.function.DoubleUnaryOperator;
import longhand.autograd.Edge;
import longhand.io.DType;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/** What {@code Cast} makes of numbers: types with less room round them. */
final class Casts {
    private static final int LOWER_HALF = 16;

    private Casts() {}

    /** Numbers stay or are rounded to the nearest, integers are rounded towards 0, truth is 0 or 1. */
    static Tensor cast(OnnxCall call) {
        Tensor x = call.input(0);
        long to = call.node().get("to", Long.class).orElseThrow(() -> call.missing("to"));
        if (Integers.isInteger(to)) {
            return Integers.truncated(x);
        }
        return switch (DType.ofOnnx(to).orElseThrow(() -> unknown(call, to))) {
            case BOOL -> x.ne(0);
            case F16 -> rounded(x, value -> Float.float16ToFloat(Float.floatToFloat16((float) value)));
            case BF16 -> rounded(x, value -> upperHalf((float) value));
            default -> x;
        };
    }

    private static IllegalArgumentException unknown(OnnxCall call, long to) {
        return call.refuse("it casts to type " + to + ". Rule: supported are, as ONNX numbers its types, 1, 10, 11 and 16 "
                + "(floating-point), 2 to 7, 12 and 13 (integers), and 9 (bool). Fix: export the network without this cast");
    }

    /** Gradients pass as they are. */
    private static Tensor rounded(Tensor x, DoubleUnaryOperator function) {
        float[] values = Internals.values(x).clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) function.applyAsDouble(values[i]);
        }
        return Internals.recorded("cast", Internals.computed(values, x.shape()), Edge.to(x, g -> g));
    }

    /** The bfloat16 that is nearest, the even one of two: the upper half of a float. */
    private static float upperHalf(float value) {
        if (Float.isNaN(value)) {
            return value;
        }
        int bits = Float.floatToRawIntBits(value);
        int odd = bits >>> LOWER_HALF & 1;
        return Float.intBitsToFloat(bits + (1 << LOWER_HALF - 1) - 1 + odd >>> LOWER_HALF << LOWER_HALF);
    }
}
