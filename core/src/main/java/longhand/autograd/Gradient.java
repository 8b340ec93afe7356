package longhand.autograd;

import longhand.tensor.Tensor;

/**
 * The gradient function of one input of an operation: from the gradient g of the final scalar with respect to the
 * operation's output, to the gradient with respect to that input (same shape as the input).
 *
 * <p>Written with tensor operations, it is differentiable itself, which is all that gradients of gradients need.
 *
 * <p>g and what the function computes belong to the backward pass, which uses their memory again: who wants to keep one
 * of them calls {@link longhand.tensor.Memory#keep}. Tensors from elsewhere may be returned and stay as they are.
 */
@FunctionalInterface
public interface Gradient {
    /** The gradient with respect to the input, never null. */
    Tensor of(Tensor g);
}
