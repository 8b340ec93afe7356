package longhand.datasets.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.datasets.transforms.PixelDataset;

/** One-channel images in memory, one byte per pixel, as a pair of IDX files holds them. */
public final class ImageArray implements PixelDataset {
    private final ImageShape shape;
    private final byte[] pixels;
    private final byte[] labels;
    private final List<String> classNames;

    private ImageArray(ImageShape shape, byte[] pixels, byte[] labels, List<String> classNames) {
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
        this.classNames = List.copyOf(classNames);
    }

    /**
     * Reads a file of images and the file of their labels, plain or compressed with gzip.
     *
     * @throws DatasetException if a file is missing, damaged or of the wrong kind, or the two do not belong together
     */
    public static ImageArray read(Path images, Path labels, List<String> classNames) {
        return of(IdxFile.images(images), IdxFile.labels(labels), classNames);
    }

    static ImageArray of(IdxFile images, IdxFile labels, List<String> classNames) {
        int count = images.dims()[0];
        if (labels.dims()[0] != count) {
            throw new DatasetException(labels.name() + ": " + labels.dims()[0] + " labels for the " + count
                    + " images of " + images.name() + "; the two files do not belong together");
        }
        requireInRange(labels, classNames.size());
        ImageShape shape = new ImageShape(1, images.dims()[1], images.dims()[2]);
        return new ImageArray(shape, images.bytes(), labels.bytes(), classNames);
    }

    /** The same images with rows and columns exchanged: EMNIST stores them column after column. */
    ImageArray transposed() {
        int numel = shape.numel();
        byte[] turned = new byte[pixels.length];
        for (int i = 0; i < turned.length; i++) {
            int at = i % numel;
            int row = at / shape.height();
            int column = at % shape.height();
            turned[i] = pixels[i - at + column * shape.width() + row];
        }
        return new ImageArray(shape.resized(shape.width(), shape.height()), turned, labels, classNames);
    }

    private static void requireInRange(IdxFile labels, int classes) {
        byte[] values = labels.bytes();
        for (int i = 0; i < values.length; i++) {
            int label = values[i] & 0xff;
            if (label >= classes) {
                throw new DatasetException(labels.name() + ": damaged: label " + i + " is " + label
                        + " but there are only the classes 0 to " + (classes - 1));
            }
        }
    }

    @Override
    public int size() {
        return labels.length;
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
        return labels[Objects.checkIndex(index, labels.length)] & 0xff;
    }

    @Override
    public void pixels(int index, byte[] out) {
        int numel = shape.numel();
        System.arraycopy(pixels, Objects.checkIndex(index, labels.length) * numel, out, 0, numel);
    }
}
