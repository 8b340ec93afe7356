package longhand.autograd;

import longhand.tensor.Tensor;

/** Is shown the gradient of a tensor on its way through a backward pass: {@link Tensor#registerHook}. */
@FunctionalInterface
public interface GradientHook {
    /**
     * @param gradient with respect to the tensor, complete, as a copy that may be kept and changed
     * @return the gradient to go on with: the same, or another one of the same shape, never null
     */
    Tensor of(Tensor gradient);
}
