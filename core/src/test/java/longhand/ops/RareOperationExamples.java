package longhand.ops;

import static longhand.ops.Samples.apart;
import static longhand.ops.Samples.normal;
import static longhand.ops.Samples.positive;
import static longhand.tensor.Tensor.arange;
import static longhand.tensor.Tensor.ones;
import static longhand.tensor.Tensor.vector;
import static longhand.tensor.Tensor.zeros;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * More examples of operations that the other lists have: second forms, other dimensions, gradients of gradients, the
 * ends of what is allowed, and the numbers in what is said beyond them.
 */
final class RareOperationExamples {
    private final List<OperationExample> examples = new ArrayList<>();

    private RareOperationExamples() {}

    static List<OperationExample> all() {
        RareOperationExamples rare = new RareOperationExamples();
        rare.elementwise();
        rare.shapes();
        rare.parts();
        rare.reductions();
        rare.pooling();
        rare.layers();
        return rare.examples;
    }

    private OperationExample op(String name) {
        OperationExample example = new OperationExample(name);
        examples.add(example);
        return example;
    }

    private void elementwise() {
        op("pow").value(() -> vector(2, 9).pow(vector(3, 0.5)), 8, 3)
                .gradient(in -> in.get(0).pow(in.get(1)), positive(2, 3), normal(3)).twice()
                .refuses("pow: shapes [2] and [3]", () -> ones(2).pow(ones(3)));
        op("relu").gradient(in -> in.get(0).relu(), apart(8)).twice();
        op("gelu").gradient(in -> in.get(0).gelu(), normal(4)).twice();
        op("maximum").gradient(in -> in.get(0).maximum(in.get(1)), apart(2, 4), apart(2, 4).neg()).twice();
        op("clamp").gradient(in -> in.get(0).clamp(-0.3, 0.3), apart(2, 4)).twice();
    }

    private void shapes() {
        Tensor m = arange(6).reshape(2, 3);
        op("reshape").refuses("reshape: shape [2, 3] cannot become [-1, -1]", () -> m.reshape(-1, -1))
                .refuses("reshape: shape [0, 3] cannot become [-1, 0]", () -> zeros(0, 3).reshape(-1, 0));
        op("unsqueeze").value(() -> m.unsqueeze(-1).sum(new int[] {-1}, false), 0, 1, 2, 3, 4, 5)
                .value(() -> m.unsqueeze(-2).sum(new int[] {1}, false), 0, 1, 2, 3, 4, 5)
                .value(() -> m.unsqueeze(-3).sum(new int[] {0}, false), 0, 1, 2, 3, 4, 5)
                .refuses("unsqueeze: shape [2, 3] has no place -4 for a new dimension. Rule: places are -3 to 2.",
                        () -> m.unsqueeze(-4))
                .refuses("unsqueeze: shape [2, 3] has no place 3", () -> m.unsqueeze(3));
        op("permute").refuses("permute: [0] is no order of the dimensions of [2, 3]. Rule: every dimension from 0 to 1",
                () -> m.permute(0));
    }

    private void parts() {
        Tensor m = arange(6).reshape(2, 3);
        op("slice").value(() -> m.slice(1, 0, 0)).value(() -> m.slice(1, -3, -1), 0, 1, 3, 4);
        op("sliceAssign").value(() -> m.copy().sliceAssign(1, 0, 0, zeros(2, 0)), 0, 1, 2, 3, 4, 5)
                .value(() -> m.copy().sliceAssign(1, -2, -1, Tensor.scalar(9)), 0, 9, 2, 3, 9, 5)
                .refuses("sliceAssign: elements 2 to 1 do not lie in dimension 1", () -> m.sliceAssign(1, 2, 1, ones(1)));
        op("indexSelect").value(() -> m.indexSelect(1, vector(2, 0)), 2, 0, 5, 3)
                .refuses("indexSelect: index 3 is outside a dimension of size 3. Rule: indices are 0 to 2.",
                        () -> m.indexSelect(1, 3));
        for (int side = 0; side < 4; side++) {
            int[] by = new int[4];
            by[side] = -1;
            op("pad2d").refuses("pad: ", () -> m.pad(by[0], by[1], by[2], by[3]));
        }
        op("scatter").value(() -> m.scatter(1, vector(2, 0).reshape(1, 2), arange(12).reshape(3, 4).add(10)),
                11, 1, 10, 3, 4, 5);
        op("max").value(() -> arange(8).reshape(2, 2, 2).max(1, false), 2, 3, 6, 7)
                .gradient(in -> in.get(0).max(1, false), apart(3, 4, 2)).twice();
    }

    private void reductions() {
        op("std").gradient(in -> in.get(0).std(0, true, false), normal(3, 2)).twice();
        op("norm").gradient(in -> in.get(0).norm(new int[] {0, 2}, false), normal(2, 3, 2)).twice();
    }

    private void pooling() {
        Tensor image = arange(16).reshape(1, 1, 4, 4);
        op("maxPool2d").value(() -> Pooling.maxPool2d(image, Window2d.of(3, 1).padding(1, 0)), 4, 5, 6, 7, 8, 9, 10, 11,
                12, 13, 14, 15, 12, 13, 14, 15)
                .refuses("maxPool2d: padding (2, 0) is too large for kernel (3, 1)",
                        () -> Pooling.maxPool2d(image, Window2d.of(3, 1).padding(2, 0)))
                .refuses("maxPool2d: padding (0, 2) is too large for kernel (1, 3)",
                        () -> Pooling.maxPool2d(image, Window2d.of(1, 3).padding(0, 2)));
        Tensor small = ones(1, 1, 1, 4);
        op("avgPool2d").refuses("avgPool2d: window 0 (kernel 2, dilation 2, padding 1) has no element inside 1 pixels",
                () -> Pooling.avgPool2d(small, Window2d.of(2, 2).padding(1).dilation(2), true))
                .refuses("avgPool2d: window 0 (kernel 2, dilation 2, padding 1) has no element inside 1 pixels",
                        () -> Pooling.avgPool2d(small.transpose(2, 3), Window2d.of(2, 2).padding(1).dilation(2), true));
    }

    private void layers() {
        Tensor x = Tensor.of(new int[][] {{1, 3}, {2, 4}});
        op("layerNorm").value(() -> LayerNormalization.layerNorm(x.sub(2.5), ones(2, 2), zeros(2, 2), 0).mul(
                Math.sqrt(1.25)), -1.5, 0.5, -0.5, 1.5);
        op("batchNorm").value(() -> Normalization.batchNorm(x, ones(2), zeros(2), vector(1, 2), vector(4, 9), false, 0.1,
                0), 0, 1.0 / 3, 0.5, 2.0 / 3).value(() -> {
                    Tensor mean = vector(8, 16);
                    Normalization.batchNorm(x, ones(2), zeros(2), mean, ones(2), true, 0.25, 0);
                    return mean;
                }, 6.375, 12.875);
        op("conv2d").refuses("conv2d: input [1, 3, 4, 4] has 3 channels but weight [3, 2, 1, 1] expects 6. Rule: input "
                + "channels = weight's second size · groups (2 · 3)", () -> Convolution.conv2d(ones(1, 3, 4, 4),
                ones(3, 2, 1, 1), Optional.empty(), Window2d.square(1), 3));
        Tensor logits = Tensor.of(new double[][] {{0, 0}, {0, 0}});
        op("crossEntropy").value(() -> Losses.crossEntropy(logits, vector(1, 0)), Math.log(2))
                .refuses("crossEntropy: target 2 is not a class of input [2, 2]. Rule: targets are 0 to 1 or -100",
                        () -> Losses.crossEntropy(logits, 2, 0));
        op("nllLoss").value(() -> Losses.nllLoss(logits.sub(3), vector(1, 0)), 3);
    }
}
