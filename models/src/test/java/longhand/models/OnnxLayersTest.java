package longhand.models;

import static longhand.models.OnnxRuntimeTest.assertClose;
import static longhand.models.OnnxRuntimeTest.inOnnxRuntime;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import longhand.autograd.NoGrad;
import longhand.nn.BatchNorm1d;
import longhand.nn.BatchNorm2d;
import longhand.nn.Conv2d;
import longhand.nn.ConvTranspose2d;
import longhand.nn.Layer;
import longhand.nn.LeakyReLU;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.onnx.OnnxExport;
import longhand.nn.onnx.OnnxLayer;
import longhand.random.Generator;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of networks that no model of ours has, in ONNX Runtime and read again. */
class OnnxLayersTest {
    @TempDir
    private Path folder;

    /** A layer of somebody's own. */
    private static final class Own extends Layer {
        private final UnaryOperator<Tensor> function;

        Own(UnaryOperator<Tensor> function, Layer... children) {
            this.function = function;
            for (Layer child : children) {
                child("layer" + children().size(), child);
            }
        }

        @Override
        protected Tensor compute(Tensor x) {
            return function.apply(x);
        }
    }

    @BeforeEach
    void seed() {
        Generator.manualSeed(11);
    }

    private void check(Layer net, int... image) throws OrtException {
        OnnxRuntimeTest.shakeStatistics(net);
        Path file = folder.resolve("net.onnx");
        OnnxExport.of("net", net, image).write(file);
        net.eval();
        int[] dims = new int[image.length + 1];
        dims[0] = 3; // traced with a batch of 1
        System.arraycopy(image, 0, dims, 1, image.length);
        Tensor x = Tensor.randn(dims);
        try (NoGrad _ = NoGrad.enter()) {
            float[] expected = net.forward(x).toArray();
            assertClose("in ONNX Runtime", expected, inOnnxRuntime(file, x));
            assertClose("read again", expected, OnnxLayer.read(file).forward(x).toArray());
        }
    }

    @Test
    void transposedConvolutions() throws OrtException {
        check(new Sequential(new ConvTranspose2d(4, 3, 3, 2), new LeakyReLU(0.2), new Conv2d(3, 2, 3)), 4, 5, 6);
        check(new ConvTranspose2d(2, 5, new Window2d(new Size2d(3, 2), new Size2d(2, 3), new Size2d(1, 1),
                new Size2d(1, 2), false), 1), 2, 5, 4);
    }

    @Test
    void batchNormOfVectors() throws OrtException {
        check(new Sequential(new Linear(6, 5), new BatchNorm1d(5), new Linear(5, 2)), 6);
    }

    @Test
    void aLayerThatIsUsedTwice() throws OrtException {
        Conv2d conv = new Conv2d(4, 4, 3, 1, 1);
        check(new Own(x -> conv.forward(conv.forward(x).relu()), conv), 4, 6, 5);
    }

    @Test
    void powersOfTensors() throws OrtException {
        check(new Own(x -> x.abs().add(0.5).pow(x)), 4, 3);
        check(new Own(x -> x.abs().pow(1.5)), 4, 3);
    }

    @Test
    void residualsJoinedPathsAndConstants() throws OrtException {
        Conv2d grouped = new Conv2d(4, 4, Window2d.square(3).padding(1), 2, true);
        Conv2d depthwise = new Conv2d(4, 8, Window2d.square(3).padding(1), 4, false);
        BatchNorm2d norm = new BatchNorm2d(4);
        check(new Own(x -> {
            Tensor sum = x.add(norm.forward(grouped.forward(x))).relu();
            return Tensor.cat(1, sum.mul(2).sub(0.5), depthwise.forward(sum), Tensor.scalar(1).sub(sum));
        }, grouped, norm, depthwise), 4, 6, 5);
    }
}
