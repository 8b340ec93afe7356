package longhand.nn.onnx;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.io.NdArray;
import longhand.nn.onnx.Operators.Operator;
import longhand.tensor.Tensor;

/** Operators that move elements without changing them. */
final class ShapeOperators {
    private static final long OPSET_WITH_DROPOUT_INPUTS = 12;
    private static final long OPSET_WITHOUT_TEST_ATTRIBUTE = 7;

    private ShapeOperators() {}

    static void register(Map<String, Operator> operators) {
        operators.put("Identity", Operator.of(call -> call.input(0)));
        operators.put("Constant", Operator.of(ShapeOperators::constant));
        operators.put("Reshape", Operator.of(ShapeOperators::reshape));
        operators.put("Flatten", Operator.of(ShapeOperators::flatten));
        operators.put("Transpose", Operator.of(ShapeOperators::transpose));
        operators.put("Concat", Operator.of(ShapeOperators::concat));
        operators.put("Dropout", ShapeOperators::dropout);
    }

    private static Tensor constant(OnnxCall call) {
        for (Object value : call.node().attributes().values()) {
            switch (value) {
                case NdArray array -> {
                    return array.toTensor();
                }
                case Float number -> {
                    return Tensor.scalar(number);
                }
                case Long number -> {
                    return Tensor.scalar(number);
                }
                case float[] numbers -> {
                    return Tensor.of(numbers, numbers.length);
                }
                case long[] numbers -> {
                    return NdArray.of(numbers, numbers.length).toTensor();
                }
                default -> { }
            }
        }
        throw call.refuse("only numbers can be constants");
    }

    /** A size of 0 means that of the input, unless {@code allowzero} is set; one size of −1 is worked out. */
    private static Tensor reshape(OnnxCall call) {
        Tensor x = call.input(0);
        int[] dims = call.requiredList(1, "shape"); // an attribute in opset 1
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] == 0 && call.node().integer("allowzero", 0) == 0) {
                dims[d] = x.size(d);
            }
        }
        return x.reshape(dims);
    }

    private static Tensor flatten(OnnxCall call) {
        Tensor x = call.input(0);
        int axis = call.axis(x, 1);
        String who = call.node().label();
        return x.reshape(x.shape().joined(who, 0, axis), x.shape().joined(who, axis, x.rank()));
    }

    private static Tensor transpose(OnnxCall call) {
        Tensor x = call.input(0);
        long[] reversed = IntStream.range(0, x.rank()).mapToLong(d -> x.rank() - 1L - d).toArray();
        return x.permute(call.integers("perm", reversed));
    }

    private static Tensor concat(OnnxCall call) {
        Tensor[] parts = IntStream.range(0, call.inputs().size()).mapToObj(call::input).toArray(Tensor[]::new);
        return Tensor.cat(call.axis(call.input(0), 1), parts);
    }

    /** We compute in evaluation mode, where dropout does nothing; the second result says that everything was kept. */
    private static List<Tensor> dropout(OnnxCall call) {
        boolean training = call.opset() >= OPSET_WITH_DROPOUT_INPUTS
                ? call.optional(2).isPresent() && call.single(2).item() != 0
                : call.opset() < OPSET_WITHOUT_TEST_ATTRIBUTE && !call.isTest();
        if (training) {
            throw call.refuse("it is in training mode; export the model in evaluation mode");
        }
        Tensor x = call.input(0);
        return List.of(x, Tensor.ones(x.shape().dims()));
    }
}
