package longhand.ops;

import longhand.tensor.Tensor;

/**
 * What sorting gives.
 *
 * @param values the elements in order; gradients go back to where they came from
 * @param indices where each of them was along the dimension, as floats with integer values
 */
public record Sorted(Tensor values, Tensor indices) {}
