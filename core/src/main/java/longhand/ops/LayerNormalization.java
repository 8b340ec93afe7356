package longhand.ops;

import java.util.Arrays;
import longhand.names.Counted;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Normalisation within each image, in training and evaluation alike: the numbers of a group get mean 0 and variance 1,
 * then y = w · x̂ + b. PyTorch: {@code F.layer_norm}, {@code F.group_norm}.
 */
public final class LayerNormalization {
    private LayerNormalization() {}

    /**
     * Over the last dimensions (Ba, Kiros and Hinton 2016).
     *
     * @param x [..., the shape of w]
     * @param w factor of each element
     * @param b what is added to each element, shape of w
     * @param eps added to the variance, 0 or more and finite
     */
    public static Tensor layerNorm(Tensor x, Tensor w, Tensor b, double eps) {
        requireTensors("layerNorm", x, w, b);
        int leading = x.rank() - w.rank();
        if (w.rank() == 0 || leading < 0 || !w.shape().equals(b.shape())
                || !Shape.of(Arrays.copyOfRange(x.shape().dims(), leading, x.rank())).equals(w.shape())) {
            throw new ShapeException("layerNorm", "input " + x.shape() + ", weight " + w.shape() + " and bias "
                    + b.shape() + " do not fit", "the input ends with the shape of weight and bias",
                    "make weight and bias of the last sizes of the input");
        }
        Normalization.requireEps("layerNorm", eps);
        return x.numel() > x.shape().product(0, leading) ? new RowNormalization(x, w, eps).result(b)
                : alone(x, eps).mul(w).add(b);
    }

    /**
     * Over groups of channels (Wu and He 2018); as many groups as channels are instance normalisation.
     *
     * @param x [batch, channels, ...]
     * @param groups divides the number of channels
     * @param w factor of each channel, [channels]
     * @param b what is added to each channel, [channels]
     * @param eps added to the variance, 0 or more and finite
     */
    public static Tensor groupNorm(Tensor x, int groups, Tensor w, Tensor b, double eps) {
        requireTensors("groupNorm", x, w, b);
        if (x.rank() < 2 || groups < 1 || x.size(1) % groups != 0) {
            throw new ShapeException("groupNorm", "input " + x.shape() + " cannot be split into "
                    + Counted.of(groups, "group"),
                    "the input is [batch, channels, …], and groups divides the channels",
                    "choose a divisor of the number of channels");
        }
        if (!w.shape().equals(Shape.of(x.size(1))) || !b.shape().equals(w.shape())) {
            throw new ShapeException("groupNorm", "weight " + w.shape() + " and bias " + b.shape()
                    + " do not fit input " + x.shape(), "both are [" + x.size(1) + "]", "make one of each per channel");
        }
        Normalization.requireEps("groupNorm", eps);
        return x.numel() > x.size(0) * groups ? new GroupNormalization(x, groups, w, eps).result(b)
                : alone(x, eps).mul(Normalization.broadcast(w, x)).add(Normalization.broadcast(b, x));
    }

    private static void requireTensors(String operation, Tensor x, Tensor w, Tensor b) {
        Inputs.tensor(operation, x);
        Inputs.tensor(operation, "the weight", w);
        Inputs.tensor(operation, "the bias", b);
    }

    /** x where each number is its own mean: 0, and without eps 0/0; NaN and infinity have none. */
    private static Tensor alone(Tensor x, double eps) {
        return x.sub(x.detach()).mul(eps == 0 ? Double.NaN : 0);
    }
}
