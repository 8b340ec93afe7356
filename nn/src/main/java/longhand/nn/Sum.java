package longhand.nn;

import java.util.List;
import longhand.shape.ShapeException;
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
        for (Tensor result : results) {
            if (!result.shape().equals(results.getFirst().shape())) {
                throw new ShapeException("Sum", "the paths give " + results.stream().map(Tensor::shape).toList(),
                        "their shapes are equal", "give the paths the same strides, paddings and numbers of channels");
            }
        }
        return results.stream().reduce(Tensor::add).orElseThrow();
    }
}
