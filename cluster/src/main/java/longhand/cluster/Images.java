package longhand.cluster;

import java.io.Serializable;
import java.util.List;
import longhand.data.Dataset;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.data.Subset;
import longhand.datasets.transforms.PixelDataset;
import longhand.datasets.transforms.Transform;
import longhand.datasets.transforms.TransformedDataset;
import longhand.tensor.Tensor;

/**
 * Some images of a batch on their way to a worker: as stored, one byte per pixel. Workers need no data set of their
 * own, and a batch of 128 images of Fashion-MNIST is 100 kB.
 *
 * @param pixels of each image
 * @param labels the class of each image
 * @param indices the number of each image in its data set, from which random transforms take their chance
 * @param sampleSeed the seed of these transforms in this epoch
 */
record Images(byte[][] pixels, int[] labels, int[] indices, long sampleSeed) implements Serializable {
    /** Where an image of a data set is stored. */
    private record Place(TransformedDataset images, int index) {
        static Place of(Dataset images, int index) {
            return switch (images) {
                case Subset some -> of(some.all(), some.indexInAll(index));
                case TransformedDataset all -> new Place(all, index);
                default -> throw new DatasetException("cluster: " + images.getClass().getSimpleName()
                        + " does not say which pixels it is made of. Rule: images are stored pixels and transforms. "
                        + "Fix: use another data set.");
            };
        }
    }

    /** The transforms that the images of a data set go through. */
    static List<Transform> transforms(Dataset images) {
        return Place.of(images, 0).images.transforms();
    }

    /** Channels, height and width of the images of a data set as stored. */
    static int[] storedSize(Dataset images) {
        ImageShape shape = Place.of(images, 0).images.source().imageShape();
        return new int[] {shape.channels(), shape.height(), shape.width()};
    }

    /** The images {@code from} … {@code to - 1} of a batch. */
    static Images of(Dataset images, int[] batch, int from, int to, long sampleSeed) {
        int n = to - from;
        Images some = new Images(new byte[n][], new int[n], new int[n], sampleSeed);
        for (int i = 0; i < n; i++) {
            Place place = Place.of(images, batch[from + i]);
            PixelDataset stored = place.images.source();
            some.pixels[i] = new byte[stored.imageShape().numel()];
            stored.pixels(place.index, some.pixels[i]);
            some.labels[i] = images.label(batch[from + i]);
            some.indices[i] = place.index;
        }
        return some;
    }

    int size() {
        return labels.length;
    }

    /** Makes of pixels what the network sees. */
    static final class Reader {
        private final ImageShape stored;
        private final TransformedDataset transformed;
        private byte[] next;

        Reader(int[] size, List<Transform> transforms) {
            stored = new ImageShape(size[0], size[1], size[2]);
            transformed = new TransformedDataset(new PixelDataset() {
                @Override
                public int size() {
                    return Integer.MAX_VALUE;
                }

                @Override
                public ImageShape imageShape() {
                    return stored;
                }

                @Override
                public List<String> classNames() {
                    return List.of();
                }

                @Override
                public int label(int index) {
                    return 0;
                }

                @Override
                public void pixels(int index, byte[] out) {
                    System.arraycopy(next, 0, out, 0, next.length);
                }
            }, transforms);
        }

        /** The images as a tensor [images, channels, height, width]. */
        Tensor read(Images images) {
            ImageShape shape = transformed.imageShape();
            float[] values = new float[images.size() * shape.numel()];
            for (int i = 0; i < images.size(); i++) {
                next = images.pixels[i];
                transformed.read(images.indices[i], images.sampleSeed, values, i * shape.numel());
            }
            return Tensor.of(values, images.size(), shape.channels(), shape.height(), shape.width());
        }
    }
}
