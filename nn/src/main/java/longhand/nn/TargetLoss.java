package longhand.nn;

import longhand.tensor.Tensor;

/** A loss between an output and a target of the same shape. */
@FunctionalInterface
public interface TargetLoss {
    /** The loss, as a scalar. */
    Tensor forward(Tensor output, Tensor target);
}
