package longhand.datasets.pictures;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import longhand.data.ImageShape;
import longhand.datasets.image.PixelImage;
import longhand.datasets.transforms.PixelDataset;

/** Pictures of one split, decoded when they are asked for unless the cache has them. */
final class PictureDataset implements PixelDataset {
    private final List<CheckedFile> files;
    private final ImageShape shape;
    private final List<String> classNames;
    private final Map<String, Integer> labels;
    private final PixelCache cache;

    PictureDataset(List<CheckedFile> files, ImageShape shape, List<String> classNames, Map<String, Integer> labels,
            PixelCache cache) {
        this.files = List.copyOf(files);
        this.shape = shape;
        this.classNames = List.copyOf(classNames);
        this.labels = Map.copyOf(labels);
        this.cache = cache;
    }

    @Override
    public int size() {
        return files.size();
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
        return labels.get(files.get(index).file().className());
    }

    /** The cache holds three channels; of a gray picture the first one is as good as all. */
    @Override
    public void pixels(int index, byte[] out) {
        CheckedFile file = files.get(index);
        byte[] colour = cache.get(file.number(), _ -> PixelImage.read(file.file().path(), PixelImage.COLOUR)
                .square(shape.height()).pixels());
        if (shape.channels() == PixelImage.COLOUR || file.isGray()) {
            System.arraycopy(colour, 0, out, 0, shape.numel());
        } else {
            System.arraycopy(new PixelImage(new ImageShape(PixelImage.COLOUR, shape.height(), shape.width()), colour)
                    .gray().pixels(), 0, out, 0, shape.numel());
        }
    }

    /** Of the files as they were checked: reading 100,000 pictures again would take minutes. */
    @Override
    public void addTo(CRC32C sum, int count) {
        for (CheckedFile file : files.subList(0, count)) {
            String line = file.file().name() + ' ' + file.file().className() + ' ' + file.crc() + ' ' + file.bytes();
            sum.update(line.getBytes(StandardCharsets.UTF_8));
        }
    }
}
