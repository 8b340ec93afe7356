package longhand.models.torchvision;

import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.BatchNorm2d;
import longhand.nn.Conv2d;
import longhand.nn.Dropout;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.tensor.Tensor;

/** VGG-11 as {@code torchvision.models.vgg11} and {@code vgg11_bn}. 224×224; 32 and more. */
public final class TorchvisionVgg11 extends Layer {
    private static final int HIDDEN = 4096;
    private static final int POOL = 0;
    /** Output channels of the convolutions, and where height and width are halved. */
    private static final int[] PLAN = {64, POOL, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512, POOL};

    private final Sequential features;
    private final AdaptiveAvgPool2d avgpool;
    private final Sequential classifier;

    /** @param normalized whether batch normalisation follows each convolution */
    public TorchvisionVgg11(int channels, int classes, boolean normalized) {
        this(channels, classes, normalized, HIDDEN);
    }

    /** @param hidden width of the dense layers */
    TorchvisionVgg11(int channels, int classes, boolean normalized, int hidden) {
        features = child("features", features(channels, normalized));
        avgpool = child("avgpool", new AdaptiveAvgPool2d(7, 7));
        classifier = child("classifier", new Sequential(
                new Linear(512 * 7 * 7, hidden),
                new ReLU(),
                new Dropout(0.5),
                new Linear(hidden, hidden),
                new ReLU(),
                new Dropout(0.5),
                new Linear(hidden, classes)));
    }

    private static Sequential features(int channels, boolean normalized) {
        Sequential layers = new Sequential();
        int in = channels;
        for (int out : PLAN) {
            if (out == POOL) {
                layers.add(new MaxPool2d(2, 2));
                continue;
            }
            layers.add(new Conv2d(in, out, 3, 1, 1));
            if (normalized) {
                layers.add(new BatchNorm2d(out));
            }
            layers.add(new ReLU());
            in = out;
        }
        return layers;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return classifier.forward(avgpool.forward(features.forward(x)).flatten(1));
    }
}
