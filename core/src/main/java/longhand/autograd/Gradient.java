package longhand.autograd;

import longhand.tensor.Tensor;

/**
 * The gradient function of one input of an operation: from the gradient g of the final scalar with respect to the operation's output,
 * to the gradient with respect to that input (same shape as the input).
 *
 * <p>It returns a fresh tensor or g itself, possibly reshaped; never a tensor that it captured. Written with tensor operations, it is
 * differentiable itself, which is all that gradients of gradients need.
 */
@FunctionalInterface
public interface Gradient {
    Tensor of(Tensor g);
}
