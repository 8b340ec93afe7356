package longhand.datasets;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import longhand.data.ImageShape;
import longhand.datasets.transforms.PixelDataset;

/**
 * Striped images that need no files: class {@code k} of {@code n} has stripes at the angle 180°·k/n, of random width,
 * place and contrast, under noise. A small network learns them in a few hundred steps, so tests and first experiments
 * can see it learn.
 *
 * <p>Image {@code i} depends on the seed and {@code i} alone and has class {@code i mod n}.
 */
public final class SyntheticDataset implements PixelDataset {
    private static final int NOISE = 40;

    private final int size;
    private final ImageShape shape;
    private final List<String> classNames;
    private final long seed;

    /**
     * @param size number of images
     * @param shape shape of the images; every channel shows the same stripes under other noise
     * @param classes number of classes
     * @param seed other seeds give other images
     * @throws IllegalArgumentException if {@code size} or {@code classes} is less than 1
     */
    public SyntheticDataset(int size, ImageShape shape, int classes, long seed) {
        if (size < 1 || classes < 1) {
            throw new IllegalArgumentException("SyntheticDataset: " + size + " images of " + classes
                    + " classes; both must be at least 1");
        }
        this.size = size;
        this.shape = Objects.requireNonNull(shape, "shape");
        this.classNames = IntStream.range(0, classes).mapToObj(k -> "stripes at " + 180 * k / classes + "°").toList();
        this.seed = seed;
    }

    /** Ten classes of images with one channel of 28×28 pixels, as Fashion-MNIST has them. */
    public SyntheticDataset(int size, long seed) {
        this(size, new ImageShape(1, 28, 28), 10, seed);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public ImageShape imageShape() {
        return shape;
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public int label(int index) {
        return Objects.checkIndex(index, size) % classNames.size();
    }

    @Override
    public void pixels(int index, byte[] out) {
        double angle = Math.PI * label(index) / classNames.size();
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed + index).nextLong());
        double stripesPerPixel = random.nextDouble(0.12, 0.2);
        // StrictMath gives the same images on every machine.
        double stepX = StrictMath.cos(angle) * stripesPerPixel;
        double stepY = StrictMath.sin(angle) * stripesPerPixel;
        double start = random.nextDouble(2);
        int dark = random.nextInt(0, 80);
        int bright = random.nextInt(150, 230);
        int i = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    boolean stripe = ((long) Math.floor(start + x * stepX + y * stepY) & 1) == 1;
                    int noise = random.nextInt(-NOISE, NOISE + 1);
                    out[i++] = (byte) Math.clamp((stripe ? bright : dark) + noise, 0, 255);
                }
            }
        }
    }
}
