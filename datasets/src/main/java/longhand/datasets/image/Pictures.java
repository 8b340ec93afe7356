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
    private final List<GrayImage> images;
    private final ImageShape shape;
    private final List<String> classNames;

    /**
     * @param images the pictures, at least one; those of another size than {@code height} × {@code width} are resized
     * @param height rows of the images the network was trained on, before its transforms
     * @param width columns of those images
     * @param classNames the classes the network knows
     * @throws IllegalArgumentException if there is no picture
     */
    public Pictures(List<GrayImage> images, int height, int width, List<String> classNames) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("pictures: there is none; pass at least one");
        }
        this.images = images.stream().map(image -> image.resize(height, width)).toList();
        this.shape = new ImageShape(1, height, width);
        this.classNames = List.copyOf(classNames);
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
