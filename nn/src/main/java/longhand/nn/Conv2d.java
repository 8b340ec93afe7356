package longhand.nn;

import java.util.Optional;
import longhand.names.Counted;
import longhand.ops.Convolution;
import longhand.ops.Selection;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * 2-D convolution: [batch, in, h, w] → [batch, out, ⌊(h + 2p − d(k − 1) − 1)/s⌋ + 1, the same for w]. PyTorch: {@code
 * nn.Conv2d}, {@code nn.LazyConv2d}; S4 §1.2 and §3.1 of the notes, whose text names the weight's sizes in the wrong
 * order: it is [out, in, k, k].
 */
public final class Conv2d extends WeightedLayer {
    private final int outChannels;
    private final Window2d window;
    private final int groups;

    /** A square kernel with stride 1 and no padding. */
    public Conv2d(int inChannels, int outChannels, int kernel) {
        this(inChannels, outChannels, Window2d.square(kernel));
    }

    /** A square kernel. */
    public Conv2d(int inChannels, int outChannels, int kernel, int stride, int padding) {
        this(inChannels, outChannels, Window2d.square(kernel).stride(stride).padding(padding));
    }

    /** Any window, e.g. {@code Window2d.of(3, 5).stride(3, 4).padding(0, 1)}. */
    public Conv2d(int inChannels, int outChannels, Window2d window) {
        this(inChannels, outChannels, window, 1, true);
    }

    /**
     * @param groups number of independent channel groups; divides both channel counts
     * @param bias whether a number per output channel is added
     */
    public Conv2d(int inChannels, int outChannels, Window2d window, int groups, boolean bias) {
        this(outChannels, window, groups, bias);
        Settings.requirePositive("Conv2d", "inChannels", inChannels);
        if (inChannels % groups != 0) {
            throw new IllegalArgumentException("Conv2d: " + Counted.of(inChannels, "input channel")
                    + " cannot be split into " + Counted.of(groups, "group")
                    + ". Rule: groups divides both channel counts. Fix: choose another number of groups.");
        }
        initialize(weightDims(inChannels));
    }

    private Conv2d(int outChannels, Window2d window, int groups, boolean bias) {
        Settings.requirePositive("Conv2d", "outChannels", outChannels);
        Settings.requirePositive("Conv2d", "groups", groups);
        Settings.requireWindow("Conv2d", window);
        super(bias, outChannels, outChannels, UNKNOWN, window.kernel().h(), window.kernel().w());
        this.outChannels = outChannels;
        this.window = window;
        this.groups = groups;
    }

    /** A layer with bias that learns its number of input channels from the first input. */
    public static Conv2d lazy(int outChannels, Window2d window) {
        return new Conv2d(outChannels, window, 1, true);
    }

    private int[] weightDims(int inChannels) {
        return new int[] {outChannels, inChannels / groups, window.kernel().h(), window.kernel().w()};
    }

    /** The window that slides over the image. */
    public Window2d window() {
        return window;
    }

    /** Number of independent channel groups. */
    public int groups() {
        return groups;
    }

    @Override
    protected Tensor compute(Tensor x) {
        initializeFor(x);
        return Convolution.conv2d(x, weight().tensor(), bias().map(Parameter::tensor), window, groups);
    }

    @Override
    Tensor forwardThenRelu(Tensor x) {
        initializeFor(x);
        return Convolution.conv2dRelu(x, weight().tensor(), bias().map(Parameter::tensor), window, groups);
    }

    private void initializeFor(Tensor x) {
        if (!isInitialized()) {
            requireFits(x);
            initialize(weightDims(x.size(1)));
        }
    }

    /** The operation says what is wrong, before the layer takes any shape. */
    private void requireFits(Tensor x) {
        boolean hasChannels = x.rank() == 4 && x.size(1) > 0;
        Tensor image = hasChannels ? Selection.narrow(x.detach(), 0, 0, Math.min(1, x.size(0))) : x;
        int[] dims = weightDims(hasChannels ? x.size(1) : groups);
        Convolution.conv2d(image, Tensor.zeros(dims), Optional.empty(), window, groups);
    }

    @Override
    protected String details() {
        StringBuilder text = new StringBuilder().append(weightInputs() * groups).append(", ").append(outChannels)
                .append(", kernel_size=").append(window.kernel()).append(", stride=").append(window.stride());
        if (!window.padding().equals(Size2d.square(0))) {
            text.append(", padding=").append(window.padding());
        }
        if (!window.dilation().equals(Size2d.square(1))) {
            text.append(", dilation=").append(window.dilation());
        }
        if (groups != 1) {
            text.append(", groups=").append(groups);
        }
        return text.append(bias().isPresent() ? "" : ", bias=False").toString();
    }
}
