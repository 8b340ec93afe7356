package longhand.datasets.transforms;

import java.util.random.RandomGenerator;
import longhand.data.ImageShape;

/**
 * Resizes to {@code height} × {@code width}, bilinear with antialiasing: {@code torchvision.transforms.Resize} on a
 * Pillow image. Images that have this size already stay as they are.
 */
public record Resize(int height, int width) implements PixelTransform {
    /** @throws IllegalArgumentException if a size is less than 1 */
    public Resize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("Resize: size " + height + "×" + width + " must be at least 1×1");
        }
    }

    /** Resizes to a square. */
    public Resize(int size) {
        this(size, size);
    }

    @Override
    public Step prepare(ImageShape input) {
        return new ResizeStep(new BilinearResize(input, height, width));
    }

    private record ResizeStep(BilinearResize resize) implements Step {
        @Override
        public ImageShape outputShape() {
            return resize.outputShape();
        }

        @Override
        public void apply(byte[] in, byte[] out, RandomGenerator random) {
            resize.apply(in, out);
        }
    }
}
