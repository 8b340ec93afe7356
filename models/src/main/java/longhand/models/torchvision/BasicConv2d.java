package longhand.models.torchvision;

import longhand.nn.BatchNorm2d;
import longhand.nn.Conv2d;
import longhand.nn.Layer;
import longhand.tensor.Tensor;

/** A convolution without bias, batch normalisation, ReLU: what torchvision's GoogLeNet is built from. */
final class BasicConv2d extends Layer {
    private static final double EPS = 0.001;
    private static final double MOMENTUM = 0.1;

    private final Conv2d conv;
    private final BatchNorm2d bn;

    BasicConv2d(int in, int out, int kernel, int stride, int padding) {
        conv = child("conv", BasicBlock.convolution(in, out, kernel, stride, padding));
        bn = child("bn", new BatchNorm2d(out, EPS, MOMENTUM));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return bn.forward(conv.forward(x)).relu();
    }
}
