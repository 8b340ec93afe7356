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
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** The examples of operations that change tensors in place, choose elements, sort, resample and normalise images. */
final class MoreOperationExamples {
    private final List<OperationExample> examples = new ArrayList<>();

    private MoreOperationExamples() {}

    static List<OperationExample> all() {
        MoreOperationExamples more = new MoreOperationExamples();
        more.steps();
        more.reductions();
        more.sorting();
        more.indexing();
        more.assignment();
        more.images();
        more.normalization();
        more.losses();
        return more.examples;
    }

    private OperationExample op(String name) {
        OperationExample example = new OperationExample(name);
        examples.add(example);
        return example;
    }

    private void steps() {
        Tensor x = vector(-1.5, -0.5, 0, 0.5, 2.5);
        op("sin").value(() -> vector(0, Math.PI / 6).sin(), 0, 0.5).gradient(in -> in.get(0).sin(), normal(2, 3))
                .twice()
                .anyShape();
        op("cos").value(() -> vector(0, Math.PI / 3).cos(), 1, 0.5).gradient(in -> in.get(0).cos(), normal(2, 3))
                .twice()
                .anyShape();
        op("floor").value(x::floor, -2, -1, 0, 0, 2).gradient(in -> in.get(0).floor(), positive(3).add(2.7)).anyShape();
        op("ceil").value(x::ceil, -1, 0, 0, 1, 3).gradient(in -> in.get(0).ceil(), apart(5).div(20).add(2.5))
                .anyShape();
        op("round").value(x::round, -2, 0, 0, 0, 2).gradient(in -> in.get(0).round(), apart(5).div(20)).anyShape();
        op("sign").value(x::sign, -1, -1, 0, 1, 1).gradient(in -> in.get(0).sign(), apart(5)).anyShape();
        op("ne").value(() -> x.ne(vector(0, -0.5, 0, 2, 2.5)), 1, 0, 0, 1, 0).noGradient()
                .refuses("eq: shapes [5] and [2] do not broadcast", () -> x.ne(ones(2)));
    }

    private void reductions() {
        Tensor m = Tensor.of(new int[][] {{3, 4}, {0, 0}});
        op("std").value(() -> m.std(1, false, false), 0.5, 0).value(() -> vector(1, 3).std(), Math.sqrt(2))
                .gradient(in -> in.get(0).std(0, true, true), normal(3, 2)).twice()
                .refuses("std: there is no dimension 2", () -> m.std(2, true, true));
        op("norm").value(() -> m.norm(new int[] {1}, false), 5, 0).value(m::norm, 5)
                .gradient(in -> in.get(0).norm(new int[] {0, 2}, true), normal(2, 3, 2)).twice()
                .refuses("norm: there is no dimension 2", () -> m.norm(new int[] {2}, true));
        op("argmin").value(() -> m.argmin(0), 1, 1).value(() -> vector(2, Float.NaN, 1).argmin(0), 1).noGradient()
                .refuses("argmin: there is no dimension 2", () -> m.argmin(2))
                .refuses("argmin: dimension 0 of shape [0] has no elements", () -> zeros(0).argmin(0));
        op("cumsum").value(() -> m.cumsum(0), 3, 4, 3, 4).value(() -> m.cumsum(-1), 3, 7, 0, 0)
                .gradient(in -> in.get(0).cumsum(1), normal(2, 3, 2)).twice()
                .refuses("cumsum: there is no dimension 2", () -> m.cumsum(2));
    }

    private void sorting() {
        Tensor x = Tensor.of(new double[][] {{3, 1, 2}, {0, Float.NaN, -1}});
        op("sort").value(() -> x.sort(1, false).values(), 1, 2, 3, -1, 0, Float.NaN)
                .value(() -> x.sort(1, true).indices(), 0, 2, 1, 1, 0, 2)
                .value(() -> vector(1, 0, 1, 0).sort(0, false).indices(), 1, 3, 0, 2)
                .value(() -> vector(1, 0, 1, 0).sort(0, true).indices(), 0, 2, 1, 3)
                .gradient(in -> in.get(0).sort(0, true).values(), apart(4, 3)).twice()
                .refuses("sort: there is no dimension 2", () -> x.sort(2, false));
        op("topk").value(() -> x.topk(2, 1).values(), 3, 2, Float.NaN, 0)
                .value(() -> x.topk(2, 1).indices(), 0, 2, 1, 0)
                .value(() -> Sorting.topk(x, 1, 1, false).values(), 1, -1)
                .gradient(in -> in.get(0).topk(2, 1).values(), apart(3, 4))
                .refuses("topk: there are no 4 elements along dimension 1 of shape [2, 3]", () -> x.topk(4, 1))
                .refuses("topk: there are no -1 elements", () -> x.topk(-1, 0));
    }

    private void indexing() {
        Tensor x = arange(6).reshape(2, 3);
        Tensor index = Tensor.of(new int[][] {{2, 0}, {1, 1}});
        Tensor source = Tensor.of(new int[][] {{10, 20}, {30, 40}});
        // smaller than what it goes to, and once twice the same
        Tensor corner = Tensor.of(new int[][] {{2, 0}, {2, 1}});
        op("gather").value(() -> x.gather(1, index), 2, 0, 4, 4)
                .value(() -> x.gather(0, Tensor.of(new int[][] {{1, 0}})), 3, 1)
                .gradient(in -> in.get(0).gather(1, index), normal(2, 3)).twice()
                .refuses("gather: index [2, 2] does not fit input [3]", () -> vector(1, 2, 3).gather(0, index))
                .refuses("gather: index 2 is outside a dimension of size 2", () -> x.gather(0, index))
                .refuses("gather: index [1, 1] holds 0.5", () -> x.gather(0, Tensor.full(0.5, 1, 1)));
        op("scatter").value(() -> x.scatter(1, index, source), 20, 1, 10, 3, 40, 5)
                .gradient(in -> in.get(0).scatter(1, index, in.get(1)), normal(2, 3), normal(2, 2)).twice()
                .value(() -> x.scatter(1, corner.narrow(0, 0, 1), source), 20, 1, 10, 3, 4, 5)
                .gradient(in -> in.get(0).scatter(0, corner, in.get(1)), normal(3, 4), normal(2, 3)).twice()
                .refuses("scatter: index 3 is outside a dimension of size 3", () -> x.scatter(1, index.add(1), source))
                .refuses("scatter: index [1, 1] holds 0.5", () -> x.scatter(0, Tensor.full(0.5, 1, 1), source))
                .refuses("scatter: source [1, 2] is smaller than index [2, 2]", () -> x.scatter(1, index, ones(1, 2)));
        op("scatterAdd").value(() -> x.scatterAdd(1, index, source), 20, 1, 12, 3, 74, 5)
                .gradient(in -> in.get(0).scatterAdd(1, index, in.get(1)), normal(2, 3), normal(2, 2)).twice()
                .value(() -> x.scatterAdd(1, corner.narrow(0, 0, 1), source), 20, 1, 12, 3, 4, 5)
                .gradient(in -> in.get(0).scatterAdd(0, corner, in.get(1)), normal(3, 4), normal(2, 3)).twice()
                .refuses("scatterAdd: index -1 is outside", () -> x.scatterAdd(1, index.sub(3), source))
                .refuses("scatterAdd: source [2] is smaller", () -> x.scatterAdd(1, index, ones(2)));
        op("maskedSelect").value(() -> x.maskedSelect(x.gt(2)), 3, 4, 5)
                .value(() -> x.maskedSelect(vector(0, 1, 0)), 1, 4)
                .gradient(in -> in.get(0).maskedSelect(vector(1, 0, 1)), normal(2, 3)).twice()
                .refuses("maskedSelect: shapes [2, 3] and [2] do not broadcast", () -> x.maskedSelect(ones(2)))
                .refuses("maskedSelect: mask [2, 3] is larger than input [3]", () -> vector(1, 2, 3).maskedSelect(x));
        op("maskedFill").value(() -> x.maskedFill(x.gt(2), -1), 0, 1, 2, -1, -1, -1)
                .value(() -> vector(Float.NaN, 1).maskedFill(vector(1, 0), 0), 0, 1)
                .gradient(in -> in.get(0).maskedFill(vector(1, 0, 1), 7), normal(2, 3)).twice()
                .refuses("maskedFill: shapes [2, 3] and [2] do not broadcast", () -> x.maskedFill(ones(2), 1));
    }

    private void assignment() {
        Tensor v = vector(5, 6);
        op("set").value(() -> zeros(2, 2).set(7, 1, 0), 0, 0, 7, 0).value(() -> zeros(2, 2).set(v, -1), 0, 0, 5, 6)
                .gradient(in -> in.get(0).copy().set(in.get(1), 1, 0).set(in.get(1).square(), 0), normal(2, 3),
                normal(1))
                .twice()
                .refuses("set: index 2 is outside a dimension of size 2", () -> zeros(2, 2).set(1, 2, 0))
                .refuses("set: index [0, 0, 0] does not fit shape [2, 2]", () -> zeros(2, 2).set(1, 0, 0, 0))
                .refuses("set: shape [2] does not expand to [3]", () -> zeros(2, 3).set(v, 0));
        op("sliceAssign").value(() -> ones(2, 4).sliceAssign(1, 1, 3, 0), 1, 0, 0, 1, 1, 0, 0, 1)
                .value(() -> zeros(3, 2).sliceAssign(0, -2, 3, v), 0, 0, 5, 6, 5, 6)
                .gradient(in -> in.get(0).copy().sliceAssign(1, 0, 2, in.get(1)), normal(2, 3), normal(2, 1)).twice()
                .refuses("sliceAssign: elements 1 to 5 do not lie in dimension 1",
                () -> ones(2, 4).sliceAssign(1, 1, 5, 0))
                .refuses("sliceAssign: shape [2] does not expand to [2, 3]", () -> ones(2, 4).sliceAssign(1, 0, 3, v));
        int[] rows = {1, 0, 1};
        int[] columns = {0, 2, 0};
        op("indexPut").value(() -> zeros(2, 3).indexPut(vector(1, 2, 3), rows, columns), 0, 0, 2, 3, 0, 0)
                .value(() -> zeros(2, 2).indexPut(v, new int[] {-1}), 0, 0, 5, 6)
                .gradient(in -> in.get(0).copy().indexPut(in.get(1), rows, columns), normal(2, 3), normal(3)).twice()
                .refuses("indexPut: index 2 is outside", () -> zeros(2, 3).indexPut(v, new int[] {0, 2}))
                .refuses("indexPut: 0 lists of indices", () -> zeros(2, 3).indexPut(v))
                .refuses("indexPut: there are 3 indices of dimension 0 and 2 of dimension 1",
                        () -> zeros(2, 3).indexPut(v, rows, new int[] {0, 1}));
        op("copyFrom").value(() -> zeros(2, 2).copyFrom(v), 5, 6, 5, 6)
                .gradient(in -> in.get(0).mul(2).copyFrom(in.get(1)).mul(in.get(0)), normal(2, 3), normal(3)).twice()
                .refuses("copyFrom: shape [2] does not expand to [3]", () -> zeros(3).copyFrom(v));
        op("fill").value(() -> v.copy().fill(3), 3, 3)
                .gradient(in -> in.get(0).mul(2).fill(7).mul(in.get(0)), normal(2, 3)).anyShape();
        op("become").value(() -> v.copy().addInPlace(v).mulInPlace(v).subInPlace(vector(1)).divInPlace(vector(7)),
                7, 71.0 / 7)
                .gradient(in -> in.get(0).copy().subInPlace(in.get(1)).mulInPlace(vector(2)), normal(2, 3), normal(3))
                .twice()
                .refuses("addInPlace: the result has shape [2, 2], the tensor [2]",
                        () -> v.copy().addInPlace(ones(2, 2)))
                .refuses("addInPlace: shapes [2] and [3] do not broadcast", () -> v.copy().addInPlace(ones(3)))
                .refuses("subInPlace: shapes [2] and [3] do not broadcast", () -> v.copy().subInPlace(ones(3)))
                .refuses("mulInPlace: shapes [2] and [3] do not broadcast", () -> v.copy().mulInPlace(ones(3)))
                .refuses("divInPlace: shapes [2] and [3] do not broadcast", () -> v.copy().divInPlace(ones(3)));
    }

    private void images() {
        Tensor x = Tensor.of(new float[][][][] {{{{1, 2}, {3, 4}}}});
        op("interpolateNearest").value(() -> Resampling.interpolateNearest(x, 3, 1), 1, 1, 3)
                .gradient(in -> Resampling.interpolateNearest(in.get(0), 2, 5), normal(2, 1, 3, 4)).twice()
                .refuses("interpolate: cannot bring [1, 1, 2, 2] to (0, 2)",
                        () -> Resampling.interpolateNearest(x, 0, 2));
        op("interpolateBilinear").value(() -> Resampling.interpolateBilinear(x, 1, 4), 2, 2.25, 2.75, 3)
                .gradient(in -> Resampling.interpolateBilinear(in.get(0), 5, 3), normal(2, 1, 3, 4))
                .twice().refuses("interpolate: input [2, 2] has rank 2",
                        () -> Resampling.interpolateBilinear(ones(2, 2), 1, 1));
        Window2d two = Window2d.square(2);
        Size2d none = Size2d.square(0);
        Tensor w = ones(1, 1, 2, 2);
        op("convTranspose2d").value(() -> Convolution.convTranspose2d(x, w, Optional.of(vector(10)), two, none, 1),
                11, 13, 12, 14, 20, 16, 13, 17, 14)
                .gradient(in -> Convolution.convTranspose2d(in.get(0), in.get(1), Optional.of(in.get(2)),
                        Window2d.of(3, 2).stride(2, 1).padding(1, 0).dilation(1, 2), new Size2d(1, 0), 2),
                        normal(2, 4, 3, 2), normal(4, 3, 3, 2), normal(6)).twice()
                .refuses("convTranspose2d: input [1, 1, 2, 2] does not fit weight [2, 1, 2, 2]",
                        () -> Convolution.convTranspose2d(x, ones(2, 1, 2, 2), Optional.empty(), two, none, 1))
                .refuses("convTranspose2d: output padding (1, 1) is too large for stride (1, 1) and dilation (1, 1)",
                        () -> Convolution.convTranspose2d(x, w, Optional.empty(), two, Size2d.square(1), 1))
                .refuses("convTranspose2d: bias [2] does not fit",
                        () -> Convolution.convTranspose2d(x, w, Optional.of(ones(2)), two, none, 1));
        Window2d line = Window2d.of(1, 2);
        op("conv1d").value(() -> Convolution.conv1d(arange(4).reshape(1, 1, 4), ones(1, 1, 2), Optional.empty(), line,
                1), 1, 3, 5)
                .gradient(in -> Convolution.conv1d(in.get(0), in.get(1), Optional.of(in.get(2)),
                        line.stride(1, 2).padding(0, 1), 1), normal(2, 2, 5), normal(3, 2, 2), normal(3)).twice()
                .refuses("conv1d: input [1, 1, 2, 2] and weight [1, 1, 2] have ranks 4 and 3",
                        () -> Convolution.conv1d(x, ones(1, 1, 2), Optional.empty(), line, 1));
    }

    private void normalization() {
        Tensor x = Tensor.of(new int[][] {{1, 3}, {2, 6}});
        op("layerNorm").value(() -> LayerNormalization.layerNorm(x, vector(1, 2), vector(0, 5), 0), -1, 7, -1, 7)
                .gradient(in -> LayerNormalization.layerNorm(in.get(0), in.get(1), in.get(2), 1e-5), normal(2, 3, 4),
                        normal(3, 4), normal(3, 4)).twice()
                .refuses("layerNorm: input [2, 2], weight [3] and bias [3] do not fit",
                        () -> LayerNormalization.layerNorm(x, ones(3), ones(3), 0));
        op("groupNorm").value(() -> LayerNormalization.groupNorm(x, 1, vector(1, 2), vector(0, 5), 0), -1, 7, -1, 7)
                .gradient(in -> LayerNormalization.groupNorm(in.get(0), 2, in.get(1), in.get(2), 1e-5), normal(2, 4, 3),
                        normal(4), normal(4)).twice()
                .refuses("groupNorm: input [2, 2] cannot be split into 3 groups",
                        () -> LayerNormalization.groupNorm(x, 3, ones(2), ones(2), 0))
                .refuses("groupNorm: weight [1] and bias [2] do not fit input [2, 2]",
                        () -> LayerNormalization.groupNorm(x, 1, ones(1), ones(2), 0));
    }

    private void losses() {
        Tensor p = vector(0.25, 0.5);
        op("bceLoss").value(() -> Losses.bceLoss(p, vector(0, 1)), -(Math.log(0.75) + Math.log(0.5)) / 2)
                .value(() -> Losses.bceLoss(vector(0, 1), vector(1, 0)), 100)
                .gradient(in -> Losses.bceLoss(in.get(0).sigmoid(), in.get(1)), normal(4), positive(4).sub(0.5)).twice()
                .refuses("bceLoss: input [2] and target [1] differ", () -> Losses.bceLoss(p, ones(1)))
                .refuses("bceLoss: the input [2] holds 2.0", () -> Losses.bceLoss(vector(0, 2), p));
        op("huberLoss").value(() -> Losses.huberLoss(vector(1, 5), vector(0, 0), 2), (0.5 + 8) / 2)
                .gradient(in -> Losses.huberLoss(in.get(0), in.get(1), 0.31), apart(6), zeros(6))
                .refuses("huberLoss: input [2] and target [1] differ", () -> Losses.huberLoss(p, ones(1), 1))
                .refuses("huberLoss: delta = 0.0", () -> Losses.huberLoss(p, p, 0));
    }
}
