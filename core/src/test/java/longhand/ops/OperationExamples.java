package longhand.ops;

import static longhand.ops.Samples.apart;
import static longhand.ops.Samples.normal;
import static longhand.ops.Samples.positive;
import static longhand.tensor.Tensor.arange;
import static longhand.tensor.Tensor.ones;
import static longhand.tensor.Tensor.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.random.Generator;
import longhand.tensor.Tensor;

/** The examples of all operations, in the order of the files of {@code longhand.ops}. */
final class OperationExamples {
    static final List<OperationExample> ALL = new ArrayList<>();

    private OperationExamples() {}

    private static OperationExample op(String name) {
        OperationExample example = new OperationExample(name);
        ALL.add(example);
        return example;
    }

    static {
        arithmetic();
        comparison();
        activations();
        shapes();
        selection();
        reductions();
        products();
        layers();
        ALL.addAll(WindowExamples.all());
        losses();
        ALL.addAll(MoreOperationExamples.all());
        ALL.addAll(RareOperationExamples.all());
    }

    private static void arithmetic() {
        Tensor a = vector(6, -3);
        Tensor b = vector(2, 4);
        Tensor bad = ones(3);
        op("add").value(() -> a.add(b), 8, 1).refuses("add: shapes [2] and [3] do not broadcast", () -> a.add(bad))
                .gradient(in -> in.get(0).add(in.get(1)), normal(2, 3), normal(3)).twice();
        op("sub").value(() -> a.sub(b), 4, -7).refuses("sub: shapes", () -> a.sub(bad))
                .gradient(in -> in.get(0).sub(in.get(1)), normal(2, 1), normal(1, 3)).twice();
        op("mul").value(() -> a.mul(b), 12, -12).refuses("mul: shapes", () -> a.mul(bad))
                .gradient(in -> in.get(0).mul(in.get(1)), normal(2, 3), normal(2, 1)).twice();
        op("div").value(() -> a.div(b), 3, -0.75).refuses("div: shapes", () -> a.div(bad))
                .gradient(in -> in.get(0).div(in.get(1)), normal(2, 3), positive(3)).twice();
        op("pow").value(() -> a.pow(2), 36, 9).gradient(in -> in.get(0).pow(2.5), positive(2, 3)).twice().anyShape();
        op("neg").value(a::neg, -6, 3).gradient(in -> in.get(0).neg(), normal(4)).twice().anyShape();
        op("abs").value(a::abs, 6, 3).gradient(in -> in.get(0).abs(), apart(6)).anyShape();
        op("square").value(a::square, 36, 9).gradient(in -> in.get(0).square(), normal(4)).twice().anyShape();
        op("sqrt").value(() -> vector(9, 0.25).sqrt(), 3, 0.5).gradient(in -> in.get(0).sqrt(), positive(4)).twice()
                .anyShape();
        op("reciprocal").value(() -> b.reciprocal(), 0.5, 0.25).gradient(in -> in.get(0).reciprocal(), positive(4))
                .twice().anyShape();
        op("exp").value(() -> vector(0, 1).exp(), 1, Math.E).gradient(in -> in.get(0).exp(), normal(4)).twice()
                .anyShape();
        op("log").value(() -> vector(1, Math.E).log(), 0, 1).gradient(in -> in.get(0).log(), positive(4)).twice()
                .anyShape();
    }

    private static void comparison() {
        Tensor a = vector(1, 2, 3);
        Tensor b = vector(2, 2, 2);
        Tensor bad = ones(2);
        op("eq").value(() -> a.eq(b), 0, 1, 0).refuses("eq: shapes", () -> a.eq(bad)).noGradient();
        op("gt").value(() -> a.gt(b), 0, 0, 1).refuses("gt: shapes", () -> a.gt(bad)).noGradient();
        op("ge").value(() -> a.ge(b), 0, 1, 1).refuses("ge: shapes", () -> a.ge(bad)).noGradient();
        op("maximum").value(() -> a.maximum(b), 2, 2, 3).refuses("maximum: shapes", () -> a.maximum(bad))
                .gradient(in -> in.get(0).maximum(in.get(1)), apart(2, 3), Tensor.full(0.06, 3));
        op("minimum").value(() -> a.minimum(b), 1, 2, 2).refuses("minimum: shapes", () -> a.minimum(bad))
                .gradient(in -> in.get(0).minimum(in.get(1)), apart(2, 3), Tensor.full(0.06, 3));
        op("clamp").value(() -> a.clamp(1.5, 2.5), 1.5, 2, 2.5).gradient(in -> in.get(0).clamp(-0.3, 0.3), apart(2, 4))
                .anyShape()
                .refuses("clamp: min 2.0 is larger than max 1.0", () -> a.clamp(2, 1));
        op("where").value(() -> a.where(vector(1, 0, 1), b), 1, 2, 3)
                .refuses("where: shapes", () -> a.where(ones(3), bad))
                .value(() -> vector(Float.NaN, 1).where(vector(0, 1), vector(5, Float.NaN)), 5, 1)
                .gradient(in -> in.get(0).where(vector(1, 0, 1), in.get(1)), normal(2, 3), normal(3)).twice();
    }

    private static void activations() {
        Tensor x = vector(-1, 0, 2);
        op("relu").value(x::relu, 0, 0, 2).gradient(in -> in.get(0).relu(), apart(8)).anyShape();
        op("leakyRelu").value(() -> x.leakyRelu(0.1), -0.1, 0, 2).gradient(in -> in.get(0).leakyRelu(0.1), apart(8))
                .anyShape();
        op("sigmoid").value(() -> vector(0, 1e4, -1e4).sigmoid(), 0.5, 1, 0)
                .gradient(in -> in.get(0).sigmoid(), normal(6)).twice()
                .anyShape();
        op("tanh").value(() -> vector(0, 1e4, -1e4).tanh(), 0, 1, -1).gradient(in -> in.get(0).tanh(), normal(6))
                .twice().anyShape();
        op("gelu").value(() -> vector(0, 1, -1).gelu(), 0, 0.8413447, -0.1586553)
                .gradient(in -> in.get(0).gelu(), normal(6)).twice()
                .anyShape();
        op("silu").value(() -> vector(0, 1).silu(), 0, 0.7310586).gradient(in -> in.get(0).silu(), normal(6)).twice()
                .anyShape();
        op("softplus").value(() -> vector(0, 1e4, -1e4).softplus(), Math.log(2), 1e4, 0)
                .gradient(in -> in.get(0).softplus(), normal(6)).twice().anyShape();
    }

    private static void shapes() {
        Tensor m = arange(6).reshape(2, 3);
        op("reshape").value(() -> m.reshape(3, -1).select(0, 1), 2, 3)
                .gradient(in -> in.get(0).reshape(-1, 2), normal(2, 3)).twice()
                .refuses("reshape: shape [2, 3] cannot become [4, -1]", () -> m.reshape(4, -1))
                .refuses("reshape: shape [2, 3] cannot become [-1, -1]", () -> m.reshape(-1, -1));
        op("flatten").value(() -> m.flatten(0), 0, 1, 2, 3, 4, 5).gradient(in -> in.get(0).flatten(1), normal(2, 3, 2))
                .refuses("flatten: there is no dimension 2", () -> m.flatten(2));
        op("squeeze").value(() -> ones(1, 2).squeeze(0), 1, 1).gradient(in -> in.get(0).squeeze(1), normal(2, 1, 2))
                .refuses("squeeze: there is no dimension 5", () -> m.squeeze(5));
        op("unsqueeze").value(() -> m.unsqueeze(-1).flatten(0), 0, 1, 2, 3, 4, 5)
                .gradient(in -> in.get(0).unsqueeze(1), normal(2, 3))
                .refuses("unsqueeze: shape [2, 3] has no place 4", () -> m.unsqueeze(4));
        op("permute").value(() -> m.permute(1, 0), 0, 3, 1, 4, 2, 5)
                .gradient(in -> in.get(0).permute(2, 0, 1), normal(2, 3, 4)).twice()
                .refuses("permute: dimensions [0, 0]", () -> m.permute(0, 0)).refuses("permute: [0]", () -> m.permute(0));
        op("transpose").value(() -> m.t(), 0, 3, 1, 4, 2, 5).gradient(in -> in.get(0).transpose(0, 2), normal(2, 3, 4))
                .refuses("transpose: there is no dimension 3", () -> m.transpose(0, 3));
        op("expand").value(() -> vector(1, 2).reshape(2, 1).expand(2, 2), 1, 1, 2, 2)
                .gradient(in -> in.get(0).expand(2, 2, 3), normal(2, 1))
                .twice().refuses("expand: shape [2, 3] does not expand to [2, 4]", () -> m.expand(2, 4));
        op("copy").value(() -> m.copy(), 0, 1, 2, 3, 4, 5).gradient(in -> in.get(0).copy(), normal(2, 3)).twice()
                .anyShape();
    }

    private static void selection() {
        Tensor m = arange(6).reshape(2, 3);
        op("narrow").value(() -> m.narrow(1, 1, 2), 1, 2, 4, 5).gradient(in -> in.get(0).narrow(0, 1, 2), normal(4, 2))
                .twice()
                .refuses("narrow: a part of length 3 from 2 on", () -> m.narrow(1, 2, 3));
        op("pad").value(() -> Selection.pad(m, 1, 1, 0), 0, 0, 1, 2, 0, 3, 4, 5)
                .gradient(in -> Selection.pad(in.get(0), 0, 2, 1), normal(2, 2))
                .twice().refuses("pad: cannot pad by -1", () -> Selection.pad(m, 0, -1, 0));
        op("pad2d").value(() -> ones(1, 1).pad(1, 0, 1, 0), 0, 0, 0, 1)
                .gradient(in -> in.get(0).pad(1, 2, 0, 1), normal(1, 2, 3))
                .refuses("pad: there is no dimension -2", () -> vector(1).pad(1, 1, 1, 1));
        op("slice").value(() -> m.slice(1, -2, 3), 1, 2, 4, 5).gradient(in -> in.get(0).slice(1, 1, -1), normal(2, 4))
                .refuses("slice: the part from 1 to before 3", () -> m.slice(0, 1, 3));
        op("select").value(() -> m.select(0, -1), 3, 4, 5).gradient(in -> in.get(0).select(1, 0), normal(2, 3))
                .refuses("select: index 2 is outside a dimension of size 2", () -> m.select(0, 2));
        op("flip").value(() -> m.flip(0, 1), 5, 4, 3, 2, 1, 0).gradient(in -> in.get(0).flip(1), normal(2, 3)).twice()
                .refuses("flip: there is no dimension 2", () -> m.flip(2));
        op("indexSelect").value(() -> m.indexSelect(1, 2, 2, 0), 2, 2, 0, 5, 5, 3)
                .gradient(in -> in.get(0).indexSelect(1, 0, 2, 2), normal(2, 3, 2)).twice()
                .refuses("indexSelect: index 3 is outside", () -> m.indexSelect(1, 3));
        op("cat").value(() -> Tensor.cat(0, vector(1), vector(2, 3)), 1, 2, 3)
                .gradient(in -> Tensor.cat(1, in.get(0), in.get(1)), normal(2, 3, 2), normal(2, 1, 2)).twice()
                .refuses("cat: shapes [2, 3] and [3, 3] do not join along dimension 1",
                () -> Tensor.cat(1, m, ones(3, 3)))
                .refuses("cat: there is nothing to join", () -> Tensor.cat(0));
        op("stack").value(() -> Tensor.stack(1, vector(1, 2), vector(3, 4)), 1, 3, 2, 4)
                .gradient(in -> Tensor.stack(1, in.get(0), in.get(1)), normal(2, 3), normal(2, 3))
                .refuses("stack: shapes [2, 3] and [3] differ", () -> Tensor.stack(0, m, ones(3)));
        op("split").value(() -> m.split(2, 1).getLast(), 2, 5)
                .gradient(in -> in.get(0).split(2, 0).get(1).mul(in.get(0).split(2, 0).get(0)), normal(4, 2))
                .refuses("split: pieces of size 0", () -> m.split(0, 0));
    }

    private static void reductions() {
        Tensor m = Tensor.of(new float[][] {{1, 5, 3}, {4, 2, 4}});
        op("sum").value(() -> m.sum(1), 9, 10).value(() -> Tensor.zeros(0).sum(), 0)
                .gradient(in -> in.get(0).sum(0, 2), normal(2, 3, 4))
                .twice().refuses("sum: there is no dimension 2", () -> m.sum(2))
                .refuses("sum: dimensions [0, 0]", () -> m.sum(0, 0));
        op("mean").value(() -> m.mean(0), 2.5, 3.5, 3.5).value(() -> Tensor.zeros(0).mean(), Float.NaN)
                .gradient(in -> in.get(0).mean(new int[] {1}, true), normal(2, 3)).twice()
                .refuses("mean: there is no dimension -3", () -> m.mean(-3));
        op("var").value(() -> m.var(1, true, false), 4, 4.0 / 3)
                .gradient(in -> in.get(0).var(0, false, true), normal(3, 2)).twice()
                .refuses("var: there is no dimension 2", () -> m.var(2, true, true));
        op("max").value(() -> m.max(1, false), 5, 4).value(m::max, 5)
                .gradient(in -> in.get(0).max(1, true), apart(3, 4))
                .refuses("max: there is no dimension 2", () -> m.max(2, true))
                .refuses("max: shape [0] has no elements", () -> Tensor.zeros(0).max())
                .refuses("max: dimension 0 of shape [0, 3] has no elements", () -> Tensor.zeros(0, 3).max(0, true));
        op("min").value(() -> m.min(1, false), 1, 2).value(m::min, 1)
                .gradient(in -> in.get(0).min(0, true), apart(3, 4))
                .refuses("min: there is no dimension 2", () -> m.min(2, true))
                .refuses("min: shape [0] has no elements", () -> Tensor.zeros(0).min());
        op("argmax").value(() -> m.argmax(1, false), 1, 0).value(() -> vector(1, Float.NaN, 2).argmax(0, false), 1)
                .noGradient()
                .refuses("argmax: there is no dimension 2", () -> m.argmax(2, true));
        op("softmax").value(() -> vector(1000, 1000, -1000).softmax(0), 0.5, 0.5, 0)
                .gradient(in -> in.get(0).softmax(1), normal(3, 4))
                .twice().refuses("softmax: there is no dimension 2", () -> m.softmax(2));
        op("logSoftmax").value(() -> vector(1000, 1000).logSoftmax(0), -Math.log(2), -Math.log(2))
                .gradient(in -> in.get(0).logSoftmax(0), normal(3, 4)).twice()
                .refuses("logSoftmax: there is no dimension 2", () -> m.logSoftmax(2));
    }

    private static void products() {
        Tensor m = arange(6).reshape(2, 3);
        op("matmul").value(() -> m.matmul(m.t()), 5, 14, 14, 50).value(() -> m.matmul(vector(1, 0, 1)), 2, 8)
                .gradient(in -> in.get(0).matmul(in.get(1)), normal(2, 2, 3), normal(2, 3, 2)).twice()
                .refuses("matmul: shapes [2, 3] and [2, 3] do not multiply", () -> m.matmul(m))
                .refuses("matmul: shapes [2, 3] and [] do not multiply", () -> m.matmul(Tensor.scalar(1)))
                .refuses("matmul: shapes [3] and [4] do not multiply. Rule: elements of A (3) equal elements of B (4)",
                        () -> ones(3).matmul(ones(4)))
                .refuses("matmul: shapes [3] and [4, 5] do not multiply. Rule: elements of A (3) equal rows of B (4)",
                        () -> ones(3).matmul(ones(4, 5)))
                .refuses("matmul: shapes [4, 5] and [3] do not multiply. Rule: columns of A (5) equal elements of B (3)",
                        () -> ones(4, 5).matmul(ones(3)))
                .refuses("matmul: shapes [6, 2, 3] and [2] do not multiply", () -> ones(6, 2, 3).matmul(ones(2)))
                .refuses("matmul: shapes [2] and [6, 3, 2] do not multiply", () -> ones(2).matmul(ones(6, 3, 2)))
                .refuses("matmul: shapes [5, 2, 3] and [5, 2, 3] do not multiply",
                        () -> ones(5, 2, 3).matmul(ones(5, 2, 3)))
                .refuses("matmul: shapes [2, 1, 3] and [4, 3, 1] do not multiply. Rule: the leading dimensions [2] and "
                        + "[4] are equal or 1", () -> ones(2, 1, 3).matmul(ones(4, 3, 1)))
                .refuses("matmul: shapes [7, 2, 4, 3] and [5, 3, 6] do not multiply. Rule: the leading dimensions "
                        + "[7, 2] and [5] are equal or 1", () -> ones(7, 2, 4, 3).matmul(ones(5, 3, 6)));
        op("linear").value(() -> Matmul.linear(m, ones(1, 3), vector(10)), 13, 22)
                .gradient(in -> Matmul.linear(in.get(0), in.get(1), in.get(2)), normal(2, 3), normal(4, 3), normal(4))
                .twice()
                .refuses("linear: input [2, 3] does not fit weight [4, 2]", () -> Matmul.linear(m, ones(4, 2)))
                .refuses("linear: bias [5] does not fit weight [4, 3]", () -> Matmul.linear(m, ones(4, 3), ones(5)));
    }

    private static void layers() {
        Tensor m = arange(6).reshape(2, 3);
        op("batchNorm").value(() -> norm(vector(1, 3).reshape(2, 1), true), -1, 1)
                .value(() -> norm(vector(1, 3).reshape(2, 1), false), 1, 3)
                .gradient(in -> Normalization.batchNorm(in.get(0), in.get(1), in.get(2), Tensor.zeros(2), ones(2),
                true, 0.1, 1e-5),
                        normal(3, 2, 2), normal(2), normal(2)).twice()
                .refuses("batchNorm: a per-channel tensor of shape [1] does not fit", () -> norm(ones(2, 3), true))
                .refuses("batchNorm: input [1, 1] has one value per channel", () -> norm(ones(1, 1), true));
        op("dropout").value(() -> DropoutOps.dropout(m, 0, new Generator(1)), 0, 1, 2, 3, 4, 5)
                .value(() -> DropoutOps.dropout(m, 1, new Generator(1)), 0, 0, 0, 0, 0, 0)
                .gradient(in -> DropoutOps.dropout(in.get(0), 0.5, new Generator(1)), normal(3, 4)).twice()
                .refuses("dropout: p = 1.5 is no probability", () -> DropoutOps.dropout(m, 1.5, new Generator(1)));
    }

    private static Tensor norm(Tensor x, boolean training) {
        return Normalization.batchNorm(x, ones(1), Tensor.zeros(1), Tensor.zeros(1), ones(1), training, 0.1, 0);
    }

    private static void losses() {
        Tensor logits = Tensor.of(new float[][] {{0, 0}, {2, 0}});
        Tensor x = vector(1, -1);
        double second = Math.log(1 + Math.exp(-2));
        op("crossEntropy").value(() -> Losses.crossEntropy(logits, 1, 0), (Math.log(2) + second) / 2)
                .value(() -> Losses.crossEntropy(logits, new int[] {-100, 0}, Optional.empty(), -100, 0), second)
                .value(() -> Losses.crossEntropy(logits, new int[] {1, 0}, Optional.of(vector(3, 1)), -100, 0),
                        (Math.log(2) + 3 * second) / 4)
                .gradient(in -> Losses.crossEntropy(in.get(0), new int[] {2, -100, 1}, Optional.of(vector(1, 2, 3)),
                -100, 0.2),
                        normal(3, 3))
                .twice()
                .refuses("crossEntropy: input [2, 2] does not fit targets [1]", () -> Losses.crossEntropy(logits, 0))
                .refuses("crossEntropy: target 2 is not a class", () -> Losses.crossEntropy(logits, 2, 0))
                .refuses("crossEntropy: class weights [3]",
                        () -> Losses.crossEntropy(logits, new int[] {0, 1}, Optional.of(ones(3)), -100, 0));
        op("nllLoss").value(() -> Losses.nllLoss(logits, 1, 0), -1)
                .gradient(in -> Losses.nllLoss(in.get(0), 2, 0), normal(2, 3)).twice()
                .refuses("nllLoss: input [2] does not fit", () -> Losses.nllLoss(x, 0, 0));
        op("mseLoss").value(() -> Losses.mseLoss(x, vector(0, 1)), 2.5)
                .gradient(in -> Losses.mseLoss(in.get(0), in.get(1)), normal(3), positive(3))
                .twice().refuses("mseLoss: input [2] and target [1] differ", () -> Losses.mseLoss(x, ones(1)));
        op("l1Loss").value(() -> Losses.l1Loss(x, vector(0, 1)), 1.5)
                .gradient(in -> Losses.l1Loss(in.get(0), Tensor.zeros(4)), apart(4))
                .refuses("l1Loss: input [2] and target [1] differ", () -> Losses.l1Loss(x, ones(1)));
        op("bceWithLogits").value(() -> Losses.bceWithLogits(vector(0, 1e4), vector(1, 1)), Math.log(2) / 2)
                .gradient(in -> Losses.bceWithLogits(in.get(0), positive(4).sub(0.5)), normal(4)).twice()
                .refuses("bceWithLogits: input [2] and target [1] differ", () -> Losses.bceWithLogits(x, ones(1)));
    }
}
