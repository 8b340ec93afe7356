package longhand.datasets.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Gray values of decoded pictures. Java's own conversion of gray pictures to RGB and back goes through a linear colour
 * space and changes the values, so samples are taken as stored wherever that is possible.
 */
final class GrayPixels {
    private GrayPixels() {}

    static GrayImage of(BufferedImage image) {
        int height = image.getHeight();
        int width = image.getWidth();
        byte[] gray = new byte[height * width];
        int bands = storedBands(image);
        int shift = bands == 0 ? 0 : image.getColorModel().getComponentSize(0) - Byte.SIZE;
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            if (bands == 0) {
                image.getRGB(0, y, width, 1, row, 0, width); // by rows: each call makes objects
            }
            for (int x = 0; x < width; x++) {
                int value = bands == 0 ? luma(row[x]) : luma(image.getRaster(), x, y, bands, shift);
                gray[y * width + x] = (byte) value;
            }
        }
        return new GrayImage(height, width, gray);
    }

    /**
     * 1 for gray and 3 for RGB samples of 8 or 16 bits, which can be used as they are; 0 for anything else (palettes,
     * packed bits).
     */
    private static int storedBands(BufferedImage image) {
        ColorModel model = image.getColorModel();
        int type = model.getTransferType();
        if (!(model instanceof ComponentColorModel)
                || type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT
                || model.getComponentSize(0) < Byte.SIZE) {
            return 0;
        }
        return switch (model.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> 1;
            case ColorSpace.TYPE_RGB -> 3;
            default -> 0;
        };
    }

    private static int luma(Raster raster, int x, int y, int bands, int shift) {
        int first = raster.getSample(x, y, 0) >> shift;
        return bands == 1 ? first : luma(first, raster.getSample(x, y, 1) >> shift, raster.getSample(x, y, 2) >> shift);
    }

    private static int luma(int rgb) {
        return luma(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
    }

    /**
     * ITU-R 601-2 luma in fixed point, the formula of Pillow's {@code convert("L")}: 0.299 R + 0.587 G + 0.114 B,
     * rounded.
     */
    private static int luma(int red, int green, int blue) {
        return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
    }
}
