package longhand.datasets.transforms;

import java.util.random.RandomGenerator;
import longhand.data.DatasetException;
import longhand.data.ImageShape;

/**
 * Cuts a window at a random place out of the image with a black border around it ({@code
 * torchvision.transforms.RandomCrop}).
 *
 * @param height rows of the window
 * @param width columns of the window
 * @param padding width of the border on each side
 */
public record RandomCrop(int height, int width, int padding) implements PixelTransform {
    /** @throws IllegalArgumentException if the window is empty or the padding negative */
    public RandomCrop {
        if (height < 1 || width < 1 || padding < 0) {
            throw new IllegalArgumentException(
                    "RandomCrop: size " + height + "×" + width + " must be at least 1×1 and padding " + padding
                    + " at least 0");
        }
    }

    /** A square window. */
    public RandomCrop(int size, int padding) {
        this(size, size, padding);
    }

    @Override
    public Step prepare(ImageShape input) {
        int rows = input.height() + 2 * padding;
        int columns = input.width() + 2 * padding;
        if (height > rows || width > columns) {
            throw new DatasetException("RandomCrop: a window of " + height + "×" + width
                    + " does not fit into an image of " + input.height() + "×" + input.width() + " with a border of "
                    + padding + "; use a smaller window or more padding");
        }
        return new Crop(input, input.resized(height, width), padding);
    }

    private record Crop(ImageShape input, ImageShape outputShape, int padding) implements Step {
        @Override
        public void apply(byte[] in, byte[] out, RandomGenerator random) {
            int top = random.nextInt(input.height() + 2 * padding - outputShape.height() + 1) - padding;
            int left = random.nextInt(input.width() + 2 * padding - outputShape.width() + 1) - padding;
            CropWindow.copy(in, input, top, left, out, outputShape);
        }
    }
}
