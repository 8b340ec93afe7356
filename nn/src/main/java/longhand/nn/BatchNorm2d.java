package longhand.nn;

/** Batch normalisation of images: [batch, c, h, w] → the same shape. PyTorch: {@code nn.BatchNorm2d}. */
public final class BatchNorm2d extends BatchNorm {
    /** Eps 1e-5, momentum 0.1. */
    public BatchNorm2d(int features) {
        this(features, EPS, MOMENTUM);
    }

    /**
     * @param eps added to the variance, so that nothing is divided by 0
     * @param momentum share of the new batch in the running statistics
     */
    public BatchNorm2d(int features, double eps, double momentum) {
        super(features, eps, momentum);
    }

    @Override
    boolean takes(int rank) {
        return rank == 4;
    }

    @Override
    String inputs(int channels) {
        return "[batch, " + channels + ", height, width]";
    }
}
