package longhand.models;

import static longhand.models.OnnxRuntimeTest.assertClose;
import static longhand.models.OnnxRuntimeTest.inOnnxRuntime;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import longhand.autograd.NoGrad;
import longhand.nn.Conv1d;
import longhand.nn.GroupNorm;
import longhand.nn.Layer;
import longhand.nn.LayerNorm;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.Upsample;
import longhand.nn.onnx.OnnxExport;
import longhand.nn.onnx.OnnxLayer;
import longhand.ops.Convolution;
import longhand.ops.LayerNormalization;
import longhand.ops.Pooling;
import longhand.random.Generator;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Operations between layers, and layers made of them, in ONNX Runtime and read again, for batches of several sizes. */
class OnnxOperationsTest {
    private static final int[] BATCHES = {1, 2, 5};

    @TempDir
    private Path folder;

    /** A layer of somebody's own. */
    private static final class Own extends Layer {
        private final UnaryOperator<Tensor> function;

        Own(UnaryOperator<Tensor> function) {
            this.function = function;
        }

        @Override
        protected Tensor compute(Tensor x) {
            return function.apply(x);
        }
    }

    private DynamicTest check(String name, Supplier<Layer> made, int... image) {
        return DynamicTest.dynamicTest(name, () -> {
            Generator.manualSeed(11);
            Layer net = made.get();
            Path file = folder.resolve(name.replaceAll("\\W", "-") + ".onnx");
            OnnxExport.of("net", net, image).write(file);
            net.eval();
            try (NoGrad _ = NoGrad.enter()) {
                for (int batch : BATCHES) {
                    int[] dims = new int[image.length + 1];
                    dims[0] = batch;
                    System.arraycopy(image, 0, dims, 1, image.length);
                    Tensor x = Tensor.randn(dims);
                    float[] expected = net.forward(x).toArray();
                    assertClose("in ONNX Runtime", expected, inOnnxRuntime(file, x));
                    assertClose("read again", expected, OnnxLayer.read(file).forward(x).toArray());
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> operationsOfImages() {
        Map<String, UnaryOperator<Tensor>> cases = new LinkedHashMap<>();
        cases.put("the largest of all", x -> x.sub(x.max()).div(x.min()));
        cases.put("the largest along a dimension", x -> x.sub(x.max(1, true)).add(x.min(-1, true)));
        cases.put("the largest, whose dimension is lost", x -> x.max(1).add(x.min(1)));
        cases.put("means", x -> x.sub(x.mean()).mul(x.mean(new int[] {2, 3}, true)).add(x.mean(0)));
        cases.put("sums over nothing", x -> x.sum(new int[0], false).add(x));
        cases.put("variances", x -> x.sub(x.var(1, true, true)).div(x.std(2, false, true)));
        cases.put("spread whose dimension is lost", x -> x.var(3).add(x.std(3)));
        cases.put("norms", x -> x.div(x.norm()).add(x.div(x.norm(new int[] {1, 3}, true))));
        cases.put("running sums", x -> x.cumsum(1).add(x.cumsum(-1)));
        cases.put("reversed", x -> x.flip(1, -1).add(x.flip(0)));
        cases.put("parts by index", x -> x.indexSelect(1, 2, 0, 2).add(x.narrow(3, 0, 1)));
        cases.put("elements by index", x -> x.gather(1, x.argmax(1, true)).add(x.gather(3, Tensor.of(
                new int[] {3, 0, 1}).reshape(1, 1, 1, 3).expand(x.size(0), 3, 4, 3).narrow(3, 0, 1))));
        cases.put("sorted", x -> x.sort(1, true).values().add(x.sort(-1, false).values()).add(
                x.sort(2, true).indices()));
        cases.put("sorted along the batch", x -> x.sort(0, true).values());
        cases.put("the largest three", x -> x.topk(3, 3).values().mul(x.topk(3, 3).indices()));
        cases.put("masked", x -> x.maskedFill(x.gt(0.5), -1).add(x.exp().where(x.gt(0), x.neg())));
        cases.put("compared", x -> x.gt(0).add(x.ge(x.mean())).add(x.eq(x)).add(x.ne(1)).add(x.lt(0.2)).mul(x.le(0)));
        cases.put("positions of the largest", x -> x.argmax(3).add(x.argmin(3)));
        cases.put("padded", x -> x.pad(1, 2, 0, 3));
        cases.put("repeated", x -> x.mean(new int[] {2, 3}, true).expand(-1, -1, 4, 5));
        cases.put("as large as the batch", x -> Tensor.cat(1, x, Tensor.ones(x.size(0), 1, 4, 5)));
        cases.put("attention", x -> {
            Tensor rows = x.reshape(x.size(0), 3, 20);
            return rows.matmul(rows.transpose(1, 2)).div(4).softmax(-1).matmul(rows).reshape(x.size(0), 3, 4, 5);
        });
        cases.put("four dimensions multiplied", x -> x.matmul(x.transpose(2, 3)));
        cases.put("all in one row", x -> x.flatten().mul(2));
        cases.put("batch and channels as one", x -> x.reshape(x.size(0) * 3, 20).softmax(1));
        cases.put("batch last", x -> x.permute(1, 2, 3, 0).mul(2));
        cases.put("pooled", x -> Pooling.maxPool2d(x, Window2d.square(2)).add(
                Pooling.avgPool2d(x, Window2d.square(2), true)));
        cases.put("convolved", x -> Convolution.conv2d(x, Tensor.arange(54).div(50).reshape(2, 3, 3, 3),
                Window2d.square(3).padding(1)));
        cases.put("convolved and cut", x -> Convolution.conv2dRelu(x, Tensor.arange(24).sub(12).reshape(6, 1, 2, 2),
                Optional.of(Tensor.arange(6)), Window2d.square(2), 3));
        cases.put("normalised within each image", x -> LayerNormalization.layerNorm(x, Tensor.arange(20).reshape(4, 5),
                Tensor.ones(4, 5), 1e-5));
        cases.put("split and stacked", x -> Tensor.stack(1, x.split(1, 1).reversed()));
        return cases.entrySet().stream().map(c -> check(c.getKey(), () -> new Own(c.getValue()), 3, 4, 5));
    }

    @TestFactory
    Stream<DynamicTest> layersOfOperations() {
        return Stream.of(
                check("conv1d", () -> new Sequential(new Conv1d(4, 6, 3, 2, 1), new Conv1d(6, 2, 1)), 4, 9),
                check("layer norm", () -> shaken(new Sequential(new Linear(6, 5), new LayerNorm(5))), 6),
                check("layer norm of images", () -> shaken(new LayerNorm(3, 4, 5)), 3, 4, 5),
                check("group norm", () -> shaken(new GroupNorm(2, 6)), 6, 3, 4),
                check("instance norm of rows", () -> shaken(new GroupNorm(3, 3)), 3, 7),
                check("linear layers of sequences", () -> new Sequential(new Linear(6, 5), new Linear(5, 3)), 4, 6),
                check("larger, nearest", () -> new Upsample(2, false), 2, 3, 4),
                check("larger, bilinear", () -> new Upsample(2, true), 2, 3, 4));
    }

    /** Weights of 1 and biases of 0 would hide a mistake. */
    private static Layer shaken(Layer net) {
        net.parameters().forEach(p -> Generator.defaultGenerator().uniform(p.data(), p.numel(), 0.5, 1.5));
        return net;
    }
}
