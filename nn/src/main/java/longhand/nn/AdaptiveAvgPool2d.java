package longhand.nn;

import longhand.ops.AdaptivePooling;
import longhand.shape.Size2d;
import longhand.tensor.Tensor;

/**
 * Means of as many windows as it takes to reach an output size: [batch, c, h, w] → [batch, c, outH, outW]. PyTorch:
 * {@code nn.AdaptiveAvgPool2d}. With output size 1 it is the global average pooling that ends NiN:
 * the mean of each channel (S3 says the maximum, S2 calls the layer an adaptive maximum; neither is meant).
 */
public final class AdaptiveAvgPool2d extends Layer {
    private final Size2d output;

    /** Any image becomes outH × outW. */
    public AdaptiveAvgPool2d(int outH, int outW) {
        Settings.requirePositive("AdaptiveAvgPool2d", "outH", outH);
        Settings.requirePositive("AdaptiveAvgPool2d", "outW", outW);
        this.output = new Size2d(outH, outW);
    }

    /** Height and width of the result. */
    public Size2d output() {
        return output;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return AdaptivePooling.adaptiveAvgPool2d(x, output.h(), output.w());
    }

    @Override
    protected String details() {
        return "output_size=" + output;
    }
}
