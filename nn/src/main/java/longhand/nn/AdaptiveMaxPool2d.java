package longhand.nn;

import longhand.ops.AdaptivePooling;
import longhand.shape.Size2d;
import longhand.tensor.Tensor;

/**
 * Maxima of as many windows as it takes to reach an output size: [batch, c, h, w] → [batch, c, outH, outW]. PyTorch:
 * {@code nn.AdaptiveMaxPool2d}.
 */
public final class AdaptiveMaxPool2d extends Layer {
    private final Size2d output;

    /** Any image becomes outH × outW. */
    public AdaptiveMaxPool2d(int outH, int outW) {
        Settings.requirePositive("AdaptiveMaxPool2d", "outH", outH);
        Settings.requirePositive("AdaptiveMaxPool2d", "outW", outW);
        this.output = new Size2d(outH, outW);
    }

    /** Height and width of the result. */
    public Size2d output() {
        return output;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return AdaptivePooling.adaptiveMaxPool2d(x, output.h(), output.w());
    }

    @Override
    protected String details() {
        return "output_size=" + output;
    }
}
