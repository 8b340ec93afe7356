package longhand.nn;

import longhand.tensor.Tensor;

/** Is shown what one layer computes: {@link Layer#registerForwardHook}. */
@FunctionalInterface
public interface ForwardHook {
    /**
     * @param layer the layer that is done
     * @param x its input; the first one if it has several
     * @param y its result; both may be kept until the {@link longhand.tensor.Memory.Scope} around the pass closes, as a
     *     {@code Trainer} and an {@code Evaluator} have one for each batch, or longer with {@code Memory.keep}
     * @return the result to go on with: y, or another tensor, never null
     */
    Tensor forward(Layer layer, Tensor x, Tensor y);
}
