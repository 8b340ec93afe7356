package longhand.datasets.transforms;

import java.util.random.RandomGenerator;
import longhand.data.ImageShape;

/**
 * Cuts a window out of the middle of the image, with black around where the image is smaller ({@code
 * torchvision.transforms.CenterCrop}).
 *
 * @param height rows of the window
 * @param width columns of the window
 */
public record CenterCrop(int height, int width) implements PixelTransform {
    /** @throws IllegalArgumentException if the window is empty */
    public CenterCrop {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("CenterCrop: size " + height + "×" + width + " must be at least 1×1");
        }
    }

    /** A square window. */
    public CenterCrop(int size) {
        this(size, size);
    }

    @Override
    public Step prepare(ImageShape input) {
        return new Crop(input, input.resized(height, width), start(input.height(), height),
                start(input.width(), width));
    }

    /** As torchvision rounds: to even where the window fits, and down where a border is added. */
    private static int start(int size, int window) {
        return window > size ? -((window - size) / 2) : (int) Math.rint((size - window) / 2.0);
    }

    private record Crop(ImageShape input, ImageShape outputShape, int top, int left) implements Step {
        @Override
        public void apply(byte[] in, byte[] out, RandomGenerator random) {
            CropWindow.copy(in, input, top, left, out, outputShape);
        }
    }
}
