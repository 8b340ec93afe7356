package longhand.datasets.transforms;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import longhand.data.ImageShape;

/**
 * Labelled images of 8-bit pixels, as files hold them. {@link #with} makes a {@link longhand.data.Dataset} of floats
 * out of it. Safe to read from several threads.
 */
public interface PixelDataset {
    /** Number of images. */
    int size();

    /** Shape of every image. */
    ImageShape imageShape();

    /** Names of the classes; label {@code k} means {@code classNames().get(k)}. */
    List<String> classNames();

    /** Class of image {@code index}. */
    int label(int index);

    /**
     * Writes the pixels of image {@code index}, channel after channel, row after row, to {@code out} from element 0.
     *
     * @throws IndexOutOfBoundsException if there is no such image, or no room for it in {@code out}
     */
    void pixels(int index, byte[] out);

    /**
     * Adds shape, classes, and the pixels and label of each of the first {@code count} images to a checksum. It tells
     * whether a run goes on with the images it was started with.
     */
    default void addTo(CRC32C sum, int count) {
        sum.update((imageShape() + " " + classNames()).getBytes(StandardCharsets.UTF_8));
        byte[] pixels = new byte[imageShape().numel()];
        for (int i = 0; i < count; i++) {
            pixels(i, pixels);
            sum.update(pixels);
            sum.update(label(i));
        }
    }

    /**
     * These images after {@code transforms}, computed whenever an image is read.
     *
     * @param transforms pixel transforms, then {@code ToTensor}, then any {@code Normalize}
     * @throws longhand.data.DatasetException if they come in another order or do not fit these images
     */
    default TransformedDataset with(Transform... transforms) {
        return new TransformedDataset(this, List.of(transforms));
    }
}
