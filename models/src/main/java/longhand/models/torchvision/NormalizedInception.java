package longhand.models.torchvision;

import longhand.nn.Layer;
import longhand.nn.MaxPool2d;
import longhand.nn.Sequential;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * The Inception block of torchvision's GoogLeNet: with batch normalisation, and with a 3×3 convolution on the third
 * path where the paper has 5×5.
 */
final class NormalizedInception extends Layer {
    private final BasicConv2d branch1;
    private final Sequential branch2;
    private final Sequential branch3;
    private final Sequential branch4;

    /** The channels of {@link longhand.models.Inception}. */
    NormalizedInception(int in, int c1, int c2a, int c2b, int c3a, int c3b, int c4) {
        branch1 = child("branch1", new BasicConv2d(in, c1, 1, 1, 0));
        branch2 = child("branch2", new Sequential(
                new BasicConv2d(in, c2a, 1, 1, 0), new BasicConv2d(c2a, c2b, 3, 1, 1)));
        branch3 = child("branch3", new Sequential(
                new BasicConv2d(in, c3a, 1, 1, 0), new BasicConv2d(c3a, c3b, 3, 1, 1)));
        branch4 = child("branch4", new Sequential(
                new MaxPool2d(Window2d.square(3).stride(1).padding(1).ceilMode(true)),
                new BasicConv2d(in, c4, 1, 1, 0)));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Tensor.cat(1, branch1.forward(x), branch2.forward(x), branch3.forward(x), branch4.forward(x));
    }
}
