package longhand.datasets.transforms;

import java.util.random.RandomGenerator;
import longhand.data.ImageShape;

/**
 * Cuts out a part of random place, size and ratio of sides (3:4 to 4:3) and resizes it to a square ({@code
 * torchvision.transforms.RandomResizedCrop}). Where ten tries do not fit, the largest square in the middle is taken.
 *
 * @param size height and width of the result
 * @param leastShare the smallest share of the area that is cut out; the largest is all
 */
public record RandomResizedCrop(int size, double leastShare) implements PixelTransform {
    private static final double MOST_RATIO = 4.0 / 3;

    /** @throws IllegalArgumentException if the size is less than 1 or the share not in (0, 1] */
    public RandomResizedCrop {
        if (size < 1) {
            throw new IllegalArgumentException("RandomResizedCrop: size " + size + " must be at least 1");
        }
        if (!(leastShare > 0 && leastShare <= 1)) {
            throw new IllegalArgumentException("RandomResizedCrop: the smallest share " + leastShare
                    + " is not more than 0 and at most 1");
        }
    }

    @Override
    public Step prepare(ImageShape input) {
        return new ResizedCrop(input, input.resized(size, size), leastShare);
    }

    /** Cuts out a part and resizes it to the shape {@code output}. */
    static void apply(byte[] in, ImageShape input, RandomPart part, byte[] out, ImageShape output) {
        ImageShape window = input.resized(part.height(), part.width());
        byte[] cut = new byte[window.numel()];
        CropWindow.copy(in, input, part.top(), part.left(), cut, window);
        new BilinearResize(window, output.height(), output.width()).apply(cut, out);
    }

    private record ResizedCrop(ImageShape input, ImageShape outputShape, double leastShare) implements Step {
        @Override
        public void apply(byte[] in, byte[] out, RandomGenerator random) {
            RandomPart part = RandomPart.draw(input.height(), input.width(), leastShare, 1, MOST_RATIO, random)
                    .orElseGet(this::middle);
            RandomResizedCrop.apply(in, input, part, out, outputShape);
        }

        private RandomPart middle() {
            int side = Math.min(input.height(), input.width());
            return new RandomPart((input.height() - side) / 2, (input.width() - side) / 2, side, side);
        }
    }
}
