package longhand.shape;


/**
 * All sizes of one 2-D convolution: what a backend needs beside the arrays.
 *
 * <p>Arrays are row-major: input {@code [batch, inChannels, input.h, input.w]}, weight {@code [outChannels, inChannels / groups,
 * kernel.h, kernel.w]}, output {@code [batch, outChannels, output.h, output.w]}. Group {@code g} connects the g-th share of the
 * input channels with the g-th share of the output channels.
 */
public record Conv2dShape(int batch, int inChannels, Size2d input, int outChannels, int groups, Window2d window, Size2d output) {

    /** Checks the sizes against each other and computes the output size. */
    public static Conv2dShape of(int batch, int inChannels, Size2d input, int outChannels, int groups, Window2d window) {
        if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
            throw new ShapeException("conv2d",
                    inChannels + " input and " + outChannels + " output channels cannot be split into " + groups + " groups",
                    "groups must be at least 1 and divide both channel counts",
                    "choose groups among the common divisors of " + inChannels + " and " + outChannels);
        }
        return new Conv2dShape(batch, inChannels, input, outChannels, groups, window, window.output("conv2d", input));
    }

    /** Input channels that one output channel sees. */
    public int inChannelsPerGroup() {
        return inChannels / groups;
    }

    /** Output channels of one group. */
    public int outChannelsPerGroup() {
        return outChannels / groups;
    }

    /** Weights of one output channel: what is multiplied and added up for one output. */
    public int weightsPerOutput() {
        return inChannelsPerGroup() * window.kernel().h() * window.kernel().w();
    }

    /** Number of floats in the input. */
    public int inputLength() {
        return batch * inChannels * input.h() * input.w();
    }

    /** Number of floats in the weight. */
    public int weightLength() {
        return outChannels * weightsPerOutput();
    }

    /** Number of floats in the output. */
    public int outputLength() {
        return batch * outChannels * output.h() * output.w();
    }

    /** Multiplications (each with one addition) of the direct algorithm. */
    public long multiplyAdds() {
        return (long) outputLength() * weightsPerOutput();
    }
}
