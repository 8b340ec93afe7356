package longhand.notes;

import static longhand.notes.CourseNotes.corr2d;
import static longhand.notes.CourseNotes.corr2dMultiIn;
import static longhand.notes.CourseNotes.corr2dMultiInOut;
import static longhand.notes.CourseNotes.corr2dMultiInOut1x1;
import static longhand.notes.CourseNotes.pool2d;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import longhand.notes.CourseNotes.Mode;
import longhand.ops.Convolution;
import longhand.ops.Pooling;
import longhand.random.Generator;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;
import org.junit.jupiter.api.Test;

/** Every worked example of the course notes, with the numbers printed there. */
class WorkedExamplesTest {
    private static final Tensor X = Tensor.arange(9).reshape(3, 3);
    private static final Tensor K = Tensor.arange(4).reshape(2, 2);
    private static final Tensor X2 = Tensor.stack(0, X, X.add(1));
    private static final Tensor K2 = Tensor.stack(0, K, K.add(1));

    private static void assertTensor(Tensor actual, int[] shape, double... values) {
        assertArrayEquals(shape, actual.shape().dims());
        float[] expected = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            expected[i] = (float) values[i];
        }
        assertArrayEquals(expected, actual.data());
    }

    private static int[] shape(int... dims) {
        return dims;
    }

    @OnEveryBackend
    void s4Section1CorrelationOfThreeByThree() {
        assertTensor(corr2d(X, K), shape(2, 2), 19, 25, 37, 43);
        Tensor conv = Convolution.conv2d(X.reshape(1, 1, 3, 3), K.reshape(1, 1, 2, 2), Window2d.square(2));
        assertTensor(conv, shape(1, 1, 2, 2), 19, 25, 37, 43);
    }

    @OnEveryBackend
    void s4Section1OutputsThatAreNotSquare() {
        Tensor wide = corr2d(Tensor.arange(8).reshape(2, 4), Tensor.ones(2, 2));
        assertTensor(wide, shape(1, 3), 10, 14, 18);
    }

    @OnEveryBackend
    void s4Section1LearnsTheEdgeKernelFromData() {
        Tensor x = Tensor.ones(6, 8);
        for (int i = 0; i < 6; i++) {
            for (int j = 2; j < 6; j++) {
                x.data()[i * 8 + j] = 0;
            }
        }
        Tensor target = corr2d(x, Tensor.of(new float[][] {{1, -1}}));
        Generator generator = new Generator(0);
        float[] start = new float[2];
        generator.normal(start, 2, 0, 1);
        Tensor weight = Tensor.of(start, 1, 1, 1, 2).requiresGrad(true);
        Tensor bias = Tensor.zeros(1).requiresGrad(true);
        List<Float> losses = new ArrayList<>();
        for (int step = 0; step < 20; step++) {
            Tensor y = Convolution.conv2d(x.reshape(1, 1, 6, 8), weight, bias, Window2d.of(1, 2));
            Tensor loss = y.reshape(6, 7).sub(target).square().sum();
            weight.zeroGrad();
            bias.zeroGrad();
            loss.backward();
            descend(weight);
            descend(bias);
            losses.add(loss.item());
        }
        for (int i = 5; i < 20; i += 5) {
            assertTrue(losses.get(i) < losses.get(i - 5), losses.toString());
        }
        assertTrue(losses.getLast() < 0.5, losses.toString());
        assertEquals(1, weight.get(0, 0, 0, 0), 0.2);
        assertEquals(-1, weight.get(0, 0, 0, 1), 0.2);
        assertEquals(0, bias.item(), 0.1);
    }

    private static void descend(Tensor parameter) {
        for (int i = 0; i < parameter.numel(); i++) {
            parameter.data()[i] -= 0.01f * parameter.grad().data()[i];
        }
    }

    @Test
    void s4Section2OutputSizes() {
        Size2d input = Size2d.square(8);
        assertEquals(Size2d.square(8), Window2d.square(3).padding(1).output("conv2d", input));
        assertEquals(Size2d.square(8), Window2d.of(5, 3).padding(2, 1).output("conv2d", input));
        assertEquals(Size2d.square(4), Window2d.square(3).padding(1).stride(2).output("conv2d", input));
        assertEquals(Size2d.square(2), Window2d.of(3, 5).padding(0, 1).stride(3, 4).output("conv2d", input));
    }

    @OnEveryBackend
    void s4Section3SeveralInputChannels() {
        assertTensor(corr2dMultiIn(X2, K2), shape(2, 2), 56, 72, 104, 120);
        Tensor conv = Convolution.conv2d(X2.unsqueeze(0), K2.unsqueeze(0), Window2d.square(2));
        assertTensor(conv, shape(1, 1, 2, 2), 56, 72, 104, 120);
    }

    @OnEveryBackend
    void s4Section3SeveralOutputChannels() {
        Tensor kernels = Tensor.stack(0, K2, K2.add(1), K2.add(2));
        double[] expected = {56, 72, 104, 120, 76, 100, 148, 172, 96, 128, 192, 224};
        assertTensor(corr2dMultiInOut(X2, kernels), shape(3, 2, 2), expected);
        assertTensor(Convolution.conv2d(X2.unsqueeze(0), kernels, Window2d.square(2)), shape(1, 3, 2, 2), expected);
    }

    @OnEveryBackend
    void s4Section3OneByOneConvolutionIsAMatrixProduct() {
        Generator.manualSeed(3);
        Tensor x = Tensor.rand(3, 3, 3);
        Tensor k = Tensor.rand(2, 3, 1, 1);
        Tensor difference = corr2dMultiInOut1x1(x, k).sub(corr2dMultiInOut(x, k));
        assertTrue(difference.square().sum().sqrt().item() < 1e-6);
    }

    @OnEveryBackend
    void s4Section4PoolingWithOneWindow() {
        assertTensor(pool2d(X, 2, 2, Mode.MAX), shape(2, 2), 4, 5, 7, 8);
        assertTensor(pool2d(X, 2, 2, Mode.AVG), shape(2, 2), 2, 3, 5, 6);
        Tensor image = X.reshape(1, 1, 3, 3);
        assertTensor(Pooling.maxPool2d(image, Window2d.square(2)), shape(1, 1, 2, 2), 4, 5, 7, 8);
        assertTensor(Pooling.avgPool2d(image, Window2d.square(2), true), shape(1, 1, 2, 2), 2, 3, 5, 6);
    }

    @OnEveryBackend
    void s4Section4PoolingWithPaddingAndStride() {
        Tensor x = Tensor.arange(16).reshape(1, 1, 4, 4);
        assertTensor(Pooling.maxPool2d(x, Window2d.square(3).stride(3)), shape(1, 1, 1, 1), 10);
        assertTensor(Pooling.maxPool2d(x, Window2d.square(3).padding(1).stride(2)), shape(1, 1, 2, 2), 5, 7, 13, 15);
        assertTensor(Pooling.maxPool2d(x, Window2d.of(2, 4).padding(1, 2).stride(2, 3)), shape(1, 1, 3, 2), 1, 3, 9,
                11, 13, 15);
    }

    @OnEveryBackend
    void s4Section4PoolingKeepsChannelsApart() {
        Tensor x = Tensor.arange(16).reshape(1, 1, 4, 4);
        Tensor both = Tensor.cat(1, x, x.add(1));
        assertTensor(Pooling.maxPool2d(both, Window2d.square(3).padding(1).stride(2)), shape(1, 2, 2, 2), 5, 7, 13, 15,
                6, 8, 14, 16);
    }

    @Test
    void badShapesAreRefusedByName() {
        refused("corr2d: input [3] is no matrix", () -> corr2d(Tensor.ones(3), K));
        refused("corr2d: kernel [1, 2, 2] is no matrix", () -> corr2d(X, Tensor.ones(1, 2, 2)));
        refused("corr2d: kernel [2] is no matrix", () -> corr2d(X, Tensor.ones(2)));
        refused("corr2dMultiIn: input [2, 3, 3] and kernel [2, 2, 2, 2]",
                () -> corr2dMultiIn(X2, Tensor.ones(2, 2, 2, 2)));
        refused("corr2dMultiIn: input [0, 3, 3]", () -> corr2dMultiIn(Tensor.ones(0, 3, 3), Tensor.ones(0, 2, 2)));
        refused("corr2d: a window of 4", () -> corr2d(X, Tensor.ones(4, 4)));
        refused("corr2dMultiIn: input [2, 3, 3] and kernel [3, 2, 2]", () -> corr2dMultiIn(X2, Tensor.ones(3, 2, 2)));
        refused("corr2dMultiInOut: input [2, 3, 3]", () -> corr2dMultiInOut(X2, Tensor.ones(3, 3, 2, 2)));
        refused("corr2dMultiInOut1x1: input [2, 3, 3]", () -> corr2dMultiInOut1x1(X2, Tensor.ones(3, 3, 1, 1)));
        refused("pool2d: a window of 5", () -> pool2d(X, 5, 2, Mode.MAX));
    }

    private static void refused(String start, Runnable call) {
        ShapeException e = assertThrows(ShapeException.class, call::run);
        assertTrue(e.getMessage().startsWith(start), e.getMessage());
        assertTrue(e.getMessage().contains("Rule: ") && e.getMessage().contains("Fix: "), e.getMessage());
    }
}
