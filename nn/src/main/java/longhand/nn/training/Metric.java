package longhand.nn.training;

import longhand.data.Batch;
import longhand.tensor.Tensor;

/** How many examples of a batch a network got right; what is reported as accuracy is their share. */
@FunctionalInterface
public interface Metric {
    /** An example is right if the largest output is that of its label. */
    Metric CORRECT = (output, batch) -> ConfusionMatrix.correct(output, batch.labels());

    /** What {@link #NONE} says of every batch. */
    int NOT_COUNTED = Integer.MIN_VALUE;

    /** Nobody counts: what is reported as accuracy is NaN. */
    Metric NONE = (output, batch) -> NOT_COUNTED;

    /**
     * @param output [batch, …], what the network computed
     * @param batch the examples
     * @return 0 to the size of the batch; training ends with an error if it is anything else
     */
    int right(Tensor output, Batch batch);
}
