package longhand.nn;

import longhand.tensor.Tensor;

/** Is shown the gradient that reaches one layer: {@link Layer#registerBackwardHook}. */
@FunctionalInterface
public interface BackwardHook {
    /**
     * @param layer the layer that is reached
     * @param gradient with respect to its result, as a copy that may be kept and changed
     * @return the gradient to go on with: the same, or another one of the same shape
     */
    Tensor backward(Layer layer, Tensor gradient);
}
