package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;

/** Windows whose numbers are much larger than the image. */
class PoolingWindowTest {
    private static final int SIZE = 4;

    private static Tensor image() {
        return Tensor.arange(0, SIZE * SIZE, 1).reshape(1, 1, SIZE, SIZE).requiresGrad(true);
    }

    /** The graph remembers what was asked for; a window that was cut could have too much padding. */
    @OnEveryBackend
    void theGraphHasTheWindowAsItWasGiven() {
        Window2d window = Window2d.square(9).stride(11).padding(2).ceilMode(true);
        Tensor x = image();
        assertEquals(window, Pooling.avgPool2d(x, window, true).node().settings().get("window"));
        Window2d wide = window.dilation(4).stride(40);
        assertEquals(wide, Pooling.maxPool2d(x, wide).node().settings().get("window"));
        Tensor y = Pooling.avgPool2d(x, window, true);
        y.mul(y).sum().backward();
        assertEquals(x.shape(), x.grad().shape());
    }

    @OnEveryBackend
    void dilationMayBeAnything() {
        for (int dilation : new int[] {1 << 29, (1 << 30) - 1, 1 << 30}) {
            Window2d window = Window2d.square(3).dilation(dilation).stride(Integer.MAX_VALUE).ceilMode(true);
            assertArrayEquals(new float[] {0}, Pooling.maxPool2d(image(), window).toArray());
        }
        Window2d two = Window2d.square(2).dilation(Integer.MAX_VALUE).stride(Integer.MAX_VALUE).ceilMode(true);
        assertArrayEquals(new float[] {0}, Pooling.maxPool2d(image(), two).toArray());
    }
}
