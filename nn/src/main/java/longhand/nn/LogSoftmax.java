package longhand.nn;

import longhand.tensor.Tensor;

/** log(softmax(x)) along one dimension, computed without overflow. PyTorch: {@code nn.LogSoftmax}. */
public final class LogSoftmax extends Layer {
    private final int dim;

    /** @param dim the dimension whose elements belong together; negative numbers count from the end */
    public LogSoftmax(int dim) {
        this.dim = dim;
    }

    /** The dimension along which the probabilities add up to 1. */
    public int dim() {
        return dim;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x.logSoftmax(dim);
    }

    @Override
    protected String details() {
        return "dim=" + dim;
    }
}
