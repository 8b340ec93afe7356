package longhand.models;

import longhand.nn.Conv2d;
import longhand.nn.Layer;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.tensor.Tensor;

/** The Inception block of S4 §9: four parallel paths that keep height and width, joined along the channels. */
public final class Inception extends Layer {
    private final Sequential path1;
    private final Sequential path2;
    private final Sequential path3;
    private final Sequential path4;

    /**
     * @param in input channels
     * @param c1 channels of path 1: a 1×1 convolution
     * @param c2a channels after the 1×1 convolution of path 2
     * @param c2b channels of path 2: its 3×3 convolution
     * @param c3a channels after the 1×1 convolution of path 3
     * @param c3b channels of path 3: its 5×5 convolution
     * @param c4 channels of path 4: 3×3 max-pooling, then a 1×1 convolution
     */
    public Inception(int in, int c1, int c2a, int c2b, int c3a, int c3b, int c4) {
        path1 = new Sequential(
                child("p1_1", new Conv2d(in, c1, 1)), new ReLU());
        path2 = new Sequential(
                child("p2_1", new Conv2d(in, c2a, 1)), new ReLU(),
                child("p2_2", new Conv2d(c2a, c2b, 3, 1, 1)), new ReLU());
        path3 = new Sequential(
                child("p3_1", new Conv2d(in, c3a, 1)), new ReLU(),
                child("p3_2", new Conv2d(c3a, c3b, 5, 1, 2)), new ReLU());
        path4 = new Sequential(
                child("p4_1", new MaxPool2d(3, 1, 1)),
                child("p4_2", new Conv2d(in, c4, 1)), new ReLU());
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Tensor.cat(1, path1.forward(x), path2.forward(x), path3.forward(x), path4.forward(x));
    }
}
