package longhand.nn.onnx;

import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.nn.onnx.Operators.Operator;
import longhand.tensor.Tensor;

/** Operators that treat every element alike. */
final class ElementwiseOperators {
    private ElementwiseOperators() {}

    static void register(Map<String, Operator> operators) {
        operators.put("Relu", unary(Tensor::relu));
        operators.put("Sigmoid", unary(Tensor::sigmoid));
        operators.put("Tanh", unary(Tensor::tanh));
        operators.put("Softplus", unary(Tensor::softplus));
        operators.put("LeakyRelu", Operator.of(call -> call.input(0).leakyRelu(call.node().number("alpha", 0.01f))));
        operators.put("Gelu", Operator.of(ElementwiseOperators::gelu));
        operators.put("Cast", Operator.of(Casts::cast));
        operators.put("Clip", Operator.of(ElementwiseOperators::clip));
        operators.put("Add", binary(Tensor::add));
        operators.put("Sub", binary(Tensor::sub));
        operators.put("Mul", binary(Tensor::mul));
        operators.put("Div", Operator.of(call -> call.integer() ? Integers.quotient(call)
                : call.input(0).div(call.input(1))));
        operators.put("Sum", Operator.of(ElementwiseOperators::sum));
    }

    private static Operator unary(UnaryOperator<Tensor> function) {
        return Operator.of(call -> function.apply(call.input(0)));
    }

    private static Operator binary(BinaryOperator<Tensor> function) {
        return Operator.of(call -> function.apply(call.input(0), call.input(1)));
    }

    private static Tensor sum(OnnxCall call) {
        Stream<Tensor> summands = IntStream.range(0, call.inputs().size()).mapToObj(call::input);
        return (call.integer() ? IntegerSums.sum(summands.toList()) : summands.reduce(Tensor::add))
                .orElseThrow(() -> call.refuse("it has no inputs"));
    }

    private static Tensor gelu(OnnxCall call) {
        if (!call.node().text("approximate", "none").equals("none")) {
            throw call.refuse("only the exact form, approximate='none', is supported");
        }
        return call.input(0).gelu();
    }

    /**
     * First not below the minimum, then not above the maximum, which therefore wins. Bounds are attributes before opset
     * 11.
     */
    private static Tensor clip(OnnxCall call) {
        return call.input(0).maximum(bound(call, 1, "min", Float.NEGATIVE_INFINITY))
                .minimum(bound(call, 2, "max", Float.POSITIVE_INFINITY));
    }

    private static Tensor bound(OnnxCall call, int input, String attribute, float none) {
        return call.optional(input).isPresent() ? call.single(input)
                : Tensor.scalar(call.node().number(attribute, none));
    }
}
