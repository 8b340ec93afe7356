package longhand.conformance;

import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import longhand.conformance.CaseRunner.Inputs;
import longhand.ops.AdaptivePooling;
import longhand.ops.Convolution;
import longhand.ops.Losses;
import longhand.ops.Matmul;
import longhand.ops.Normalization;
import longhand.ops.Pooling;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** PyTorch's names for the tensor operations of core. */
final class TensorCases {
    private static final Map<String, UnaryOperator<Tensor>> UNARY = Map.ofEntries(
            Map.entry("relu", Tensor::relu),
            Map.entry("sigmoid", Tensor::sigmoid),
            Map.entry("tanh", Tensor::tanh),
            Map.entry("exp", Tensor::exp),
            Map.entry("neg", Tensor::neg),
            Map.entry("abs", Tensor::abs),
            Map.entry("square", Tensor::square),
            Map.entry("leaky_relu", x -> x.leakyRelu(0.01)),
            Map.entry("gelu", Tensor::gelu),
            Map.entry("silu", Tensor::silu),
            Map.entry("softplus", Tensor::softplus),
            Map.entry("log", Tensor::log),
            Map.entry("sqrt", Tensor::sqrt),
            Map.entry("reciprocal", Tensor::reciprocal));

    private static final Map<String, BinaryOperator<Tensor>> BINARY = Map.of(
            "add", Tensor::add,
            "sub", Tensor::sub,
            "mul", Tensor::mul,
            "div", Tensor::div,
            "maximum", Tensor::maximum,
            "minimum", Tensor::minimum,
            "matmul", Tensor::matmul,
            "mse_loss", Losses::mseLoss,
            "l1_loss", Losses::l1Loss);

    private TensorCases() {}

    static void defineIn(CaseRunner runner) {
        UNARY.forEach((op, function) -> runner.define(op, in -> function.apply(in.x())));
        BINARY.forEach((op, function) -> runner.define(op, in -> function.apply(in.x(), in.w())));
        runner.define("pow", in -> in.x().pow(in.number("exponent")));
        runner.define("clamp", in -> in.x().clamp(in.number("min"), in.number("max")));
        defineLayers(runner);
        defineReductions(runner);
        defineShapes(runner);
        defineLosses(runner);
    }

    private static void defineLayers(CaseRunner runner) {
        runner.define("conv2d", in -> Convolution.conv2d(in.x(), in.w(), Optional.ofNullable(in.tensors().get("b")),
                window(in, in.w().size(2), in.w().size(3)).dilation(in.ints("dilation")[0], in.ints("dilation")[1]),
                in.integer("groups")));
        runner.define("linear", in -> Matmul.linear(in.x(), in.w(), in.tensors().get("b")));
        runner.define("max_pool2d", in -> Pooling.maxPool2d(in.x(), poolWindow(in)));
        runner.define("avg_pool2d", in -> Pooling.avgPool2d(in.x(), poolWindow(in), in.flag("count_include_pad")));
        runner.define("adaptive_avg_pool2d",
                in -> AdaptivePooling.adaptiveAvgPool2d(in.x(), in.ints("output_size")[0], in.ints("output_size")[1]));
        runner.define("batch_norm", in -> Normalization.batchNorm(in.x(), in.w(), in.tensors().get("b"),
                in.tensors().get("running_mean"), in.tensors().get("running_var"), in.flag("training"),
                in.number("momentum"), in.number("eps")));
    }

    private static Window2d poolWindow(Inputs in) {
        return window(in, in.ints("kernel_size")[0], in.ints("kernel_size")[1]).ceilMode(in.flag("ceil_mode"));
    }

    private static Window2d window(Inputs in, int kernelH, int kernelW) {
        Size2d stride = new Size2d(in.ints("stride")[0], in.ints("stride")[1]);
        Size2d padding = new Size2d(in.ints("padding")[0], in.ints("padding")[1]);
        return new Window2d(new Size2d(kernelH, kernelW), stride, padding, Size2d.square(1), false);
    }

    private static void defineReductions(CaseRunner runner) {
        runner.define("sum", in -> in.x().sum(in.ints("dim"), in.flag("keepdim")));
        runner.define("mean", in -> in.x().mean(in.ints("dim"), in.flag("keepdim")));
        runner.define("max", in -> in.x().max(in.ints("dim")[0], in.flag("keepdim")));
        runner.define("argmax", in -> in.x().argmax(in.ints("dim")[0], in.flag("keepdim")));
        runner.define("softmax", in -> in.x().softmax(in.ints("dim")[0]));
        runner.define("log_softmax", in -> in.x().logSoftmax(in.ints("dim")[0]));
        runner.define("var", in -> in.x().var(in.ints("dim")[0], in.flag("unbiased"), in.flag("keepdim")));
    }

    private static void defineShapes(CaseRunner runner) {
        runner.define("permute", in -> in.x().permute(in.ints("dims")));
        runner.define("reshape", in -> in.x().reshape(in.ints("shape")));
        runner.define("narrow", in -> in.x().narrow(in.integer("dim"), in.integer("start"), in.integer("length")));
        runner.define("flip", in -> in.x().flip(in.ints("dims")));
        runner.define("pad", in -> in.x().pad(in.integer("left"), in.integer("right"), in.integer("top"),
                in.integer("bottom")));
        runner.define("cat", in -> Tensor.cat(in.integer("dim"), in.x(), in.w()));
        runner.define("stack", in -> Tensor.stack(in.integer("dim"), in.x(), in.w()));
        runner.define("expand", in -> in.x().expand(in.ints("shape")));
    }

    private static void defineLosses(CaseRunner runner) {
        runner.define("cross_entropy", in -> Losses.crossEntropy(in.x(), in.target()));
        runner.define("nll_loss", in -> Losses.nllLoss(in.x(), in.target()));
        runner.define("binary_cross_entropy_with_logits",
                in -> Losses.bceWithLogits(in.x(), in.tensors().get("target")));
    }
}
