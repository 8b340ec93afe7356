package longhand.datasets.transforms;

import java.util.random.RandomGenerator;
import longhand.data.ImageShape;

/** A transform of 8-bit pixels, channel after channel, row after row. */
public non-sealed interface PixelTransform extends Transform {
    /**
     * Gets ready for images of one shape: whatever depends on the shape alone is computed here, once.
     *
     * @throws longhand.data.DatasetException if such images cannot be transformed
     */
    Step prepare(ImageShape input);

    /** A transform of images of one known shape; safe to use from several threads. */
    interface Step {
        /** Shape of the transformed image. */
        ImageShape outputShape();

        /**
         * Transforms one image.
         *
         * @param in pixels of the image, from element 0; left as they are
         * @param out where the transformed pixels go, from element 0; not {@code in}
         * @param random the only source of chance
         */
        void apply(byte[] in, byte[] out, RandomGenerator random);
    }
}
