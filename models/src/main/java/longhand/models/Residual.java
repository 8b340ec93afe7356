package longhand.models;

import java.util.Optional;
import longhand.nn.BatchNorm2d;
import longhand.nn.Conv2d;
import longhand.nn.Layer;
import longhand.tensor.Tensor;

/**
 * The residual block of ResNet-18 (K. He et al. 2015), with the names of "Dive into Deep Learning": two 3×3
 * convolutions whose result is added to the input, which a 1×1 convolution first adapts where channels or size change.
 */
public final class Residual extends Layer {
    private final Conv2d conv1;
    private final Conv2d conv2;
    private final Optional<Conv2d> conv3;
    private final BatchNorm2d bn1;
    private final BatchNorm2d bn2;

    /** @param stride 1, or 2 to halve height and width */
    public Residual(int in, int out, int stride) {
        conv1 = child("conv1", new Conv2d(in, out, 3, stride, 1));
        conv2 = child("conv2", new Conv2d(out, out, 3, 1, 1));
        conv3 = in == out && stride == 1 ? Optional.empty()
                : Optional.of(child("conv3", new Conv2d(in, out, 1, stride, 0)));
        bn1 = child("bn1", new BatchNorm2d(out));
        bn2 = child("bn2", new BatchNorm2d(out));
    }

    @Override
    protected Tensor compute(Tensor x) {
        Tensor y = bn1.forward(conv1.forward(x)).relu();
        y = bn2.forward(conv2.forward(y));
        Tensor shortcut = conv3.map(conv -> conv.forward(x)).orElse(x);
        return y.add(shortcut).relu();
    }
}
