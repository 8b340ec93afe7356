package longhand.nn;

import longhand.names.Counted;
import longhand.ops.LayerNormalization;
import longhand.tensor.Tensor;

/**
 * Normalisation of groups of channels, the same in training and evaluation: [batch, c, ...] → the same shape. With one
 * group for each channel it is instance normalisation. PyTorch: {@code nn.GroupNorm}; Wu and He 2018.
 */
public final class GroupNorm extends Layer {
    private static final double EPS = 1e-5;

    private final int groups;
    private final int channels;
    private final Parameter weight;
    private final Parameter bias;

    /** @param groups divides the number of channels */
    public GroupNorm(int groups, int channels) {
        Settings.requirePositive("GroupNorm", "channels", channels);
        if (groups < 1 || channels % groups != 0) {
            throw new IllegalArgumentException("GroupNorm: " + Counted.of(channels, "channel")
                    + " cannot be split into " + Counted.of(groups, "group")
                    + ". Rule: groups divides channels. Fix: choose another number of groups.");
        }
        this.groups = groups;
        this.channels = channels;
        this.weight = parameter("weight", Parameter.of(Tensor.ones(channels)));
        this.bias = parameter("bias", Parameter.of(Tensor.zeros(channels)));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return LayerNormalization.groupNorm(x, groups, weight.tensor(), bias.tensor(), EPS);
    }

    @Override
    protected String details() {
        return groups + ", " + channels + ", eps=" + PythonText.of(EPS) + ", affine=True";
    }
}
