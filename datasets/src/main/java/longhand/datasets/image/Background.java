package longhand.datasets.image;

import longhand.data.ImageShape;
import longhand.datasets.transforms.PixelDataset;

/** How bright the borders of images are: photographs of things on white paper, data sets of things on black. */
public final class Background {
    /** Borders less bright than this are dark. */
    public static final double DARK = 0.3;
    /** Borders brighter than this are light. */
    public static final double LIGHT = 0.7;

    private Background() {}

    /** Mean brightness of the outermost rows and columns of a picture, 0 to 1. */
    public static double border(PixelImage image) {
        return border(image.pixels(), image.shape());
    }

    /** Mean over the first {@code count} images of a data set. */
    public static double meanBorder(PixelDataset images, int count) {
        byte[] pixels = new byte[images.imageShape().numel()];
        int looked = Math.min(count, images.size());
        double sum = 0;
        for (int i = 0; i < looked; i++) {
            images.pixels(i, pixels);
            sum += border(pixels, images.imageShape());
        }
        return sum / looked;
    }

    private static double border(byte[] pixels, ImageShape shape) {
        long sum = 0;
        long count = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                int step = y == 0 || y == shape.height() - 1 ? 1 : Math.max(1, shape.width() - 1);
                int row = (c * shape.height() + y) * shape.width();
                for (int x = 0; x < shape.width(); x += step) {
                    sum += pixels[row + x] & 0xff;
                    count++;
                }
            }
        }
        return sum / 255.0 / count;
    }
}
