package longhand.shape;


/**
 * All sizes of one 2-D convolution: what a backend needs beside the arrays.
 *
 * <p>Arrays are row-major: input {@code [batch, inChannels, input.h, input.w]}, weight {@code [outChannels, inChannels
 * / groups, kernel.h, kernel.w]}, output {@code [batch, outChannels, output.h, output.w]}. Group {@code g} connects the
 * g-th share of the input channels with the g-th share of the output channels.
 *
 * @param inChannelsPerGroup input channels that one output channel sees, inChannels / groups; kept, because loops ask
 *     for it at every
 *     product
 */
public record Conv2dShape(int batch, int inChannels, Size2d input, int outChannels, int groups, int inChannelsPerGroup,
        Window2d window, Size2d output) {

    /** Sizes that are known to fit. */
    public Conv2dShape(int batch, int inChannels, Size2d input, int outChannels, int groups, Window2d window,
            Size2d output) {
        this(batch, inChannels, input, outChannels, groups, inChannels / groups, window, output);
    }

    /** Checks the sizes against each other and computes the output size. */
    public static Conv2dShape of(int batch, int inChannels, Size2d input, int outChannels, int groups,
            Window2d window) {
        return of("conv2d", batch, inChannels, input, outChannels, groups, window);
    }

    /**
     * The same for an operation that is made of a convolution.
     *
     * @param operation its name, for the error message
     */
    public static Conv2dShape of(String operation, int batch, int inChannels, Size2d input, int outChannels, int groups,
            Window2d window) {
        if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
            throw new ShapeException(operation,
                    inChannels + " input and " + outChannels + " output channels cannot be split into " + groups
                    + " groups", "groups must be at least 1 and divide both channel counts",
                    "choose groups among the common divisors of " + inChannels + " and " + outChannels);
        }
        Size2d output = Shape.given(window, operation, "the window").output(operation, input);
        return new Conv2dShape(batch, inChannels, input, outChannels, groups, window.within(input), output);
    }

    /** Output channels of one group. */
    public int outChannelsPerGroup() {
        return outChannels / groups;
    }

    /** Weights of one output channel: what is multiplied and added up for one output. */
    public int weightsPerOutput() {
        return inChannelsPerGroup * window.kernel().h() * window.kernel().w();
    }

    /**
     * Whether each output position sees just the one pixel under it: a 1 × 1 kernel with stride 1 and no padding. The
     * convolution of an image is then one matrix product, weight · image.
     */
    public boolean isPointwise() {
        Size2d one = Size2d.square(1);
        return window.kernel().equals(one) && window.stride().equals(one) && !window.isPadded();
    }

    /** The first of the input channels that output channel o sees. */
    public int firstInChannel(int o) {
        return o / outChannelsPerGroup() * inChannelsPerGroup;
    }

    /** Where the input of image n, channel c, row and column stands in its array. */
    public int x(int n, int c, int row, int column) {
        return ((n * inChannels + c) * input.h() + row) * input.w() + column;
    }

    /** Where the weight of output channel o, channel c of its group, kernel row u and column v stands in its array. */
    public int w(int o, int c, int u, int v) {
        return ((o * inChannelsPerGroup + c) * window.kernel().h() + u) * window.kernel().w() + v;
    }

    /** Where the output of image n, channel o, row i and column j stands in its array. */
    public int y(int n, int o, int i, int j) {
        return ((n * outChannels + o) * output.h() + i) * output.w() + j;
    }

    /** The input row under kernel row u where the window stands at output row i. */
    public int row(int i, int u) {
        return window.row(i, u);
    }

    /** The input column under kernel column v where the window stands at output column j. */
    public int column(int j, int v) {
        return window.column(j, v);
    }

    /** Whether a row and a column lie in the image; outside is padding, which is 0. */
    public boolean inside(int row, int column) {
        return input.contains(row, column);
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
