/**
 * Geometry: the sizes of tensors, and of the windows that slide over them. Imports nothing else of Longhand.
 *
 * <p>Reading order: {@link longhand.shape.Shape} (the sizes of a tensor, broadcasting), {@link longhand.shape.Window2d}
 * (the only home of the output-size formula), {@link longhand.shape.Conv2dShape} and {@link longhand.shape.Pool2dShape}
 * (all sizes of one convolution or pooling, and where each of its numbers stands in the arrays). {@link
 * longhand.shape.ShapeException} is what every operation throws when sizes do not fit.
 */
package longhand.shape;
