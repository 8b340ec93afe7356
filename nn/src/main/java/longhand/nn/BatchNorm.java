package longhand.nn;

import static longhand.tensor.Internals.valuesToChange;

import longhand.autograd.NoGrad;
import longhand.ops.Normalization;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Batch normalisation, channel by channel; the kinds differ in the inputs that they take. In training it uses the
 * statistics of the batch and moves the running ones towards them; in evaluation it uses those. Ioffe and Szegedy 2015.
 */
public abstract sealed class BatchNorm extends Layer permits BatchNorm1d, BatchNorm2d {
    static final double EPS = 1e-5;
    static final double MOMENTUM = 0.1;

    private final int features;
    private final double eps;
    private final double momentum;
    private final Parameter weight;
    private final Parameter bias;
    private final Tensor runningMean;
    private final Tensor runningVar;
    private final Tensor batches;

    /**
     * @param eps added to the variance, so that nothing is divided by 0
     * @param momentum share of the new batch in the running statistics
     */
    BatchNorm(int features, double eps, double momentum) {
        Settings.requirePositive(getClass().getSimpleName(), "features", features);
        this.features = features;
        this.eps = eps;
        this.momentum = momentum;
        this.weight = parameter("weight", Parameter.of(Tensor.ones(features)));
        this.bias = parameter("bias", Parameter.of(Tensor.zeros(features)));
        this.runningMean = buffer("running_mean", Tensor.zeros(features));
        this.runningVar = buffer("running_var", Tensor.ones(features));
        this.batches = buffer("num_batches_tracked", Tensor.scalar(0));
        try (NoGrad _ = NoGrad.enter()) { // says now, not in the first pass, what is wrong with the settings
            normalized(Tensor.zeros(1, features), false);
        }
    }

    /** The factor of each channel, γ: [channels]. */
    public final Parameter weight() {
        return weight;
    }

    /** What is added to each channel, β: [channels]. */
    public final Parameter bias() {
        return bias;
    }

    /** The mean of each channel that evaluation uses: [channels]. */
    public final Tensor runningMean() {
        return runningMean;
    }

    /** The variance of each channel that evaluation uses: [channels]. */
    public final Tensor runningVar() {
        return runningVar;
    }

    /** What is added to the variance before the square root. */
    public final double eps() {
        return eps;
    }

    /** Whether inputs of this rank are taken. */
    abstract boolean takes(int rank);

    /** The inputs that are taken, as in {@code [batch, 3, height, width]}. */
    abstract String inputs(int channels);

    @Override
    protected final Tensor compute(Tensor x) {
        if (!takes(x.rank()) || x.size(1) != features) {
            throw new ShapeException(getClass().getSimpleName(), "input " + x.shape() + " does not fit " + features
                    + " features", "the input is " + inputs(features), "use as many features as channels");
        }
        if (isTraining()) {
            valuesToChange(batches)[0]++;
        }
        return normalized(x, isTraining());
    }

    private Tensor normalized(Tensor x, boolean byBatch) {
        return Normalization.batchNorm(x, weight.tensor(), bias.tensor(), runningMean, runningVar, byBatch, momentum,
                eps);
    }

    @Override
    protected final String details() {
        return features + ", eps=" + PythonText.of(eps) + ", momentum=" + PythonText.of(momentum)
                + ", affine=True, track_running_stats=True";
    }
}
