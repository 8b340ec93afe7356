package longhand.ops;

import static longhand.ops.Shapes.assertClose;
import static longhand.ops.Shapes.onEveryBackend;
import static longhand.ops.Shapes.uniform;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Laws of assignment, indices, order, resampling and normalisation, for all shapes, on every backend. */
@Domain(DomainContext.Global.class)
@Domain(Shapes.class)
class IndexingProperties {

    @Property(tries = 40)
    @Covers({"sin", "cos", "floor", "ceil", "round", "sign", "ne"})
    void stepsAndCircles(@ForAll Shape shape) {
        Tensor x = uniform(1, shape.dims()).mul(3);
        onEveryBackend(() -> {
            assertClose(Tensor.full(1, shape.dims()), x.sin().square().add(x.cos().square()));
            assertClose(x.sin(), x.sub(Math.PI / 2).cos());
            assertTrue(x.sub(x.floor()).ge(Tensor.scalar(0)).min().item() == 1 && x.sub(x.floor()).max().item() < 1);
            assertClose(x.floor(), x.neg().ceil().neg());
            assertTrue(x.sub(x.round()).abs().max().item() <= 0.5);
            assertClose(x, x.sign().mul(x.abs()));
            assertClose(Tensor.full(1, shape.dims()), x.ne(x.round()).add(x.eq(x.round())));
        });
    }

    @Property(tries = 40)
    @Covers({"std", "norm", "argmin", "cumsum", "sort", "topk"})
    void orderAndSums(@ForAll Shape shape, @ForAll @IntRange(min = 0, max = 3) int pick) {
        Tensor x = uniform(1, shape.dims());
        int dim = pick % shape.rank();
        int n = x.size(dim);
        onEveryBackend(() -> {
            assertClose(x.var(dim, false, false), x.std(dim, false, false).square());
            assertClose(x.square().sum(), x.norm().square());
            assertClose(x.neg().argmax(dim, true), x.argmin(dim, true));
            assertClose(x.sum(dim), x.cumsum(dim).select(dim, n - 1));
            assertClose(x.slice(dim, 1, n), x.cumsum(dim).slice(dim, 1, n).sub(x.cumsum(dim).slice(dim, 0, n - 1)));
            Sorted up = x.sort(dim, false);
            assertClose(x.gather(dim, up.indices()), up.values());
            assertClose(x.sum(dim), up.values().sum(dim));
            assertTrue(n < 2 || up.values().slice(dim, 1, n).sub(up.values().slice(dim, 0, n - 1)).min().item() >= 0);
            assertClose(up.values().flip(dim), x.sort(dim, true).values());
            assertClose(up.values().flip(dim).narrow(dim, 0, n - 1), x.topk(n - 1, dim).values());
            assertClose(x.max(dim, true), x.topk(1, dim).values());
        });
    }

    @Property(tries = 40)
    @Covers({"gather", "scatter", "scatterAdd", "maskedSelect", "maskedFill"})
    void whatIsTakenCanBePutBack(@ForAll Shape shape, @ForAll @IntRange(min = 0, max = 3) int pick) {
        Tensor x = uniform(1, shape.dims());
        int dim = pick % shape.rank();
        Tensor order = x.sort(dim, false).indices();
        Tensor mask = x.gt(0);
        onEveryBackend(() -> {
            assertClose(x, Tensor.zeros(shape.dims()).scatter(dim, order, x.gather(dim, order)));
            assertClose(x.mul(2), x.scatterAdd(dim, order, x.gather(dim, order)));
            assertClose(x.mul(mask).sum(), x.maskedSelect(mask).sum());
            assertClose(x.relu(), x.maskedFill(mask.neg().add(1), 0));
        });
    }

    /** What was assigned is there, the rest is as before, and the gradients share the places out. */
    @Property(tries = 40)
    @Covers({"set", "sliceAssign", "indexPut", "copyFrom", "fill", "become"})
    void assignmentsChangeTheirPartOnly(@ForAll Shape shape, @ForAll @IntRange(min = 0, max = 3) int pick,
            @ForAll @IntRange(min = 0, max = 3) int from) {
        int dim = pick % shape.rank();
        int n = shape.dim(dim);
        int start = from % n;
        Tensor x = uniform(1, shape.dims()).requiresGrad(true);
        Tensor value = uniform(2, shape.with(dim, n - start).dims()).requiresGrad(true);
        onEveryBackend(() -> {
            x.zeroGrad();
            value.zeroGrad();
            Tensor y = x.copy().sliceAssign(dim, start, n, value);
            assertClose(Tensor.cat(dim, x.narrow(dim, 0, start), value), y);
            y.sum().backward();
            assertClose(Tensor.ones(value.shape().dims()), value.grad());
            assertTrue(x.grad().sum().item() == x.numel() - value.numel());
            Tensor constant = x.detach();
            Tensor rows = constant.copy();
            for (int i = 0; i < shape.dim(0); i++) {
                rows.set(constant.select(0, shape.dim(0) - 1 - i), i);
            }
            assertClose(constant.flip(0), rows);
            assertClose(constant, rows.copyFrom(constant));
            int[] all = new Generator(from).randperm(shape.dim(0));
            assertClose(constant.indexSelect(0, all), rows.indexPut(constant, inverse(all)));
            assertClose(constant.mul(constant).add(constant),
                    constant.copy().mulInPlace(constant).addInPlace(constant));
            assertClose(Tensor.full(start, shape.dims()), rows.fill(start));
        });
    }

    private static int[] inverse(int[] order) {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        return inverse;
    }

    @Property(tries = 25)
    @Covers({"interpolateNearest", "interpolateBilinear", "convTranspose2d", "conv1d"})
    void imagesGrowAndShrink(@ForAll @IntRange(min = 1, max = 4) int h, @ForAll @IntRange(min = 1, max = 4) int w,
            @ForAll @IntRange(min = 1, max = 3) int k, @ForAll @IntRange(min = 1, max = 3) int stride) {
        Tensor x = uniform(1, 2, 3, h, w);
        Tensor weight = uniform(2, 3, 2, k, k);
        Window2d window = Window2d.square(k).stride(stride);
        onEveryBackend(() -> {
            assertClose(x, Resampling.interpolateBilinear(x, h, w));
            Tensor large = Resampling.interpolateNearest(x, 2 * h, 3 * w);
            assertClose(x, Pooling.avgPool2d(large, Window2d.of(2, 3).stride(2, 3), true));
            Tensor y = Convolution.convTranspose2d(x, weight, Optional.empty(), window, Size2d.square(0), 1);
            Tensor z = uniform(3, y.shape().dims());
            // ⟨conv*(x), z⟩ = ⟨x, conv(z)⟩
            assertClose(x.mul(Convolution.conv2d(z, weight, window)).sum(), y.mul(z).sum());
            Tensor rows = x.select(2, 0).reshape(2, 3, w).pad(k, 0, 0, 0);
            Tensor line = weight.select(2, 0).transpose(0, 1);
            assertClose(Convolution.conv2d(rows.unsqueeze(2), line.unsqueeze(2), Window2d.of(1, k)).select(2, 0),
                    Convolution.conv1d(rows, line, Optional.empty(), Window2d.of(1, k), 1));
        });
    }

    @Property(tries = 25)
    @Covers({"layerNorm", "groupNorm"})
    void groupsHaveMeanZeroAndVarianceOne(@ForAll @IntRange(min = 1, max = 4) int n,
            @ForAll @IntRange(min = 1, max = 3) int groups, @ForAll @IntRange(min = 2, max = 5) int size) {
        Tensor x = uniform(1, n, groups * 2, size).mul(7).add(2);
        Tensor one = Tensor.ones(groups * 2);
        Tensor zero = Tensor.zeros(groups * 2);
        onEveryBackend(() -> {
            Tensor y = LayerNormalization.groupNorm(x, groups, one, zero, 0).reshape(n * groups, -1);
            assertClose(Tensor.zeros(n * groups), y.mean(1));
            assertClose(Tensor.ones(n * groups), y.var(1, false, false));
            Tensor whole = LayerNormalization.layerNorm(x, Tensor.ones(groups * 2, size),
                    Tensor.zeros(groups * 2, size), 0);
            assertClose(LayerNormalization.groupNorm(x, 1, one, zero, 0), whole);
        });
    }

    @Property(tries = 25)
    @Covers({"bceLoss", "huberLoss"})
    void lossesMeetTheirRelatives(@ForAll Shape shape) {
        Tensor x = uniform(1, shape.dims()).mul(3);
        Tensor target = uniform(2, shape.dims()).abs();
        onEveryBackend(() -> {
            assertClose(Losses.bceWithLogits(x, target), Losses.bceLoss(x.sigmoid(), target));
            assertClose(Losses.mseLoss(x, target).mul(0.5), Losses.huberLoss(x, target, 100));
            assertClose(Losses.l1Loss(x, target), Losses.huberLoss(x, target, 1e-5).mul(1e5));
        });
    }
}
