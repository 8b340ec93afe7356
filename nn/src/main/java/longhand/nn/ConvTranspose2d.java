package longhand.nn;

import longhand.names.Counted;
import longhand.ops.Convolution;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * Convolution run backwards, which makes images larger: [batch, in, h, w] → [batch, out, (h − 1)·s − 2p + k + o, the
 * same for w]. The weight is [in, out, k, k]. PyTorch: {@code nn.ConvTranspose2d}.
 */
public final class ConvTranspose2d extends WeightedLayer {
    private final int inChannels;
    private final int outChannels;
    private final Window2d window;
    private final int outputPadding;

    /** No padding. */
    public ConvTranspose2d(int inChannels, int outChannels, int kernel, int stride) {
        this(inChannels, outChannels, Window2d.square(kernel).stride(stride), 0);
    }

    /**
     * A layer with bias.
     *
     * @param window kernel, stride, padding and dilation of the convolution that is run backwards
     * @param outputPadding o: rows and columns added at the end, less than the stride or the dilation
     */
    public ConvTranspose2d(int inChannels, int outChannels, Window2d window, int outputPadding) {
        Settings.requirePositive("ConvTranspose2d", "inChannels", inChannels);
        Settings.requirePositive("ConvTranspose2d", "outChannels", outChannels);
        Settings.requireWindow("ConvTranspose2d", window);
        int[] dims = {inChannels, outChannels, window.kernel().h(), window.kernel().w()};
        super(true, outChannels, dims);
        this.inChannels = inChannels;
        this.outChannels = outChannels;
        this.window = window;
        this.outputPadding = outputPadding;
        initialize(dims);
    }

    /** Kernel, stride, padding and dilation. */
    public Window2d window() {
        return window;
    }

    /** Rows and columns added at the end. */
    public int outputPadding() {
        return outputPadding;
    }

    @Override
    protected Tensor compute(Tensor x) {
        if (x.rank() != 4 || x.size(1) != inChannels) {
            throw new ShapeException("ConvTranspose2d", "input " + x.shape() + " does not fit "
                    + Counted.of(inChannels, "channel"), "the input is [batch, " + inChannels + ", height, width]",
                    "check the number of channels");
        }
        return Convolution.convTranspose2d(x, weight().tensor(), bias().map(Parameter::tensor), window,
                Size2d.square(outputPadding), 1);
    }

    @Override
    protected String details() {
        String padding = window.padding().equals(Size2d.square(0)) ? "" : ", padding=" + window.padding();
        return inChannels + ", " + outChannels + ", kernel_size=" + window.kernel() + ", stride=" + window.stride()
                + padding + (outputPadding == 0 ? "" : ", output_padding=" + Size2d.square(outputPadding));
    }
}
