package longhand.nn;

import longhand.names.Counted;
import longhand.ops.Convolution;
import longhand.shape.ShapeException;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** Convolution along one dimension: [batch, in, l] → [batch, out, ⌊(l + 2p − k)/s⌋ + 1]. PyTorch: {@code nn.Conv1d}. */
public final class Conv1d extends WeightedLayer {
    private final int inChannels;
    private final int outChannels;
    private final Window2d window;

    /** Stride 1 and no padding. */
    public Conv1d(int inChannels, int outChannels, int kernel) {
        this(inChannels, outChannels, kernel, 1, 0);
    }

    /** A layer with bias. */
    public Conv1d(int inChannels, int outChannels, int kernel, int stride, int padding) {
        Settings.requirePositive("Conv1d", "inChannels", inChannels);
        Settings.requirePositive("Conv1d", "outChannels", outChannels);
        super(true, outChannels, outChannels, inChannels, kernel);
        this.inChannels = inChannels;
        this.outChannels = outChannels;
        this.window = Window2d.of(1, kernel).stride(1, stride).padding(0, padding);
        initialize(outChannels, inChannels, kernel);
    }

    @Override
    protected Tensor compute(Tensor x) {
        if (x.rank() != 3 || x.size(1) != inChannels) {
            throw new ShapeException("Conv1d", "input " + x.shape() + " does not fit "
                    + Counted.of(inChannels, "channel"),
                    "the input is [batch, " + inChannels + ", length]", "check the number of channels");
        }
        return Convolution.conv1d(x, weight().tensor(), bias().map(Parameter::tensor), window, 1);
    }

    @Override
    protected String details() {
        int padding = window.padding().w();
        return inChannels + ", " + outChannels + ", kernel_size=(" + window.kernel().w() + ",), stride=("
                + window.stride().w() + ",)" + (padding == 0 ? "" : ", padding=(" + padding + ",)");
    }
}
