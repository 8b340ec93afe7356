package longhand.nn;

import longhand.ops.Pooling;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * The mean of each window, channel by channel: [batch, c, h, w] → [batch, c, h′, w′]. PyTorch: {@code nn.AvgPool2d}.
 */
public final class AvgPool2d extends Layer {
    private final Window2d window;
    private final boolean countIncludePad;

    /** Square windows side by side: the stride is the kernel size. */
    public AvgPool2d(int kernel) {
        this(kernel, kernel);
    }

    /** A square window without padding. */
    public AvgPool2d(int kernel, int stride) {
        this(Window2d.square(kernel).stride(stride), true);
    }

    /**
     * @param countIncludePad divide by the whole window, padding included (PyTorch's default), not by the number of
     * real pixels
     */
    public AvgPool2d(Window2d window, boolean countIncludePad) {
        this.window = Settings.requireWindow("AvgPool2d", window);
        this.countIncludePad = countIncludePad;
    }

    /** The window that slides over the image. */
    public Window2d window() {
        return window;
    }

    /** Whether the mean divides by the whole window, its padded part included. */
    public boolean countIncludePad() {
        return countIncludePad;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Pooling.avgPool2d(x, window, countIncludePad);
    }

    @Override
    protected String details() {
        return "kernel_size=" + PythonText.of(window.kernel()) + ", stride=" + PythonText.of(window.stride())
                + ", padding=" + PythonText.of(window.padding());
    }
}
