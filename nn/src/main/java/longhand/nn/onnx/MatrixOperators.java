package longhand.nn.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import longhand.nn.onnx.Operators.Operator;
import longhand.ops.LayerNormalization;
import longhand.ops.Matmul;
import longhand.ops.Normalization;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/** Matrix products, normalisation, softmax. */
final class MatrixOperators {
    private static final long OPSET_OF_SOFTMAX_ALONG_ONE_AXIS = 13;
    private static final long OPSET_WITH_TRAINING_MODE = 14;

    private MatrixOperators() {}

    static void register(Map<String, Operator> operators) {
        operators.put("MatMul", Operator.of(call -> call.integer()
                ? IntegerSums.product(call.input(0), call.input(1)) : Matmul.matmul(call.input(0), call.input(1))));
        operators.put("Gemm", Operator.of(MatrixOperators::gemm));
        operators.put("BatchNormalization", MatrixOperators::batchNormalization);
        operators.put("LayerNormalization", Operator.of(MatrixOperators::layerNormalization));
        operators.put("Softmax", Operator.of(call -> alongAxis(call, Tensor::softmax)));
        operators.put("LogSoftmax", Operator.of(call -> alongAxis(call, Tensor::logSoftmax)));
    }

    /** alpha · A · B + beta · C, with A and B transposed if wanted. */
    private static Tensor gemm(OnnxCall call) {
        Tensor a = call.node().integer("transA", 0) == 0 ? matrix(call, 0) : matrix(call, 0).transpose(0, 1);
        Tensor b = matrix(call, 1);
        boolean transB = call.node().integer("transB", 0) != 0;
        Tensor product = call.integer() ? IntegerSums.product(a, transB ? b.transpose(0, 1) : b)
                : transB ? Matmul.linear(a, b) : Matmul.matmul(a, b);
        Tensor scaled = scaled(call, product, "alpha");
        return call.optional(2).map(c -> scaled.add(scaled(call, fitting(call, c, product.shape()), "beta")))
                .orElse(scaled);
    }

    private static Tensor matrix(OnnxCall call, int input) {
        Tensor x = call.input(input);
        if (x.rank() != 2) {
            throw call.refuse("input " + input + " has shape " + x.shape() + ". Rule: it is a matrix, of two dimensions. "
                    + "Fix: reshape it, or use MatMul");
        }
        return x;
    }

    /** The summand itself, if it does not enlarge the product. */
    private static Tensor fitting(OnnxCall call, Tensor c, Shape product) {
        if (!Shape.broadcast("onnx: " + call.node().label(), product, c.shape()).equals(product)) {
            throw call.refuse("C has shape " + c.shape() + ", the product " + product + ". Rule: C broadcasts to the product, "
                    + "not the product to C. Fix: reshape C to " + product + ", or use MatMul and Add");
        }
        return c;
    }

    /** A summand times its factor. */
    private static Tensor scaled(OnnxCall call, Tensor x, String attribute) {
        float factor = call.node().number(attribute, 1);
        Tensor y = factor == 1 ? x : x.mul(factor);
        if (!call.integer()) {
            return y;
        }
        if (factor != Math.rint(factor)) {
            throw call.refuse(attribute + " " + factor + " would make fractions of integers");
        }
        return Integers.requireExact(call.node().label(), y);
    }

    /**
     * In training mode the results are y, the running statistics, with the momentum on the old ones' side, and those of
     * the batch (before opset 14).
     */
    private static List<Tensor> batchNormalization(OnnxCall call) {
        float eps = call.node().number("epsilon", 1e-5f);
        Tensor x = call.input(0);
        Tensor mean = call.input(3);
        Tensor var = call.input(4);
        if (!isTraining(call)) {
            return List.of(Normalization.batchNorm(x, call.input(1), call.input(2), mean, var, false, 0, eps));
        }
        float momentum = call.node().number("momentum", 0.9f);
        Tensor batchMean = Tensor.of(mean.toArray(), mean.shape());
        Tensor batchVar = Tensor.of(var.toArray(), var.shape());
        Tensor y = Normalization.batchNorm(x, call.input(1), call.input(2), batchMean, batchVar, true, 1, eps);
        double count = (double) x.numel() / x.size(1);
        Tensor biasedVar = batchVar.mul((count - 1) / count);
        return List.of(y, mix(mean, batchMean, momentum), mix(var, biasedVar, momentum), batchMean, biasedVar);
    }

    /** Before opset 14, whoever asks for statistics says so. */
    private static boolean isTraining(OnnxCall call) {
        return call.opset() >= OPSET_WITH_TRAINING_MODE ? call.node().integer("training_mode", 0) != 0
                : !call.isTest() && call.node().outputs().stream().skip(1).anyMatch(name -> !name.isEmpty());
    }

    private static Tensor mix(Tensor old, Tensor batch, float momentum) {
        return old.mul(momentum).add(batch.mul(1 - momentum));
    }

    /** Over the axis (the last unless given) and all after it; factor and shift broadcast to the input. */
    private static Tensor layerNormalization(OnnxCall call) {
        Tensor x = call.input(0);
        Tensor factor = call.input(1);
        int[] dims = Arrays.copyOfRange(x.shape().dims(), call.dimension(-1), x.rank());
        Tensor shift = call.optional(2).orElseGet(() -> Tensor.zeros(dims));
        float eps = call.node().number("epsilon", 1e-5f);
        Shape normalized = Shape.of(dims);
        if (factor.shape().equals(normalized) && shift.shape().equals(normalized)) {
            return LayerNormalization.layerNorm(x, factor, shift, eps);
        }
        Tensor y = LayerNormalization.layerNorm(x, Tensor.ones(dims), Tensor.zeros(dims), eps).mul(factor).add(shift);
        if (!y.shape().equals(x.shape())) {
            throw call.refuse("scale " + factor.shape() + " and bias " + shift.shape() + " do not broadcast to the input "
                    + x.shape() + ". Fix: give both the shape " + normalized);
        }
        return y;
    }

    /** Before opset 13 the axis (then 1 unless given) and all after it counted as one. */
    private static Tensor alongAxis(OnnxCall call, BiFunction<Tensor, Integer, Tensor> function) {
        Tensor x = call.input(0);
        if (call.opset() >= OPSET_OF_SOFTMAX_ALONG_ONE_AXIS) {
            return function.apply(x, call.axis(x, -1));
        }
        int axis = call.axis(x, 1);
        Tensor rows = x.reshape(x.shape().product(0, axis), x.shape().product(axis, x.rank()));
        return function.apply(rows, 1).reshape(x.shape().dims());
    }
}
