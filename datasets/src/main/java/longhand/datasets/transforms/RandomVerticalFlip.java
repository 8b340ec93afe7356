package longhand.datasets.transforms;

import java.util.random.RandomGenerator;
import longhand.data.ImageShape;
import longhand.random.Probability;

/**
 * Turns an image upside down, mirrored, with the given probability ({@code torchvision.transforms.RandomVerticalFlip}).
 *
 * @param probability from 0 (never) to 1 (always)
 */
public record RandomVerticalFlip(double probability) implements PixelTransform {
    /** @throws IllegalArgumentException if {@code probability} is not in [0, 1] */
    public RandomVerticalFlip {
        Probability.require("RandomVerticalFlip", "probability", probability);
    }

    @Override
    public Step prepare(ImageShape input) {
        return new Flip(input, probability);
    }

    private record Flip(ImageShape outputShape, double probability) implements Step {
        @Override
        public void apply(byte[] in, byte[] out, RandomGenerator random) {
            boolean flips = random.nextDouble() < probability;
            int width = outputShape.width();
            int height = outputShape.height();
            for (int row = 0; row < outputShape.channels() * height; row++) {
                int y = row % height;
                int from = flips ? row - y + height - 1 - y : row;
                System.arraycopy(in, from * width, out, row * width, width);
            }
        }
    }
}
