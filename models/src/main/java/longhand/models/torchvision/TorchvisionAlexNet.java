package longhand.models.torchvision;

import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.Conv2d;
import longhand.nn.Dropout;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.tensor.Tensor;

/** AlexNet as {@code torchvision.models.alexnet}, after Krizhevsky 2014, "One weird trick". 224×224; 63 and more. */
public final class TorchvisionAlexNet extends Layer {
    private static final int HIDDEN = 4096;

    private final Sequential features;
    private final AdaptiveAvgPool2d avgpool;
    private final Sequential classifier;

    /** The network; the shapes are those for a 224×224 image. */
    public TorchvisionAlexNet(int channels, int classes) {
        this(channels, classes, HIDDEN);
    }

    /** @param hidden width of the dense layers */
    TorchvisionAlexNet(int channels, int classes, int hidden) {
        features = child("features", new Sequential(
                new Conv2d(channels, 64, 11, 4, 2),     // 64 @ 55×55
                new ReLU(),
                new MaxPool2d(3, 2),                    // 64 @ 27×27
                new Conv2d(64, 192, 5, 1, 2),           // 192 @ 27×27
                new ReLU(),
                new MaxPool2d(3, 2),                    // 192 @ 13×13
                new Conv2d(192, 384, 3, 1, 1),          // 384 @ 13×13
                new ReLU(),
                new Conv2d(384, 256, 3, 1, 1),
                new ReLU(),
                new Conv2d(256, 256, 3, 1, 1),          // 256 @ 13×13
                new ReLU(),
                new MaxPool2d(3, 2)));                  // 256 @ 6×6
        avgpool = child("avgpool", new AdaptiveAvgPool2d(6, 6));
        classifier = child("classifier", new Sequential(
                new Dropout(0.5),
                new Linear(256 * 6 * 6, hidden),
                new ReLU(),
                new Dropout(0.5),
                new Linear(hidden, hidden),
                new ReLU(),
                new Linear(hidden, classes)));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return classifier.forward(avgpool.forward(features.forward(x)).flatten(1));
    }
}
