package longhand.autograd;

import longhand.tensor.Tensor;

/** A {@link Gradient} that is 0 outside a part of the input, as an addition. It reads no values but those of g. */
@FunctionalInterface
public interface PartGradient {
    /** Adds to {@code sum}, row-major with the shape of the input, the gradient that follows from g. */
    void addTo(Tensor g, float[] sum);
}
