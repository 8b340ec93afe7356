package longhand.datasets.transforms;

import java.util.random.RandomGenerator;
import longhand.data.ImageShape;
import longhand.random.Probability;

/**
 * Mirrors an image left to right with the given probability ({@code torchvision.transforms.RandomHorizontalFlip}).
 *
 * @param probability from 0 (never) to 1 (always)
 */
public record RandomHorizontalFlip(double probability) implements PixelTransform {
    /** @throws IllegalArgumentException if {@code probability} is not in [0, 1] */
    public RandomHorizontalFlip {
        Probability.require("RandomHorizontalFlip", "probability", probability);
    }

    /** Mirrors every other image. */
    public RandomHorizontalFlip() {
        this(0.5);
    }

    @Override
    public Step prepare(ImageShape input) {
        return new Flip(input, probability);
    }

    private record Flip(ImageShape outputShape, double probability) implements Step {
        @Override
        public void apply(byte[] in, byte[] out, RandomGenerator random) {
            int numel = outputShape.numel();
            if (random.nextDouble() >= probability) {
                System.arraycopy(in, 0, out, 0, numel);
                return;
            }
            int width = outputShape.width();
            for (int row = 0; row < numel; row += width) {
                for (int x = 0; x < width; x++) {
                    out[row + x] = in[row + width - 1 - x];
                }
            }
        }
    }
}
