package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.assertClose;
import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Compare.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import longhand.shape.Pool2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Pooling of many geometries against the reference, with ties and NaN among the pixels. */
class PoolingTest {

    /** Rounded up, a window may be larger than the padded image; PyTorch's numbers. */
    @Test
    void windowsLargerThanTheImage() {
        for (Window2d w : List.of(Window2d.square(3).stride(2), Window2d.of(4, 3).stride(3, 2).padding(1),
                Window2d.square(90).stride(100), Window2d.square(3).stride(2, 5).padding(1))) {
            for (Size2d size : List.of(Size2d.square(2), new Size2d(2, 7), new Size2d(5, 2))) {
                for (boolean pad : new boolean[] {true, false}) {
                    Pool2dShape s = Pool2dShape.of("pool2d", 2, 3, size, w.ceilMode(true), pad);
                    checkMax(s, withTies(s.inputLength()));
                    checkAverage(s);
                }
            }
        }
        Window2d three = Window2d.square(3).stride(2).ceilMode(true);
        Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
        assertEquals(4, longhand.ops.Pooling.maxPool2d(x, three).item());
        assertEquals(2.5, longhand.ops.Pooling.avgPool2d(x, three, true).item());
    }

    private static List<Pool2dShape> shapes(boolean max) {
        return Stream.of(
                Window2d.square(2).stride(2), Window2d.square(3).stride(2), Window2d.square(3).stride(2).padding(1),
                Window2d.square(3).stride(2).ceilMode(true), Window2d.square(2).stride(2).ceilMode(true),
                Window2d.square(3), Window2d.square(3).stride(1).padding(1),
                Window2d.of(3, 2).stride(1, 3).padding(1, 0),
                Window2d.square(5).stride(1).padding(2), Window2d.square(2).padding(1), Window2d.square(4).padding(2),
                Window2d.square(3).stride(3).padding(1), Window2d.of(2, 5).stride(1, 2).padding(0, 2),
                max ? Window2d.square(3).dilation(2).padding(1).stride(2)
                : Window2d.of(2, 4).stride(3, 1).padding(1, 2),
                max ? Window2d.square(3).dilation(2, 1).stride(1) : Window2d.square(4).stride(1).padding(2))
                .flatMap(w -> Stream.of(new Size2d(12, 12), new Size2d(11, 13), new Size2d(26, 54),
                new Size2d(5, 6))
                        .flatMap(size -> Stream.of(true, false)
                                .map(pad -> Pool2dShape.of("pool2d", 2, 3, size, w, pad))))
                .toList();
    }

    @Test
    void oneWindowOverTheWholeImageIsAveraged() {
        for (Size2d size : List.of(new Size2d(7, 7), new Size2d(1, 1), new Size2d(80, 70))) {
            checkAverage(Pool2dShape.of("pool2d", 2, 3, size, Window2d.of(size.h(), size.w()), false));
        }
    }

    /** Nothing in a window above −∞: the first pixel inside the image is chosen. */
    @Test
    void windowsOfInfinities() {
        for (Pool2dShape s : shapes(true)) {
            float[] x = withTies(s.inputLength());
            Arrays.fill(x, 0, x.length / 2, Float.NEGATIVE_INFINITY);
            checkMax(s, x);
            Arrays.fill(x, 0, x.length / 2, Float.POSITIVE_INFINITY);
            checkMax(s, x);
        }
    }

    /** Numbers with many equal ones, so that ties are common. */
    private static float[] withTies(int length) {
        float[] x = random(1, length);
        for (int i = 0; i < length; i++) {
            x[i] = Math.round(x[i] * 2);
        }
        return x;
    }

    @Test
    void maxPoolingChoosesTheSameElements() {
        for (Pool2dShape s : shapes(true)) {
            float[] x = withTies(s.inputLength());
            checkMax(s, x);
            x[7] = Float.NaN;
            x[8] = Float.NaN;
            x[s.inputLength() - 1] = Float.NEGATIVE_INFINITY;
            checkMax(s, x);
        }
    }

    private static void checkMax(Pool2dShape s, float[] x) {
        float[] expected = output(s.outputLength());
        int[] expectedIndex = new int[s.outputLength()];
        Compare.REFERENCE.maxPool2d(x, expected, expectedIndex, s);
        float[] dy = random(2, s.outputLength());
        float[] expectedDx = output(s.inputLength());
        Compare.REFERENCE.maxPool2dGradient(dy, expectedIndex, expectedDx, s);
        for (CpuBackend backend : Compare.BACKENDS) {
            int[] index = new int[s.outputLength()];
            assertClose("max " + s, expected, onOneAndTwoThreads("max " + s, () -> {
                float[] y = output(s.outputLength());
                backend.maxPool2d(x, y, index, s);
                return y;
            }), s.outputLength());
            assertArrayEquals(expectedIndex, index, "argmax " + s);
            float[] values = output(s.outputLength());
            backend.maxPool2dValues(x, values, s);
            assertArrayEquals(expected, values, "values alone " + s); // also which of 0 and −0 came first
            assertClose("max gradient " + s, expectedDx, onOneAndTwoThreads("max gradient " + s, () -> {
                float[] dx = output(s.inputLength());
                backend.maxPool2dGradient(dy, index, dx, s);
                return dx;
            }), s.inputLength());
        }
    }

    @Test
    void averagePoolingAgrees() {
        shapes(false).forEach(PoolingTest::checkAverage);
    }

    private static void checkAverage(Pool2dShape s) {
        float[] x = random(1, s.inputLength());
        float[] dy = random(2, s.outputLength());
        float[] expected = output(s.outputLength());
        Compare.REFERENCE.avgPool2d(x, expected, s);
        float[] expectedDx = output(s.inputLength());
        Compare.REFERENCE.avgPool2dGradient(dy, expectedDx, s);
        for (CpuBackend backend : Compare.BACKENDS) {
            assertClose("average " + s, expected, onOneAndTwoThreads("average " + s, () -> {
                float[] y = output(s.outputLength());
                backend.avgPool2d(x, y, s);
                return y;
            }), s.outputLength());
            assertClose("average gradient " + s, expectedDx, onOneAndTwoThreads("average gradient " + s, () -> {
                float[] dx = output(s.inputLength());
                backend.avgPool2dGradient(dy, dx, s);
                return dx;
            }), s.inputLength());
        }
    }
}
