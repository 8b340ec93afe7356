package longhand.models;

import longhand.nn.Conv2d;
import longhand.nn.Dropout;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.tensor.Tensor;

/** AlexNet (Krizhevsky et al. 2012) in the simplified form of S4 §6 of the notes. 224×224. */
public final class AlexNet extends Layer {
    private final Sequential conv;
    private final Sequential fc;

    /** The network; the shapes are those for a 224×224 image. */
    public AlexNet(int channels, int classes) {
        conv = child("conv", new Sequential(
                new Conv2d(channels, 96, 11, 4, 0),     // 96 @ 54×54
                new ReLU(),
                new MaxPool2d(3, 2),                    // 96 @ 26×26
                new Conv2d(96, 256, 5, 1, 2),           // 256 @ 26×26
                new ReLU(),
                new MaxPool2d(3, 2),                    // 256 @ 12×12
                new Conv2d(256, 384, 3, 1, 1),          // 384 @ 12×12
                new ReLU(),
                new Conv2d(384, 384, 3, 1, 1),
                new ReLU(),
                new Conv2d(384, 256, 3, 1, 1),          // 256 @ 12×12
                new ReLU(),
                new MaxPool2d(3, 2)));                  // 256 @ 5×5
        fc = child("fc", new Sequential(
                new Linear(256 * 5 * 5, 4096),
                new ReLU(),
                new Dropout(0.5),
                new Linear(4096, 4096),
                new ReLU(),
                new Dropout(0.5),
                new Linear(4096, classes)));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return fc.forward(conv.forward(x).flatten(1));
    }
}
