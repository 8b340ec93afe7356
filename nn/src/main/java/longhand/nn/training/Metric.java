package longhand.nn.training;

import longhand.data.Batch;
import longhand.tensor.Tensor;

/** How many examples of a batch a network got right; what is reported as accuracy is their share. */
@FunctionalInterface
public interface Metric {
    /** An example is right if the largest output is that of its label. */
    Metric CORRECT = (output, batch) -> ConfusionMatrix.correct(output, batch.labels());

    /** No example counts. */
    Metric NONE = (output, batch) -> 0;

    /**
     * @param output [batch, …], what the network computed
     * @param batch the examples
     * @return 0 to the size of the batch
     */
    int right(Tensor output, Batch batch);
}
