package longhand.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import longhand.autograd.NoGrad;
import longhand.nn.Conv2d;
import longhand.nn.Layer;
import longhand.nn.MaxPool2d;
import longhand.nn.Parameter;
import longhand.random.Generator;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** S4, notes on convolutional networks: cells 1 to 28, one layer at a time. */
class S4Test {
    private static final Tensor X = Tensor.of(new int[][] {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
    private static final Tensor K = Tensor.of(new int[][] {{0, 1}, {2, 3}});
    private static final Tensor IMAGE = Tensor.arange(16).view(1, 1, 4, 4);

    /** Cell 4. (The notes let j run to the number of rows of Y; columns are meant.) */
    private static Tensor corr2d(Tensor x, Tensor k) {
        int h = k.size(0);
        int w = k.size(1);
        Tensor y = Tensor.zeros(x.size(0) - h + 1, x.size(1) - w + 1);
        for (int i = 0; i < y.size(0); i++) {
            for (int j = 0; j < y.size(1); j++) {
                y.set(x.slice(0, i, i + h).slice(1, j, j + w).mul(k).sum(), i, j);
            }
        }
        return y;
    }

    @Test
    void cells4And5Correlation() {
        assertEquals("""
                tensor([[19., 25.],
                        [37., 43.]])""", corr2d(X, K).toString());
    }

    /** Cell 6. */
    private static final class Conv2D extends Layer {
        private final Parameter weight;
        private final Parameter bias;

        Conv2D(int h, int w) {
            weight = parameter("weight", Parameter.of(Tensor.randn(h, w)));
            bias = parameter("bias", Parameter.of(Tensor.randn(1)));
        }

        @Override
        protected Tensor compute(Tensor x) {
            return corr2d(x, weight.tensor()).add(bias.tensor());
        }
    }

    @Test
    void cells6To8AKernelLearntFromData() {
        Generator.manualSeed(1);
        Tensor x = Tensor.ones(6, 8);
        x.sliceAssign(1, 2, 6, 0);
        Tensor k = Tensor.of(new int[][] {{1, -1}});
        Tensor y = corr2d(x, k);
        Conv2D conv2d = new Conv2D(1, 2);
        Printed out = new Printed();
        List<Float> losses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Tensor l = conv2d.forward(x).sub(y).square().sum();
            l.backward();
            for (Parameter parameter : conv2d.parameters()) {
                try (NoGrad _ = NoGrad.enter()) {
                    parameter.tensor().subInPlace(parameter.grad().mul(0.01));
                    parameter.grad().fill(0);
                }
            }
            if ((i + 1) % 5 == 0) {
                losses.add(l.item());
                out.print("Step %d, loss %f", i + 1, l.item());
            }
        }
        assertTrue(out.toString().matches("Step 5, loss \\d+\\.\\d{6}\nStep 10, .*\nStep 15, .*\nStep 20, .*\n"),
                out.toString());
        assertTrue(losses.get(1) < losses.get(0) && losses.get(2) < losses.get(1) && losses.get(3) < losses.get(2),
                out.toString());
        Tensor weight = conv2d.weight.tensor().detach(); // the notes: [[ 0.9155, -0.9502]]
        assertTrue(weight.allClose(k, 0, 0.25), "weight:  " + weight);
        assertEquals(0, conv2d.bias.tensor().item(), 0.2);
    }

    /** Cell 9. */
    private static String shapeOf(Conv2d conv2d) {
        Tensor x = Tensor.randn(8, 8).view(1, 1, 8, 8);
        Tensor y = conv2d.forward(x);
        return y.view(y.size(2), y.size(3)).shape().torchSize();
    }

    @Test
    void cells9To12PaddingAndStride() {
        assertEquals("torch.Size([8, 8])", shapeOf(new Conv2d(1, 1, 3, 1, 1)));
        assertEquals("torch.Size([8, 8])", shapeOf(new Conv2d(1, 1, Window2d.of(5, 3).padding(2, 1))));
        assertEquals("torch.Size([4, 4])", shapeOf(new Conv2d(1, 1, 3, 2, 1)));
        assertEquals("torch.Size([2, 2])", shapeOf(new Conv2d(1, 1, Window2d.of(3, 5).padding(0, 1).stride(3, 4))));
    }

    /** Cell 13. */
    private static Tensor corr2dMultiIn(Tensor x, Tensor k) {
        Tensor res = corr2d(x.select(0, 0), k.select(0, 0));
        for (int i = 1; i < x.size(0); i++) {
            res.addInPlace(corr2d(x.select(0, i), k.select(0, i)));
        }
        return res;
    }

    /** Cell 15. */
    private static Tensor corr2dMultiInMultiOut(Tensor x, Tensor k) {
        return Tensor.stack(0, k.split(1, 0).stream().map(one -> corr2dMultiIn(x, one.squeeze(0)))
                .toArray(Tensor[]::new));
    }

    @Test
    void cells13To17SeveralChannels() {
        Tensor x = Tensor.stack(0, X, X.add(1));
        Tensor k = Tensor.stack(0, K, K.add(1));
        assertEquals("""
                tensor([[ 56.,  72.],
                        [104., 120.]])""", corr2dMultiIn(x, k).toString());
        Tensor three = Tensor.stack(0, k, k.add(1), k.add(2));
        assertEquals("torch.Size([3, 2, 2, 2])", three.shape().torchSize());
        assertEquals("""
                tensor([[[ 56.,  72.],
                         [104., 120.]],

                        [[ 76., 100.],
                         [148., 172.]],

                        [[ 96., 128.],
                         [192., 224.]]])""", corr2dMultiInMultiOut(x, three).toString());
    }

    @Test
    void cells18And19OneByOneConvolutionIsAMatrixProduct() {
        Tensor x = Tensor.rand(3, 3, 3);
        Tensor k = Tensor.rand(2, 3, 1, 1);
        Tensor y1 = k.view(2, 3).matmul(x.view(3, 9)).view(2, 3, 3);
        Tensor y2 = corr2dMultiInMultiOut(x, k);
        assertTrue(y1.sub(y2).norm().item() < 1e-6);
    }

    /** Cell 20. */
    private static Tensor pool2d(Tensor x, int h, int w, String mode) {
        Tensor y = Tensor.zeros(x.size(0) - h + 1, x.size(1) - w + 1);
        for (int i = 0; i < y.size(0); i++) {
            for (int j = 0; j < y.size(1); j++) {
                Tensor window = x.slice(0, i, i + h).slice(1, j, j + w);
                y.set(mode.equals("max") ? window.max() : window.mean(), i, j);
            }
        }
        return y;
    }

    @Test
    void cells20To22Pooling() {
        assertEquals("""
                tensor([[4., 5.],
                        [7., 8.]])""", pool2d(X, 2, 2, "max").toString());
        assertEquals("""
                tensor([[2., 3.],
                        [5., 6.]])""", pool2d(X, 2, 2, "avg").toString());
    }

    @Test
    void cells23To26PoolingWithPaddingAndStride() {
        assertEquals("""
                tensor([[[[ 0.,  1.,  2.,  3.],
                          [ 4.,  5.,  6.,  7.],
                          [ 8.,  9., 10., 11.],
                          [12., 13., 14., 15.]]]])""", IMAGE.toString());
        assertEquals("tensor([[[[10.]]]])", new MaxPool2d(3).forward(IMAGE).toString());
        assertEquals("""
                tensor([[[[ 5.,  7.],
                          [13., 15.]]]])""",
                new MaxPool2d(Window2d.square(3).padding(1).stride(2)).forward(IMAGE).toString());
        assertEquals("""
                tensor([[[[ 1.,  3.],
                          [ 9., 11.],
                          [13., 15.]]]])""",
                new MaxPool2d(Window2d.of(2, 4).padding(1, 2).stride(2, 3)).forward(IMAGE).toString());
    }

    @Test
    void cells27And28PoolingOfEachChannel() {
        Tensor x = Tensor.cat(1, IMAGE, IMAGE.add(1));
        assertEquals("""
                tensor([[[[ 0.,  1.,  2.,  3.],
                          [ 4.,  5.,  6.,  7.],
                          [ 8.,  9., 10., 11.],
                          [12., 13., 14., 15.]],

                         [[ 1.,  2.,  3.,  4.],
                          [ 5.,  6.,  7.,  8.],
                          [ 9., 10., 11., 12.],
                          [13., 14., 15., 16.]]]])""", x.toString());
        assertEquals("""
                tensor([[[[ 5.,  7.],
                          [13., 15.]],

                         [[ 6.,  8.],
                          [14., 16.]]]])""",
                new MaxPool2d(Window2d.square(3).padding(1).stride(2)).forward(x).toString());
    }
}
