package longhand.models;

import longhand.nn.Conv2d;
import longhand.nn.Layer;
import longhand.nn.MaxPool2d;
import longhand.tensor.Tensor;

/** The Inception block of S4 §9: four parallel paths that keep height and width, joined along the channels. */
public final class Inception extends Layer {
    private final Conv2d p1_1;
    private final Conv2d p2_1;
    private final Conv2d p2_2;
    private final Conv2d p3_1;
    private final Conv2d p3_2;
    private final MaxPool2d p4_1;
    private final Conv2d p4_2;

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
        p1_1 = child("p1_1", new Conv2d(in, c1, 1));
        p2_1 = child("p2_1", new Conv2d(in, c2a, 1));
        p2_2 = child("p2_2", new Conv2d(c2a, c2b, 3, 1, 1));
        p3_1 = child("p3_1", new Conv2d(in, c3a, 1));
        p3_2 = child("p3_2", new Conv2d(c3a, c3b, 5, 1, 2));
        p4_1 = child("p4_1", new MaxPool2d(3, 1, 1));
        p4_2 = child("p4_2", new Conv2d(in, c4, 1));
    }

    @Override
    protected Tensor compute(Tensor x) {
        Tensor p1 = p1_1.forwardRelu(x);
        Tensor p2 = p2_2.forwardRelu(p2_1.forwardRelu(x));
        Tensor p3 = p3_2.forwardRelu(p3_1.forwardRelu(x));
        Tensor p4 = p4_2.forwardRelu(p4_1.forward(x));
        return Tensor.cat(1, p1, p2, p3, p4);
    }
}
