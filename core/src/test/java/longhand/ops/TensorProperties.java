package longhand.ops;

import static longhand.ops.Shapes.assertClose;
import static longhand.ops.Shapes.onEveryBackend;
import static longhand.ops.Shapes.uniform;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.tensor.Internals;
import longhand.tensor.Matrices;
import longhand.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Laws of arithmetic, shapes, selection, reductions and matrix products, for all shapes, on every backend. */
@Domain(DomainContext.Global.class)
@Domain(Shapes.class)
class TensorProperties {
    private static final List<BinaryOperator<Tensor>> BINARY =
            List.of(Tensor::add, Tensor::sub, Tensor::mul, Tensor::div, Tensor::maximum, Tensor::minimum, Tensor::eq,
            Tensor::gt, Tensor::ge, (a, b) -> a.where(a.gt(b), b));

    @Property(tries = 60)
    @Covers({"add", "sub", "mul", "div", "maximum", "minimum", "eq", "gt", "ge", "where", "expand"})
    void broadcastingIsExpandingBothFirst(@ForAll Shape shape, @ForAll @IntRange(min = 0, max = 15) int onesA,
            @ForAll @IntRange(min = 0, max = 15) int onesB, @ForAll @IntRange(min = 0, max = 3) int dropped) {
        Tensor a = uniform(1, withOnes(shape, onesA, 0).dims());
        Tensor b = uniform(2, withOnes(shape, onesB, Math.min(dropped, shape.rank() - 1)).dims()).add(2);
        Shape both = Shape.broadcast("test", a.shape(), b.shape());
        onEveryBackend(() -> {
            for (BinaryOperator<Tensor> op : BINARY) {
                assertClose(op.apply(a.expand(both.dims()), b.expand(both.dims())), op.apply(a, b));
            }
        });
    }

    /** The shape with some sizes set to 1 and some leading dimensions dropped. */
    private static Shape withOnes(Shape shape, int ones, int dropped) {
        return Shape.of(IntStream.range(dropped, shape.rank()).map(d -> (ones >> d & 1) == 1 ? 1 : shape.dim(d))
                .toArray());
    }

    @Property(tries = 40)
    @Covers({"neg", "abs", "square", "sqrt", "reciprocal", "exp", "log", "pow", "clamp", "copy"})
    void elementaryFunctionsUndoEachOther(@ForAll Shape shape) {
        Tensor x = uniform(1, shape.dims());
        Tensor positive = x.abs().add(0.5);
        onEveryBackend(() -> {
            assertClose(x, x.neg().neg());
            assertClose(x.abs(), x.square().sqrt());
            assertClose(x.abs(), x.maximum(x.neg()));
            assertClose(positive, positive.log().exp());
            assertClose(positive, positive.reciprocal().reciprocal());
            assertClose(x.square().mul(x), x.pow(3));
            assertClose(x.maximum(Tensor.scalar(-0.5)).minimum(Tensor.scalar(0.5)), x.clamp(-0.5, 0.5));
            assertClose(x, x.copy());
        });
    }

    @Property(tries = 40)
    @Covers({"relu", "leakyRelu", "sigmoid", "tanh", "gelu", "silu", "softplus"})
    void activationsKeepTheirSymmetries(@ForAll Shape shape) {
        Tensor x = uniform(1, shape.dims()).mul(4);
        onEveryBackend(() -> {
            assertClose(x, x.relu().sub(x.neg().relu()));
            assertClose(x.relu().sub(x.neg().relu().mul(0.3)), x.leakyRelu(0.3));
            assertClose(Tensor.full(1, shape.dims()), x.sigmoid().add(x.neg().sigmoid()));
            assertClose(x.mul(2).sigmoid().mul(2).sub(1), x.tanh());
            assertClose(x, x.gelu().sub(x.neg().gelu()));
            assertClose(x.mul(x.sigmoid()), x.silu());
            assertClose(x, x.softplus().sub(x.neg().softplus()));
        });
    }

    @Property(tries = 40)
    @Covers({"reshape", "flatten", "squeeze", "unsqueeze", "permute", "transpose", "flip"})
    void shapesGoThereAndBack(@ForAll Shape shape, @ForAll @IntRange(min = 0, max = 3) int pick) {
        Tensor x = uniform(1, shape.dims());
        int dim = pick % shape.rank();
        int last = shape.rank() - 1;
        int[] reversed = IntStream.rangeClosed(0, last).map(d -> last - d).toArray();
        onEveryBackend(() -> {
            assertClose(x, x.flatten(0).reshape(shape.dims()));
            assertClose(x, x.unsqueeze(dim).squeeze(dim));
            assertClose(x, x.permute(reversed).permute(reversed));
            assertClose(x, x.transpose(0, dim).transpose(dim, 0));
            assertClose(x, x.flip(dim).flip(dim));
            assertTrue(Internals.shareMemory(x.reshape(-1), x), "reshape shares memory");
        });
    }

    @Property(tries = 40)
    @Covers({"cat", "split", "stack", "select", "narrow", "slice", "indexSelect", "pad", "pad2d"})
    void takingApartAndPuttingTogether(@ForAll Shape shape, @ForAll @IntRange(min = 0, max = 3) int pick,
            @ForAll @IntRange(min = 1, max = 3) int size) {
        Tensor x = uniform(1, shape.dims());
        int dim = pick % shape.rank();
        int n = x.size(dim);
        onEveryBackend(() -> {
            assertClose(x, Joining.cat(dim, x.split(size, dim)));
            assertClose(x, Joining.stack(dim, IntStream.range(0, n).mapToObj(i -> x.select(dim, i)).toList()));
            assertClose(x, x.indexSelect(dim, IntStream.range(0, n).toArray()));
            assertClose(x, Selection.pad(x, dim, size, 2).narrow(dim, size, n));
            assertClose(x.narrow(dim, n - 1, 1), x.slice(dim, -1, n));
            Tensor image = x.reshape(1, -1);
            assertClose(image, image.pad(size, 1, 2, size).slice(0, 2, 3).slice(1, size, size + image.size(1)));
        });
    }

    @Property(tries = 40)
    @Covers({"sum", "mean", "var", "max", "min", "argmax"})
    void reductionsAgreeWithEachOther(@ForAll Shape shape, @ForAll @IntRange(min = 0, max = 15) int chosen) {
        Tensor x = uniform(1, shape.dims());
        int[] dims = IntStream.range(0, shape.rank()).filter(d -> (chosen >> d & 1) == 1).toArray();
        int dim = chosen % shape.rank();
        onEveryBackend(() -> {
            Tensor oneByOne = x;
            for (int d : dims) {
                oneByOne = oneByOne.sum(new int[] {d}, true);
            }
            assertClose(oneByOne, x.sum(dims, true));
            assertClose(x.sum(dim), x.mean(dim).mul(x.size(dim)));
            assertClose(x.square().mean(dim).sub(x.mean(dim).square()), x.var(dim, false, false));
            assertClose(x.max(dim, true), x.neg().min(dim, true).neg());
            assertClose(x.max(), x.neg().min().neg());
            Tensor isMax = x.eq(x.max(dim, true));
            assertTrue(isMax.sum(dim).ge(Tensor.scalar(1)).sum().item() == x.max(dim, false).numel(),
                    "the maximum is an element");
            assertClose(isMax.argmax(dim, true), x.argmax(dim, true));
        });
    }

    @Property(tries = 40)
    @Covers({"softmax", "logSoftmax"})
    void softmaxIsADistributionAndIgnoresShifts(@ForAll Shape shape, @ForAll @IntRange(min = 0, max = 3) int pick) {
        Tensor x = uniform(1, shape.dims()).mul(5);
        int dim = pick % shape.rank();
        onEveryBackend(() -> {
            Tensor p = x.softmax(dim);
            assertClose(Tensor.full(1, shape.without(dim).dims()), p.sum(dim));
            assertClose(p, x.add(3).softmax(dim));
            assertClose(p.log(), x.logSoftmax(dim));
        });
    }

    @Property(tries = 60)
    @Covers("matmul")
    void matrixProductsAgreeWithCommonsMath(@ForAll @IntRange(min = 1, max = 40) int m,
            @ForAll @IntRange(min = 1, max = 40) int k,
            @ForAll @IntRange(min = 1, max = 40) int n) {
        Tensor a = uniform(1, m, k);
        Tensor b = uniform(2, k, n);
        Tensor expected = Matrices.of(Matrices.toCommonsMath(a).multiply(Matrices.toCommonsMath(b)));
        onEveryBackend(() -> {
            assertClose(expected, a.matmul(b));
            assertClose(expected, Matmul.product(a.t(), b, true, false));
            assertClose(expected, Matmul.product(a, b.t(), false, true));
            assertClose(expected, Matmul.product(a.t(), b.t(), true, true));
            assertClose(Tensor.stack(0, expected, expected), Tensor.stack(0, a, a).matmul(b));
            assertClose(Tensor.stack(0, expected, expected), a.matmul(Tensor.stack(0, b, b)));
        });
    }

    @Property(tries = 30)
    @Covers({"crossEntropy", "nllLoss", "mseLoss", "l1Loss", "bceWithLogits"})
    void lossesMatchTheirDefinitions(@ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll @IntRange(min = 1, max = 6) int classes) {
        Tensor x = uniform(1, rows, classes).mul(3);
        Tensor target = uniform(2, rows, classes).abs();
        int[] labels = IntStream.range(0, rows).map(i -> i % classes).toArray();
        onEveryBackend(() -> {
            Tensor crossEntropy = Losses.crossEntropy(x, labels);
            assertClose(Losses.nllLoss(x.softmax(1).log(), labels), crossEntropy);
            assertTrue(crossEntropy.item() >= 0);
            assertClose(x.sub(target).square().mean(), Losses.mseLoss(x, target));
            assertClose(x.sub(target).abs().mean(), Losses.l1Loss(x, target));
            Tensor p = x.sigmoid();
            Tensor likelihood = target.mul(p.log()).add(target.neg().add(1).mul(p.neg().add(1).log()));
            assertClose(likelihood.mean().neg(), Losses.bceWithLogits(x, target));
        });
    }

    @Property(tries = 20)
    @Covers({"batchNorm", "dropout"})
    void normalisedChannelsHaveMeanZeroAndVarianceOneAndDropoutKeepsTheScale(@ForAll @IntRange(min = 2, max = 5) int n,
            @ForAll @IntRange(min = 1, max = 4) int c) {
        Tensor x = uniform(1, n, c, 3, 4).mul(7).add(2);
        onEveryBackend(() -> {
            Tensor y = Normalization.batchNorm(x, Tensor.ones(c), Tensor.zeros(c), Tensor.zeros(c), Tensor.ones(c),
                    true, 0.1, 0);
            Tensor channels = y.transpose(0, 1).reshape(c, -1);
            assertClose(Tensor.zeros(c), channels.mean(1));
            assertClose(Tensor.ones(c), channels.var(1, false, false));
            Tensor dropped = DropoutOps.dropout(Tensor.ones(n * 500), 0.25, new Generator(n));
            assertEquals(1, dropped.mean().item(), 0.1);
            assertClose(dropped, dropped.gt(Tensor.scalar(0)).div(0.75));
        });
    }
}
