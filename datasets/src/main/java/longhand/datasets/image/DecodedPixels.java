package longhand.datasets.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import longhand.data.ImageShape;
import longhand.datasets.transforms.Luma;

/**
 * Gray or colour values of decoded pictures. Java's own conversion of gray pictures to RGB and back goes through a
 * linear colour space and changes the values, so samples are taken as stored wherever that is possible.
 */
final class DecodedPixels {
    /** Bands of a picture for printing: cyan, magenta, yellow and black ink. */
    private static final int CMYK = 4;

    private DecodedPixels() {}

    /** @param channels 1 or 3 */
    static PixelImage of(BufferedImage image, int channels) {
        PixelImage.requireChannels(channels);
        int height = image.getHeight();
        int width = image.getWidth();
        int plane = height * width;
        byte[] out = new byte[channels * plane];
        Rows rows = new Rows(image);
        for (int y = 0; y < height; y++) {
            int[] row = rows.rgb(y);
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                if (channels == PixelImage.GRAY) {
                    out[at] = (byte) Luma.of(row[x] >> 16 & 0xff, row[x] >> 8 & 0xff, row[x] & 0xff);
                } else {
                    out[at] = (byte) (row[x] >> 16);
                    out[plane + at] = (byte) (row[x] >> 8);
                    out[2 * plane + at] = (byte) row[x];
                }
            }
        }
        return new PixelImage(new ImageShape(channels, height, width), out);
    }

    /** The rows of a picture as {@code 0xRRGGBB}, one at a time. */
    private static final class Rows {
        private final BufferedImage image;
        /** 1 for gray, 3 for RGB, 4 for CMYK samples of 8 or 16 bits, taken as stored; 0 for anything else. */
        private final int bands;
        private final int shift;
        private final int[] row;
        private int[] samples = new int[0];

        Rows(BufferedImage image) {
            this.image = image;
            this.bands = storedBands(image.getColorModel());
            this.shift = bands == 0 ? 0 : image.getColorModel().getComponentSize(0) - Byte.SIZE;
            this.row = new int[image.getWidth()];
        }

        private static int storedBands(ColorModel model) {
            int type = model.getTransferType();
            if (!(model instanceof ComponentColorModel)
                    || type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT
                    || model.getComponentSize(0) < Byte.SIZE) {
                return 0;
            }
            return switch (model.getColorSpace().getType()) {
                case ColorSpace.TYPE_GRAY -> PixelImage.GRAY;
                case ColorSpace.TYPE_RGB -> PixelImage.COLOUR;
                case ColorSpace.TYPE_CMYK -> CMYK;
                default -> 0;
            };
        }

        int[] rgb(int y) {
            if (bands == 0) {
                return image.getRGB(0, y, row.length, 1, row, 0, row.length);
            }
            int stored = image.getRaster().getNumBands(); // with transparency, one more than is used
            if (samples.length == 0) {
                samples = new int[row.length * stored];
            }
            image.getRaster().getPixels(0, y, row.length, 1, samples);
            for (int x = 0; x < row.length; x++) {
                int at = x * stored;
                int black = bands == CMYK ? sample(at + 3) : 0;
                int first = light(sample(at), black);
                row[x] = bands == PixelImage.GRAY ? first << 16 | first << 8 | first
                        : first << 16 | light(sample(at + 1), black) << 8 | light(sample(at + 2), black);
            }
            return row;
        }

        private int sample(int index) {
            return samples[index] >> shift;
        }

        /** What is left of white light behind an ink and black ink, as Pillow computes it; no ink: the sample. */
        private int light(int sample, int black) {
            return bands == CMYK ? Math.round((255 - sample) * (255 - black) / 255f) : sample;
        }
    }
}
