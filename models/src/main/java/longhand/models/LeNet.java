package longhand.models;

import longhand.nn.Conv2d;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.Sequential;
import longhand.nn.Sigmoid;
import longhand.tensor.Tensor;

/**
 * LeNet-5 as in S4 §5 of the notes (LeCun et al. 1998): sigmoids, and max-pooling where the paper has average pooling.
 * 28×28.
 */
public final class LeNet extends Layer {
    private final Sequential conv;
    private final Sequential fc;

    /** The network; the shapes are those for a 28×28 image. */
    public LeNet(int channels, int classes) {
        conv = child("conv", new Sequential(
                new Conv2d(channels, 6, 5),             // 6 @ 24×24
                new Sigmoid(),
                new MaxPool2d(2, 2),                    // 6 @ 12×12
                new Conv2d(6, 16, 5),                   // 16 @ 8×8
                new Sigmoid(),
                new MaxPool2d(2, 2)));                  // 16 @ 4×4
        fc = child("fc", new Sequential(
                new Linear(16 * 4 * 4, 120),
                new Sigmoid(),
                new Linear(120, 84),
                new Sigmoid(),
                new Linear(84, classes)));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return fc.forward(conv.forward(x).flatten(1));
    }
}
