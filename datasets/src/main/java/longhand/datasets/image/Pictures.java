package longhand.datasets.image;

import java.util.List;
import java.util.Objects;
import longhand.data.ImageShape;
import longhand.datasets.transforms.PixelDataset;

/**
 * Pictures whose classes are not known, as a data set: a network's transforms and a data loader work on them as on any
 * other. They all get the label 0.
 */
public final class Pictures implements PixelDataset {
    private final List<PixelImage> images;
    private final ImageShape shape;
    private final List<String> classNames;

    /**
     * @param images the pictures, at least one, all of one shape
     * @param classNames the classes the network knows
     * @throws IllegalArgumentException if there is no picture, or their shapes differ
     */
    public Pictures(List<PixelImage> images, List<String> classNames) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("pictures: there is none; pass at least one");
        }
        this.images = List.copyOf(images);
        this.shape = images.getFirst().shape();
        this.classNames = List.copyOf(classNames);
        for (PixelImage image : images) {
            if (!image.shape().equals(shape)) {
                throw new IllegalArgumentException("pictures: one has the shape " + shape + ", another "
                        + image.shape() + "; give them one size, with resize or square");
            }
        }
    }

    @Override
    public int size() {
        return images.size();
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
        Objects.checkIndex(index, images.size());
        return 0;
    }

    @Override
    public void pixels(int index, byte[] out) {
        System.arraycopy(images.get(index).pixels(), 0, out, 0, shape.numel());
    }
}
