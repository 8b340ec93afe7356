package longhand.nn;

/**
 * Batch normalisation of vectors and sequences: [batch, c] or [batch, c, length] → the same shape. PyTorch: {@code
 * nn.BatchNorm1d}.
 */
public final class BatchNorm1d extends BatchNorm {
    /** Eps 1e-5, momentum 0.1. */
    public BatchNorm1d(int features) {
        this(features, EPS, MOMENTUM);
    }

    /**
     * @param eps added to the variance, so that nothing is divided by 0
     * @param momentum share of the new batch in the running statistics
     */
    public BatchNorm1d(int features, double eps, double momentum) {
        super(features, eps, momentum);
    }

    @Override
    boolean takes(int rank) {
        return rank == 2 || rank == 3;
    }

    @Override
    String inputs(int channels) {
        return "[batch, " + channels + "] or [batch, " + channels + ", length]";
    }
}
