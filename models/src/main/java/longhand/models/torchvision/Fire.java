package longhand.models.torchvision;

import longhand.nn.Conv2d;
import longhand.nn.Layer;
import longhand.tensor.Tensor;

/** The block of SqueezeNet: a 1×1 convolution to few channels, then 1×1 and 3×3 convolutions side by side. */
final class Fire extends Layer {
    private final Conv2d squeeze;
    private final Conv2d expand1x1;
    private final Conv2d expand3x3;

    /** @param expanded channels of each of the two convolutions at the end */
    Fire(int in, int squeezed, int expanded) {
        squeeze = child("squeeze", new Conv2d(in, squeezed, 1));
        expand1x1 = child("expand1x1", new Conv2d(squeezed, expanded, 1));
        expand3x3 = child("expand3x3", new Conv2d(squeezed, expanded, 3, 1, 1));
    }

    @Override
    protected Tensor compute(Tensor x) {
        Tensor y = squeeze.forward(x).relu();
        return Tensor.cat(1, expand1x1.forward(y).relu(), expand3x3.forward(y).relu());
    }
}
