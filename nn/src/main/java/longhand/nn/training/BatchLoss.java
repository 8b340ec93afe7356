package longhand.nn.training;

import longhand.data.Batch;
import longhand.tensor.Tensor;

/** The loss of what a network made of a batch, a scalar: a {@code Loss} of its labels or a {@code TargetLoss}. */
@FunctionalInterface
interface BatchLoss {
    Tensor of(Tensor output, Batch batch);
}
