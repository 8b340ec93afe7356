package longhand.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import longhand.ops.Convolution;
import longhand.ops.Losses;
import longhand.ops.Matmul;
import longhand.ops.Pooling;
import longhand.ops.SoftmaxOps;
import longhand.shape.ShapeException;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Explanations give the numbers that the engine computes, forward and backward. */
class ExplainTest {
    private static final double TOLERANCE = 1e-4;

    private static Tensor random(java.util.Random random, int... dims) {
        float[] values = new float[Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, dims).requiresGrad(true);
    }

    private static void assertClose(Tensor expected, Values actual) {
        assertArrayEquals(Values.of(expected).toArray(), actual.toArray(), TOLERANCE);
    }

    private static Values gradient(Explanation e, String view) {
        return e.view(view).target().values();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void convolutionAgreesWithTheEngine(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 3) int outputs, @ForAll @IntRange(min = 1, max = 3) int kernelH,
            @ForAll @IntRange(min = 1, max = 3) int kernelW, @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(max = 2) int padding, @ForAll @IntRange(min = 1, max = 2) int dilation,
            @ForAll @IntRange(min = 1, max = 3) int groups) {
        java.util.Random r = new java.util.Random(seed);
        Window2d window = Window2d.of(kernelH, kernelW).stride(stride).padding(padding, 1).dilation(dilation, 1);
        Tensor x = random(r, 1, groups * channels, 5, 6);
        Tensor w = random(r, groups * outputs, channels, kernelH, kernelW);
        Tensor b = random(r, groups * outputs);
        Tensor y = Convolution.conv2d(x, w, Optional.of(b), window, groups);
        Tensor dy = random(r, y.shape().dims()).detach();
        y.mul(dy).sum().backward();
        Explanation e = Explain.conv2d(Values.of(x), Values.of(w), Values.of(b), window, groups, Values.of(dy));
        assertClose(y, e.result());
        assertClose(x.grad(), gradient(e, "input-gradient"));
        assertClose(w.grad(), gradient(e, "weight-gradient"));
        assertClose(b.grad(), gradient(e, "bias-gradient"));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void poolingAgreesWithTheEngine(@ForAll long seed, @ForAll boolean max, @ForAll boolean countIncludePad,
            @ForAll boolean ceil,
            @ForAll @IntRange(min = 2, max = 3) int kernel, @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(max = 1) int padding) {
        java.util.Random r = new java.util.Random(seed);
        Window2d window = Window2d.square(kernel).stride(stride).padding(padding).ceilMode(ceil);
        Tensor x = random(r, 1, 2, 5, 6);
        Tensor y = max ? Pooling.maxPool2d(x, window) : Pooling.avgPool2d(x, window, countIncludePad);
        Tensor dy = random(r, y.shape().dims()).detach();
        y.mul(dy).sum().backward();
        Explanation e = max ? Explain.maxPool2d(Values.of(x), window, Values.of(dy))
                : Explain.avgPool2d(Values.of(x), window, countIncludePad, Values.of(dy));
        assertClose(y, e.result());
        assertClose(x.grad(), gradient(e, "input-gradient"));
    }

    @Property(tries = 50)
    void linearAgreesWithTheEngine(@ForAll long seed) {
        java.util.Random r = new java.util.Random(seed);
        Tensor x = random(r, 3, 4);
        Tensor w = random(r, 2, 4);
        Tensor b = random(r, 2);
        Tensor y = Matmul.linear(x, w, b);
        Tensor dy = random(r, 3, 2).detach();
        y.mul(dy).sum().backward();
        Explanation e = Explain.linear(Values.of(x), Values.of(w), Values.of(b), Values.of(dy));
        assertClose(y, e.result());
        assertClose(x.grad(), gradient(e, "input-gradient"));
        assertClose(w.grad(), gradient(e, "weight-gradient"));
        assertClose(b.grad(), gradient(e, "bias-gradient"));
    }

    @Property(tries = 50)
    void pointwiseConvolutionIsAMatrixProduct(@ForAll long seed) {
        java.util.Random r = new java.util.Random(seed);
        Tensor x = random(r, 1, 3, 3, 3);
        Tensor w = random(r, 2, 3, 1, 1);
        Tensor y = Convolution.conv2d(x, w, Optional.empty(), Window2d.square(1), 1);
        assertClose(y, Explain.conv1x1(x, w).result());
    }

    @Property(tries = 50)
    void softmaxAgreesWithTheEngine(@ForAll long seed, @ForAll @IntRange(min = 1, max = 2000) int scale) {
        java.util.Random r = new java.util.Random(seed);
        Tensor z = random(r, 3, 4).detach().mul(scale).detach().requiresGrad(true);
        int[] labels = {r.nextInt(4), r.nextInt(4), r.nextInt(4)};
        Tensor loss = Losses.crossEntropy(z, labels);
        loss.backward();
        Explanation e = Explain.softmaxCrossEntropy(z, labels);
        assertClose(SoftmaxOps.softmax(z, 1), e.result());
        assertClose(z.grad(), gradient(e, "input-gradient"));
        double worked = e.view("loss").cell().value();
        assertEquals(loss.item(), worked, 1e-5 * Math.max(1, worked));
    }

    @Test
    void sgdWithMomentumAndDecay() {
        Explanation e = Explain.sgdStep(Values.vector(1), Values.vector(0.5), Values.vector(0.1), 0.1, 0.9, 0.01);
        assertEquals(1 - 0.1 * (0.9 * 0.1 + (0.5 + 0.01 * 1)), e.cell(0).value(), 1e-12);
    }

    @Test
    void wrongShapesAreRefusedWithTheRule() {
        Values x = Values.filled(1, 3, 3);
        String channels = assertThrows(ShapeException.class,
                () -> Explain.conv2d(x, Values.filled(1, 2, 2, 2), Window2d.square(2))).getMessage();
        assertTrue(channels.startsWith("convolution: the input has 1 channel and the kernel 2. Rule: "), channels);
        String cell = assertThrows(ShapeException.class, () -> Explain.corr2d(x, Values.filled(1, 2, 2)).cell(2, 0))
                .getMessage();
        assertTrue(cell.startsWith("cell: there is no cell [2, 0] in shape [2, 2]"), cell);
        String batch = assertThrows(ShapeException.class,
                () -> Explain.conv2d(Values.filled(1, 2, 1, 3, 3), Values.filled(1, 2, 2), Window2d.square(2)))
                .getMessage();
        assertTrue(batch.contains("one image is explained at a time"), batch);
        String view = assertThrows(IllegalArgumentException.class, () -> Explain.corr2d(x, Values.filled(1, 2,
                2)).view("up")).getMessage();
        assertTrue(view.contains("no view 'up'") && view.contains("input-gradient"), view);
    }

    @Test
    void aPageThatNobodyReadsIsRefused() {
        Explanation e = Explain.corr2d(Values.filled(1, 100, 100), Values.filled(1, 3, 3));
        assertEquals(9, e.cell(50, 50).value());
        String message = assertThrows(IllegalArgumentException.class, e::html).getMessage();
        assertTrue(message.contains("20000 are the most"), message);
    }

    @Test
    void numbersLookAsOneWritesThem() {
        String[] shown = Arrays.stream(new double[] {19.0, -0.0, 1 / 3.0, -2.5, 1.5e-7, 1e20, 0.1f, 16777216,
                123456.789, Double.NaN})
                .mapToObj(Numbers::format).toArray(String[]::new);
        assertArrayEquals(new String[] {"19", "0", "0.333333", "-2.5", "1.5e-7", "1e20", "0.1", "16777216", "123457",
                "nan"}, shown);
        assertEquals("≈", Numbers.equalsSign(1 / 3.0));
        assertEquals("=", Numbers.equalsSign(0.1f));
    }
}
