/**
 * The array type of the engine.
 *
 * <p>Read {@link longhand.shape.Shape}, then {@link longhand.tensor.Tensor}: its methods only forward to {@code
 * longhand.ops}. {@code TensorPrinter} prints as PyTorch does; {@link longhand.tensor.Memory} reuses the arrays of
 * results. {@link longhand.tensor.Internals} is for authors of operations.
 */
package longhand.tensor;
