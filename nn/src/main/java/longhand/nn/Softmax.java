package longhand.nn;

import longhand.tensor.Tensor;

/** eˣ / Σ eˣ along one dimension: numbers become probabilities. PyTorch: {@code nn.Softmax}. */
public final class Softmax extends Layer {
    private final int dim;

    /** @param dim the dimension whose elements belong together; negative numbers count from the end */
    public Softmax(int dim) {
        this.dim = dim;
    }

    /** The dimension along which the results add up to 1. */
    public int dim() {
        return dim;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x.softmax(dim);
    }

    @Override
    protected String details() {
        return "dim=" + dim;
    }
}
