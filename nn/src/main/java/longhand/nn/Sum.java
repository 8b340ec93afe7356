package longhand.nn;

import java.util.List;
import longhand.tensor.Tensor;

/**
 * Parallel paths whose results are added: with {@link Identity} as one of them a residual block (K. He et al. 2015).
 */
public final class Sum extends Parallel {

    /** Paths with results of one shape. */
    public Sum(Layer... paths) {
        super(paths);
    }

    @Override
    Tensor join(List<Tensor> results) {
        return results.stream().reduce(Tensor::add).orElseThrow();
    }
}
