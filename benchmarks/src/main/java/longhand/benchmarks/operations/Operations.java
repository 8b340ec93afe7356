package longhand.benchmarks.operations;

import static longhand.benchmarks.operations.Operation.forwardOnly;
import static longhand.benchmarks.operations.Operation.of;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.nn.Parameter;
import longhand.nn.optim.Adam;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.SGD;
import longhand.ops.AdaptivePooling;
import longhand.ops.Convolution;
import longhand.ops.DropoutOps;
import longhand.ops.Joining;
import longhand.ops.LayerNormalization;
import longhand.ops.Losses;
import longhand.ops.Matmul;
import longhand.ops.Normalization;
import longhand.ops.Pooling;
import longhand.ops.Resampling;
import longhand.ops.Selection;
import longhand.ops.Sorting;
import longhand.random.Generator;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** What is measured. {@code peers/operations.py} has the same list. */
final class Operations {
    private static final Generator GENERATOR = new Generator(1);

    private Operations() {}

    static List<Operation> all() {
        return Stream.of(arithmetic(), functions(), choices(), reductions(), copies(), products(),
                convolutions(), layers(), training())
                .flatMap(List::stream).toList();
    }

    private static List<Operation> arithmetic() {
        return List.of(
                of("add", "n,n n,n", x -> x[0].add(x[1])),
                of("add row", "n,n n", x -> x[0].add(x[1])),
                of("add column", "n,n n,1", x -> x[0].add(x[1])),
                of("add channel", "8,4,n,n 4,1,1", x -> x[0].add(x[1])),
                of("mul", "n,n n,n", x -> x[0].mul(x[1])),
                of("mul number", "n,n", x -> x[0].mul(1.5)),
                of("sub", "n,n n,n", x -> x[0].sub(x[1])),
                of("div", "n,n +n,n", x -> x[0].div(x[1])),
                of("mul row column", "n,1 1,n", x -> x[0].mul(x[1])),
                of("neg", "n,n", x -> x[0].neg()),
                of("abs", "n,n", x -> x[0].abs()),
                of("pow 2", "n,n", x -> x[0].pow(2)),
                of("pow 3", "n,n", x -> x[0].pow(3)),
                of("pow 2.5", "+n,n", x -> x[0].pow(2.5)),
                of("sqrt", "+n,n", x -> x[0].sqrt()),
                of("reciprocal", "+n,n", x -> x[0].reciprocal()),
                of("pow", "+n,n n,n", x -> x[0].pow(x[1])),
                of("sin", "n,n", x -> x[0].sin()),
                of("cos", "n,n", x -> x[0].cos()),
                forwardOnly("floor", "n,n", x -> x[0].floor()),
                forwardOnly("round", "n,n", x -> x[0].round()),
                of("exp", "n,n", x -> x[0].exp()),
                of("log", "+n,n", x -> x[0].log()));
    }

    private static List<Operation> functions() {
        return List.of(
                of("relu", "n,n", x -> x[0].relu()),
                of("leaky relu", "n,n", x -> x[0].leakyRelu(0.01)),
                of("sigmoid", "n,n", x -> x[0].sigmoid()),
                of("tanh", "n,n", x -> x[0].tanh()),
                of("gelu", "n,n", x -> x[0].gelu()),
                of("silu", "n,n", x -> x[0].silu()),
                of("softplus", "n,n", x -> x[0].softplus()),
                of("softmax 1", "n,n", x -> x[0].softmax(1)),
                of("softmax 0", "n,n", x -> x[0].softmax(0)),
                of("log softmax 1", "n,n", x -> x[0].logSoftmax(1)),
                of("softmax of channels", "8,4,n,n", x -> x[0].softmax(1)),
                of("softmax of 10", "n,10", x -> x[0].softmax(1)));
    }

    private static List<Operation> choices() {
        return List.of(
                forwardOnly("gt", "n,n n,n", x -> x[0].gt(x[1])),
                forwardOnly("eq number", "n,n", x -> x[0].eq(Tensor.scalar(0))),
                of("clamp", "n,n", x -> x[0].clamp(-0.5, 0.5)),
                of("maximum", "n,n n,n", x -> x[0].maximum(x[1])),
                of("minimum", "n,n n,n", x -> x[0].minimum(x[1])),
                forwardOnly("sign", "n,n", x -> x[0].sign()),
                of("where", "n,n n,n n,n", x -> x[1].where(x[0], x[2])));
    }

    private static List<Operation> reductions() {
        return List.of(
                of("sum", "n,n", x -> x[0].sum()),
                of("sum 1", "n,n", x -> x[0].sum(1)),
                of("sum 0", "n,n", x -> x[0].sum(0)),
                of("sum of channels", "8,4,n,n", x -> x[0].sum(0, 2, 3)),
                of("sum of the middle", "8,n,n", x -> x[0].sum(1)),
                of("mean 1", "n,n", x -> x[0].mean(1)),
                of("std 1", "n,n", x -> x[0].std(1)),
                of("var 1", "n,n", x -> x[0].var(1, true, false)),
                of("var 0", "n,n", x -> x[0].var(0, true, false)),
                of("norm 1", "n,n", x -> x[0].norm(new int[] {1}, false)),
                of("cumsum 1", "n,n", x -> x[0].cumsum(1)),
                of("cumsum 0", "n,n", x -> x[0].cumsum(0)),
                of("max", "n,n", x -> x[0].max()),
                of("max 1", "n,n", x -> x[0].max(1, false)),
                of("max 0", "n,n", x -> x[0].max(0, false)),
                of("max of channels", "8,4,n,n", x -> x[0].max(1, false)),
                of("min 1", "n,n", x -> x[0].min(1, false)),
                forwardOnly("argmin 0", "n,n", x -> x[0].argmin(0, false)),
                forwardOnly("argmax 1", "n,n", x -> x[0].argmax(1, false)));
    }

    private static List<Operation> copies() {
        return List.of(
                of("transpose", "n,n", x -> x[0].t()),
                of("permute 0 2 1", "8,n,n", x -> x[0].permute(0, 2, 1)),
                of("permute 1 0 2", "8,n,n", x -> x[0].permute(1, 0, 2)),
                of("expand row", "n", x -> x[0].expand(x[0].size(0), x[0].size(0))),
                of("expand column", "n,1", x -> x[0].expand(x[0].size(0), x[0].size(0))),
                of("cat 0", "n,n n,n", x -> Tensor.cat(0, x)),
                of("cat 1", "n,n n,n", x -> Tensor.cat(1, x)),
                of("stack", "n,n n,n", x -> Joining.stack(0, List.of(x))),
                of("narrow 1", "n,n", x -> x[0].narrow(1, 8, x[0].size(1) / 2)),
                of("pad", "n,n", x -> Selection.pad2d(x[0], 1, 1, 1, 1)),
                of("flip 0", "n,n", x -> x[0].flip(0)),
                of("flip 1", "n,n", x -> x[0].flip(1)),
                of("split", "n,n", x -> x[0].split(x[0].size(1) / 4, 1).get(1)),
                of("select 1", "n,n", x -> x[0].select(1, 5)),
                of("sort 1", "n,n", x -> Sorting.sort(x[0], 1, false).values()),
                of("topk 1", "n,n", x -> Sorting.topk(x[0], 5, 1, true).values()),
                of("gather 1", "n,n", x -> x[0].gather(1, x[0].detach().gt(0))),
                of("scatter 1", "n,n n,n", x -> x[0].scatter(1, x[1].detach().gt(0), x[1])),
                of("scatter add 1", "n,n n,n", x -> x[0].scatterAdd(1, x[1].detach().gt(0), x[1])),
                of("masked select", "n,n", x -> x[0].maskedSelect(x[0].detach().gt(0))),
                of("masked fill", "n,n n,n", x -> x[0].maskedFill(x[1].detach().gt(0), 2)),
                of("index select 0", "n,n", x -> x[0].indexSelect(0, halves(x[0].size(0)))),
                of("index select 1", "n,n", x -> x[0].indexSelect(1, halves(x[0].size(1)))));
    }

    /** 0, 0, 1, 1, … */
    private static int[] halves(int n) {
        return IntStream.range(0, n).map(i -> i / 2).toArray();
    }

    private static List<Operation> products() {
        return List.of(
                of("matmul", "n,n n,n", x -> x[0].matmul(x[1])),
                of("matrix-vector", "n,n n", x -> x[0].matmul(x[1])),
                of("batched matmul", "8,n,n 8,n,n", x -> x[0].matmul(x[1])),
                of("batched by one", "8,n,n n,n", x -> x[0].matmul(x[1])),
                of("linear of 16", "16,n n,n n", x -> Matmul.linear(x[0], x[1], x[2])));
    }

    private static List<Operation> convolutions() {
        return List.of(
                convolution("conv 1x1", "1,16,n,n 16,16,1,1 16", Window2d.square(1), 1),
                convolution("conv 1x1 stride 2", "1,16,n,n 16,16,1,1 16", Window2d.square(1).stride(2), 1),
                convolution("conv 3x3", "1,16,n,n 16,16,3,3 16", Window2d.square(3).padding(1), 1),
                convolution("conv 3x3 stride 2", "1,16,n,n 16,16,3,3 16", Window2d.square(3).stride(2).padding(1), 1),
                convolution("conv 3x3 dilation 2", "1,16,n,n 16,16,3,3 16",
                        Window2d.square(3).dilation(2).padding(2), 1),
                convolution("conv 3x3 groups 4", "1,16,n,n 16,4,3,3 16", Window2d.square(3).padding(1), 4),
                convolution("depthwise 3x3", "1,16,n,n 16,1,3,3 16", Window2d.square(3).padding(1), 16),
                convolution("conv 5x5", "1,16,n,n 16,16,5,5 16", Window2d.square(5).padding(2), 1),
                convolution("conv 7x7 stride 2", "1,3,n,n 16,3,7,7 16", Window2d.square(7).stride(2).padding(3), 1),
                convolution("conv 1x7", "1,16,n,n 16,16,1,7 16", Window2d.of(1, 7).padding(0, 3), 1),
                convolution("conv 3x3 of few", "n,16,8,8 16,16,3,3 16", Window2d.square(3).padding(1), 1),
                of("conv transpose", "1,16,n,n 16,8,2,2 8", x -> Convolution.convTranspose2d(x[0], x[1],
                        Optional.of(x[2]), Window2d.square(2).stride(2), Size2d.square(0), 1)),
                of("conv 1d", "8,16,n 16,16,3 16", x -> Convolution.conv1d(x[0], x[1], Optional.of(x[2]),
                        Window2d.of(1, 3).padding(0, 1), 1)));
    }

    private static Operation convolution(String name, String inputs, Window2d window, int groups) {
        return of(name, inputs, x -> Convolution.conv2d(x[0], x[1], Optional.of(x[2]), window, groups));
    }

    private static List<Operation> layers() {
        Window2d two = Window2d.square(2).stride(2);
        Window2d three = Window2d.square(3).stride(1).padding(1);
        return List.of(
                of("max pool 2", "2,8,n,n", x -> Pooling.maxPool2d(x[0], two)),
                of("max pool 3 stride 2", "2,8,n,n", x -> Pooling.maxPool2d(x[0], three.stride(2))),
                of("max pool 3 stride 1", "2,8,n,n", x -> Pooling.maxPool2d(x[0], three)),
                of("avg pool 3 stride 1", "2,8,n,n", x -> Pooling.avgPool2d(x[0], three, true)),
                of("avg pool 2", "2,8,n,n", x -> Pooling.avgPool2d(x[0], two, true)),
                of("global avg pool", "2,8,n,n", x -> AdaptivePooling.adaptiveAvgPool2d(x[0], 1, 1)),
                of("adaptive max pool", "2,8,n,n", x -> AdaptivePooling.adaptiveMaxPool2d(x[0], 7, 7)),
                of("adaptive avg pool", "2,8,n,n", x -> AdaptivePooling.adaptiveAvgPool2d(x[0], 7, 7)),
                of("batch norm", "2,8,n,n 8 8", x -> batchNorm(x, true)),
                of("batch norm in evaluation", "2,8,n,n 8 8", x -> batchNorm(x, false)),
                of("layer norm", "n,n n n", x -> LayerNormalization.layerNorm(x[0], x[1], x[2], 1e-5)),
                of("group norm", "2,8,n,n 8 8", x -> LayerNormalization.groupNorm(x[0], 4, x[1], x[2], 1e-5)),
                of("nearest", "2,4,n,n", x -> Resampling.interpolateNearest(x[0], 2 * x[0].size(2), 2 * x[0].size(3))),
                of("bilinear", "2,4,n,n", x -> Resampling.interpolateBilinear(x[0], 2 * x[0].size(2),
                        2 * x[0].size(3))));
    }

    private static Tensor batchNorm(Tensor[] x, boolean training) {
        int channels = x[1].size(0);
        return Normalization.batchNorm(x[0], x[1], x[2], Tensor.zeros(channels), Tensor.ones(channels), training, 0.1,
                1e-5);
    }

    private static List<Operation> training() {
        return List.of(
                of("cross entropy", "n,n", x -> Losses.crossEntropy(x[0], halves(x[0].size(0)))),
                of("cross entropy of 10", "n,10",
                        x -> Losses.crossEntropy(x[0], IntStream.range(0, x[0].size(0)).map(i -> i % 10).toArray())),
                of("mse", "n,n n,n", x -> Losses.mseLoss(x[0], x[1].detach())),
                of("l1", "n,n n,n", x -> Losses.l1Loss(x[0], x[1].detach())),
                of("huber", "n,n n,n", x -> Losses.huberLoss(x[0], x[1].detach(), 1)),
                of("nll", "n,n", x -> Losses.nllLoss(x[0], halves(x[0].size(0)))),
                of("bce with logits", "n,n +n,n", x -> Losses.bceWithLogits(x[0], x[1].detach())),
                of("dropout", "n,n", x -> DropoutOps.dropout(x[0], 0.5, GENERATOR)),
                forwardOnly("sgd", "n,n", step(w -> new SGD(Parameter.all(w), 1e-6).momentum(0.9))),
                forwardOnly("adam", "n,n", step(w -> new Adam(Parameter.all(w), 1e-6))));
    }

    /** Steps of an optimiser of the first input, whose gradient stays the same. */
    private static Function<Tensor[], Tensor> step(
            Function<Tensor, Optimizer> maker) {
        Map<Tensor, Optimizer> optimizers = new IdentityHashMap<>();
        return x -> {
            optimizers.computeIfAbsent(x[0], w -> {
                w.requiresGrad(true).setGrad(Tensor.ones(w.shape().dims()));
                return maker.apply(w);
            }).step();
            return x[0];
        };
    }
}
