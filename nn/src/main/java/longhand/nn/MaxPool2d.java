package longhand.nn;

import longhand.ops.Pooling;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * The largest element of each window, channel by channel: [batch, c, h, w] → [batch, c, h′, w′]. PyTorch: {@code
 * nn.MaxPool2d}.
 */
public final class MaxPool2d extends Layer {
    private final Window2d window;

    /** Square windows side by side: the stride is the kernel size. */
    public MaxPool2d(int kernel) {
        this(kernel, kernel);
    }

    /** A square window without padding. */
    public MaxPool2d(int kernel, int stride) {
        this(kernel, stride, 0);
    }

    /** A square window; padding counts as −∞. */
    public MaxPool2d(int kernel, int stride, int padding) {
        this(Window2d.square(kernel).stride(stride).padding(padding));
    }

    /**
     * Any window, e.g. {@code Window2d.of(2, 4).stride(2, 3).padding(1, 2)}; its own stride counts, not the kernel
     * size.
     */
    public MaxPool2d(Window2d window) {
        this.window = Settings.requireWindow("MaxPool2d", window);
    }

    /** The window that slides over the image. */
    public Window2d window() {
        return window;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Pooling.maxPool2d(x, window);
    }

    @Override
    protected String details() {
        return "kernel_size=" + PythonText.of(window.kernel()) + ", stride=" + PythonText.of(window.stride())
                + ", padding=" + PythonText.of(window.padding()) + ", dilation=" + PythonText.of(window.dilation())
                + ", ceil_mode=" + PythonText.of(window.ceilMode());
    }
}
