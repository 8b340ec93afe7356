package longhand.datasets.transforms;

import java.util.random.RandomGenerator;
import longhand.data.ImageShape;

/** A transform of the numbers after {@link ToTensor}: noise, erased parts, another scale. The shape stays. */
@FunctionalInterface
public non-sealed interface FloatTransform extends Transform {
    /**
     * Changes one image in place.
     *
     * @param values holds the image, channel after channel, row after row, from {@code offset} on
     * @param random the only source of chance
     */
    void apply(float[] values, int offset, ImageShape shape, RandomGenerator random);
}
