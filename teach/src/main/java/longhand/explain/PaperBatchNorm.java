package longhand.explain;

import java.util.Arrays;
import longhand.names.Counted;
import longhand.shape.ShapeException;

/**
 * A batch normalisation that is small enough to be done by hand.
 *
 * @param x N × C, C × H × W for one image, or N × C × H × W
 * @param gamma one factor for each channel
 * @param beta what is added to each channel
 * @param mean the running mean of each channel before the batch
 * @param variance the running variance of each channel before the batch
 * @param momentum the share of the batch in the running statistics
 * @param eps what is added to the variance
 * @param training whether the statistics of the batch are used, or else the running ones
 */
public record PaperBatchNorm(Values x, Values gamma, Values beta, Values mean, Values variance, double momentum,
        double eps, boolean training) {

    /**
     * Fills in what was not given.
     *
     * @throws ShapeException if a shape does not fit
     * @throws IllegalArgumentException if a variance, momentum or eps is none
     */
    public static PaperBatchNorm of(Values x, Values gamma, Values beta, Values mean, Values variance, double momentum,
            double eps, boolean training) {
        if (x.rank() < 2 || x.rank() > 4) {
            throw new ShapeException("batchnorm", "the input has shape " + Arrays.toString(x.dims()),
                    "it is N × C, or C × H × W for one image, or N × C × H × W", "give it 2, 3 or 4 dimensions");
        }
        int channels = channels(x);
        require(momentum >= 0 && momentum <= 1, "momentum = " + momentum, "it is a share from 0 to 1");
        require(eps >= 0, "eps = " + eps, "it is added to a variance, so it is 0 or more");
        require(Arrays.stream(variance.toArray()).allMatch(v -> v >= 0), "a running variance below 0",
                "it is a mean of squares, so it is 0 or more");
        if (training && x.size() == channels) {
            throw new ShapeException("batchnorm", "each channel has one number",
                    "in training a channel needs 2 numbers to have a variance",
                    "give more samples, or use batchnorm-eval");
        }
        return new PaperBatchNorm(x, each("gamma", gamma, 1, channels), each("beta", beta, 0, channels),
                each("mean", mean, 0, channels), each("variance", variance, 1, channels), momentum, eps, training);
    }

    private static void require(boolean holds, String given, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("batchnorm: " + given + ". Rule: " + rule + ". Fix: give such a number");
        }
    }

    private static Values each(String name, Values given, double usual, int channels) {
        if (given.size() != 0 && given.size() != channels) {
            throw new ShapeException("batchnorm", given.size() + " numbers of " + name + " for "
                    + Counted.of(channels, "channel"), "each channel has one", "give " + channels
                    + " numbers, or none");
        }
        return given.size() == 0 ? Values.filled(usual, channels) : given.reshape(channels);
    }

    private static int channels(Values x) {
        return x.rank() == 3 ? x.dim(0) : x.dim(1);
    }

    /** How many channels there are. */
    public int channels() {
        return channels(x);
    }

    /** How many numbers of a channel each sample has. */
    public int plane() {
        return x.rank() == 2 ? 1 : x.rows() * x.columns();
    }
}
