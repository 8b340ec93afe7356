package longhand.ops;

import java.util.Arrays;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Normalisation within each image, in training and evaluation alike: the numbers of a group get mean 0 and variance 1,
 * then y = w · x̂ + b. PyTorch: {@code F.layer_norm}, {@code F.group_norm}. The groups are the channels of a batch
 * normalisation ({@link Normalization}), whose kernels they use.
 */
public final class LayerNormalization {
    private LayerNormalization() {}

    /**
     * Over the last dimensions (Ba, Kiros and Hinton 2016).
     *
     * @param x [..., the shape of w]
     * @param w factor of each element
     * @param b what is added to each element, shape of w
     * @param eps added to the variance
     */
    public static Tensor layerNorm(Tensor x, Tensor w, Tensor b, double eps) {
        int leading = x.rank() - w.rank();
        if (w.rank() == 0 || w.numel() == 0 || leading < 0 || !w.shape().equals(b.shape())
                || !Shape.of(Arrays.copyOfRange(x.shape().dims(), leading, x.rank())).equals(w.shape())) {
            throw new ShapeException("layerNorm", "input " + x.shape() + ", weight " + w.shape() + " and bias "
                    + b.shape() + " do not fit", "the input ends with the shape of weight and bias",
                    "make weight and bias of the last sizes of the input");
        }
        return standardized(x, x.shape().product(0, leading), eps).mul(w).add(b);
    }

    /**
     * Over groups of channels (Wu and He 2018); as many groups as channels are instance normalisation.
     *
     * @param x [batch, channels, ...]
     * @param groups divides the number of channels
     * @param w factor of each channel, [channels]
     * @param b what is added to each channel, [channels]
     * @param eps added to the variance
     */
    public static Tensor groupNorm(Tensor x, int groups, Tensor w, Tensor b, double eps) {
        if (x.rank() < 2 || x.shape().product(1, x.rank()) == 0 || groups < 1 || x.size(1) % groups != 0) {
            throw new ShapeException("groupNorm", "input " + x.shape() + " cannot be split into " + groups + " groups",
                    "the input is [batch, channels, …], and groups divides the channels",
                    "choose a divisor of the number of channels");
        }
        if (!w.shape().equals(Shape.of(x.size(1))) || !b.shape().equals(w.shape())) {
            throw new ShapeException("groupNorm", "weight " + w.shape() + " and bias " + b.shape()
                    + " do not fit input " + x.shape(), "both are [" + x.size(1) + "]", "make one of each per channel");
        }
        int parts = x.size(0) * groups;
        return x.numel() > parts ? new GroupNormalization(x, groups, w, eps).result(b)
                : standardized(x, parts, eps).mul(Normalization.broadcast(w, x)).add(Normalization.broadcast(b, x));
    }

    /** Each of so many equal parts of x with mean 0 and variance 1. */
    private static Tensor standardized(Tensor x, int parts, double eps) {
        if (x.numel() == parts) { // each is its own mean; NaN and infinity have none
            return x.sub(x.detach()).mul(0);
        }
        Tensor asChannels = ShapeOps.reshape(x, 1, parts, x.numel() / parts);
        return ShapeOps.reshape(Normalization.batchNorm(asChannels, Tensor.ones(parts), Tensor.zeros(parts),
                Tensor.zeros(parts), Tensor.ones(parts), true, 0, eps), x.shape().dims());
    }
}
