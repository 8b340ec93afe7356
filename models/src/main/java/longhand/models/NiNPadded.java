package longhand.models;

import longhand.nn.AvgPool2d;
import longhand.nn.Layer;
import longhand.nn.MaxPool2d;
import longhand.nn.Sequential;
import longhand.tensor.Tensor;

/**
 * Network in Network as in S1 of the notes: like {@link NiN}, but the first convolution pads by 2, there is no dropout,
 * and a fixed 6×6 window does the global average pooling. 224×224.
 */
public final class NiNPadded extends Layer {
    private final Sequential conv;
    private final Sequential gap;

    /** The network; the shapes are those for a 224×224 image. */
    public NiNPadded(int channels, int classes) {
        conv = child("conv", new Sequential(
                NiN.block(channels, 96, 11, 4, 2),      // 96 @ 55×55
                new MaxPool2d(3, 2),                    // 96 @ 27×27
                NiN.block(96, 256, 5, 1, 2),            // 256 @ 27×27
                new MaxPool2d(3, 2),                    // 256 @ 13×13
                NiN.block(256, 384, 3, 1, 1),           // 384 @ 13×13
                new MaxPool2d(3, 2),                    // 384 @ 6×6
                NiN.block(384, classes, 3, 1, 1)));     // one map per class @ 6×6
        gap = child("gap", new Sequential(
                new AvgPool2d(6, 1)));                  // the mean of each map
    }

    @Override
    protected Tensor compute(Tensor x) {
        return gap.forward(conv.forward(x)).flatten(1);
    }
}
