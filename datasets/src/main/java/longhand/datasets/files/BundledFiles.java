package longhand.datasets.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import longhand.data.DatasetException;
import longhand.data.Split;
import longhand.datasets.transforms.PixelDataset;

/**
 * The 10,000 training and 2,000 test images of Fashion-MNIST in this program: its NOTICE says which.
 *
 * @param why why these and not all
 */
record BundledFiles(String why) implements ImageFiles {
    private static final String RESOURCES = "fashion-mnist-subset/";

    @Override
    public String origin() {
        return "Fashion-MNIST: the 10,000 training and 2,000 test images that come with Longhand (" + why + ")";
    }

    @Override
    public PixelDataset read(Split split) {
        Archive.Pair names = Archive.FASHION_MNIST.files(split);
        return ImageArray.of(
                resource(names.images(), IdxFile.IMAGES_MAGIC),
                resource(names.labels(), IdxFile.LABELS_MAGIC),
                Archive.FASHION_MNIST.classNames());
    }

    private static IdxFile resource(RemoteFile file, int magic) {
        URL url = BundledFiles.class.getResource(RESOURCES + file.name());
        if (url == null) {
            throw new DatasetException(file.name() + " is missing in this program; build it again");
        }
        try (InputStream in = url.openStream()) {
            return IdxFile.read(url.toString(), url.openConnection().getContentLengthLong(), in, magic);
        } catch (IOException e) {
            throw new DatasetException(url + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
