package longhand.models.torchvision;

import java.util.Optional;
import longhand.nn.BatchNorm2d;
import longhand.nn.Conv2d;
import longhand.nn.Layer;
import longhand.nn.Sequential;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** The block of ResNet-18 and ResNet-34 (K. He et al. 2015): two 3×3 convolutions, and the input added to them. */
final class BasicBlock extends Layer {
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Optional<Sequential> downsample;

    /** @param stride 1, or 2 to halve height and width */
    BasicBlock(int in, int out, int stride) {
        conv1 = child("conv1", convolution(in, out, 3, stride, 1));
        bn1 = child("bn1", new BatchNorm2d(out));
        conv2 = child("conv2", convolution(out, out, 3, 1, 1));
        bn2 = child("bn2", new BatchNorm2d(out));
        downsample = in == out && stride == 1 ? Optional.empty() : Optional.of(child("downsample", new Sequential(
                convolution(in, out, 1, stride, 0), new BatchNorm2d(out))));
    }

    /** Without bias: batch normalisation follows, which would take it away again. */
    static Conv2d convolution(int in, int out, int kernel, int stride, int padding) {
        return new Conv2d(in, out, Window2d.square(kernel).stride(stride).padding(padding), 1, false);
    }

    @Override
    protected Tensor compute(Tensor x) {
        Tensor y = bn1.forward(conv1.forward(x)).relu();
        y = bn2.forward(conv2.forward(y));
        return y.add(downsample.map(layer -> layer.forward(x)).orElse(x)).relu();
    }
}
