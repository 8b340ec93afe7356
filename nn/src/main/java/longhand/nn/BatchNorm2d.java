package longhand.nn;

import static longhand.tensor.Internals.valuesToChange;

import longhand.ops.Normalization;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Batch normalisation, channel by channel: [batch, c, h, w] → the same shape. In training it uses the statistics of the
 * batch and moves the running ones towards them; in evaluation it uses those. PyTorch: {@code nn.BatchNorm2d}; Ioffe
 * and Szegedy 2015.
 */
public final class BatchNorm2d extends Layer {
    private static final double EPS = 1e-5;
    private static final double MOMENTUM = 0.1;

    private final int features;
    private final double eps;
    private final double momentum;
    private final Parameter weight;
    private final Parameter bias;
    private final Tensor runningMean;
    private final Tensor runningVar;
    private final Tensor batches;

    /** Eps 1e-5, momentum 0.1. */
    public BatchNorm2d(int features) {
        this(features, EPS, MOMENTUM);
    }

    /**
     * @param eps added to the variance, so that nothing is divided by 0
     * @param momentum share of the new batch in the running statistics
     */
    public BatchNorm2d(int features, double eps, double momentum) {
        WeightedLayer.requirePositive("BatchNorm2d", "features", features);
        this.features = features;
        this.eps = eps;
        this.momentum = momentum;
        this.weight = parameter("weight", Parameter.of(Tensor.ones(features)));
        this.bias = parameter("bias", Parameter.of(Tensor.zeros(features)));
        this.runningMean = buffer("running_mean", Tensor.zeros(features));
        this.runningVar = buffer("running_var", Tensor.ones(features));
        this.batches = buffer("num_batches_tracked", Tensor.scalar(0));
    }

    /** The factor of each channel, γ: [channels]. */
    public Parameter weight() {
        return weight;
    }

    /** What is added to each channel, β: [channels]. */
    public Parameter bias() {
        return bias;
    }

    /** The mean of each channel that evaluation uses: [channels]. */
    public Tensor runningMean() {
        return runningMean;
    }

    /** The variance of each channel that evaluation uses: [channels]. */
    public Tensor runningVar() {
        return runningVar;
    }

    /** What is added to the variance before the square root. */
    public double eps() {
        return eps;
    }

    @Override
    protected Tensor compute(Tensor x) {
        if (x.rank() != 4 || x.size(1) != features) {
            throw new ShapeException("BatchNorm2d", "input " + x.shape() + " does not fit " + features + " features",
                    "the input is [batch, " + features + ", height, width]", "use as many features as channels");
        }
        if (isTraining()) {
            valuesToChange(batches)[0]++;
        }
        return Normalization.batchNorm(x, weight.tensor(), bias.tensor(), runningMean, runningVar, isTraining(),
                momentum, eps);
    }

    @Override
    protected String details() {
        return features + ", eps=" + PythonText.of(eps) + ", momentum=" + PythonText.of(momentum)
                + ", affine=True, track_running_stats=True";
    }
}
