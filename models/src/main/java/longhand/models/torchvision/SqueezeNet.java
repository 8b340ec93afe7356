package longhand.models.torchvision;

import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.Conv2d;
import longhand.nn.Dropout;
import longhand.nn.Layer;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * SqueezeNet 1.1 (Iandola et al. 2016) as {@code torchvision.models.squeezenet1_1}: like Network in Network it ends in
 * a 1×1 convolution to the classes and global average pooling. 224×224; 17 and more.
 */
public final class SqueezeNet extends Layer {
    private final Sequential features;
    private final Sequential classifier;

    /** The network; the shapes are those for a 224×224 image. */
    public SqueezeNet(int channels, int classes) {
        features = child("features", new Sequential(
                new Conv2d(channels, 64, 3, 2, 0),      // 64 @ 111×111
                new ReLU(),
                pool(),                                 // 64 @ 55×55
                new Fire(64, 16, 64),                   // 128 @ 55×55
                new Fire(128, 16, 64),
                pool(),                                 // 128 @ 27×27
                new Fire(128, 32, 128),                 // 256 @ 27×27
                new Fire(256, 32, 128),
                pool(),                                 // 256 @ 13×13
                new Fire(256, 48, 192),                 // 384 @ 13×13
                new Fire(384, 48, 192),
                new Fire(384, 64, 256),                 // 512 @ 13×13
                new Fire(512, 64, 256)));
        classifier = child("classifier", new Sequential(
                new Dropout(0.5),
                new Conv2d(512, classes, 1),
                new ReLU(),
                new AdaptiveAvgPool2d(1, 1)));
    }

    private static MaxPool2d pool() {
        return new MaxPool2d(Window2d.square(3).stride(2).ceilMode(true));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return classifier.forward(features.forward(x)).flatten(1);
    }
}
