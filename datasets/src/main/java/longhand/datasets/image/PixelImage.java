package longhand.datasets.image;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import longhand.data.ImageShape;
import longhand.datasets.transforms.BilinearResize;
import longhand.datasets.transforms.Luma;

/**
 * A picture of 8-bit pixels, 0 dark to 255 bright: one channel (gray) or three (red, green, blue), channel after
 * channel, row after row.
 *
 * @param shape channels, height and width
 * @param pixels {@code channels · height · width} values; not copied
 */
public record PixelImage(ImageShape shape, byte[] pixels) {
    /** Channels of a gray picture. */
    public static final int GRAY = 1;
    /** Channels of a colour picture. */
    public static final int COLOUR = 3;

    /** @throws IllegalArgumentException if the number of pixels or of channels is wrong */
    public PixelImage {
        Objects.requireNonNull(shape, "shape");
        requireChannels(shape.channels());
        if (pixels.length != shape.numel()) {
            throw new IllegalArgumentException("an image of " + shape + " has " + shape.numel() + " pixels, not "
                    + pixels.length);
        }
    }

    static void requireChannels(int channels) {
        if (channels != GRAY && channels != COLOUR) {
            throw new IllegalArgumentException("a picture has 1 channel (gray) or 3 (red, green, blue), not "
                    + channels);
        }
    }

    /**
     * Reads a picture file (PNG, JPEG, GIF or BMP; of several frames the first), upright as its EXIF orientation says.
     * Gray values are those of Pillow's {@code convert("L")}. Transparency and colour profiles are ignored, as there.
     *
     * @param channels {@link #GRAY} or {@link #COLOUR}
     * @throws longhand.data.DatasetException if there is no such file, or it is no picture, is damaged, or has more
     *     than 25 million pixels
     */
    public static PixelImage read(Path file, int channels) {
        return PictureDecoder.read(file, channels, PictureDecoder.MOST_TIME);
    }

    /** A picture already decoded, with that many channels. */
    public static PixelImage of(BufferedImage image, int channels) {
        return DecodedPixels.of(image, channels);
    }

    /** Number of rows. */
    public int height() {
        return shape.height();
    }

    /** Number of columns. */
    public int width() {
        return shape.width();
    }

    /** This picture at another size: bilinear with antialiasing, equal to Pillow's. */
    public PixelImage resize(int newHeight, int newWidth) {
        return resized(new BilinearResize(shape, newHeight, newWidth));
    }

    /**
     * The largest square in the middle of this picture at the size {@code side} × {@code side}: what {@code
     * torchvision.transforms} makes of it with {@code Resize(side), CenterCrop(side)}, in every pixel.
     */
    public PixelImage square(int side) {
        return resized(BilinearResize.square(shape, side));
    }

    private PixelImage resized(BilinearResize resize) {
        byte[] resized = new byte[resize.outputShape().numel()];
        resize.apply(pixels, resized);
        return new PixelImage(resize.outputShape(), resized);
    }

    /**
     * This picture with dark and bright exchanged. Fashion-MNIST shows bright things on black, most photographs of
     * clothes are the other way round.
     */
    public PixelImage negative() {
        byte[] negative = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            negative[i] = (byte) ~pixels[i];
        }
        return new PixelImage(shape, negative);
    }

    /** This picture in gray, as Pillow's {@code convert("L")}. */
    public PixelImage gray() {
        if (shape.channels() == GRAY) {
            return this;
        }
        int plane = shape.height() * shape.width();
        byte[] gray = new byte[plane];
        for (int i = 0; i < plane; i++) {
            gray[i] = (byte) Luma.of(pixels[i] & 0xff, pixels[plane + i] & 0xff,
                    pixels[2 * plane + i] & 0xff);
        }
        return new PixelImage(new ImageShape(GRAY, shape.height(), shape.width()), gray);
    }

    /** Whether it shows nothing but gray: one channel, or three that are equal. */
    public boolean isGray() {
        int plane = shape.height() * shape.width();
        return shape.channels() == GRAY || Arrays.equals(pixels, 0, plane, pixels, plane, 2 * plane)
                && Arrays.equals(pixels, 0, plane, pixels, 2 * plane, 3 * plane);
    }

    /** Whether most of its border is bright: things photographed on white paper, where many data sets have black. */
    public boolean hasLightBackground() {
        int bright = 0;
        int border = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                int step = y == 0 || y == shape.height() - 1 ? 1 : Math.max(1, shape.width() - 1);
                for (int x = 0; x < shape.width(); x += step) {
                    border++;
                    bright += at(c, y, x) > 170 ? 1 : 0;
                }
            }
        }
        return bright > 0.7 * border;
    }

    private int at(int channel, int y, int x) {
        return pixels[(channel * shape.height() + y) * shape.width() + x] & 0xff;
    }

    /**
     * This picture turned upright.
     *
     * @param orientation the EXIF tag Orientation: 1 as stored, 2 mirrored left to right, 3 turned by 180°, 4 mirrored
     *     top to bottom; 5 to 8 are the same with rows and columns exchanged
     */
    PixelImage upright(int orientation) {
        if (orientation <= 1 || orientation > 8) {
            return this;
        }
        boolean exchange = orientation > 4;
        boolean mirrorX = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        boolean mirrorY = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        ImageShape turned = exchange ? shape.resized(shape.width(), shape.height()) : shape;
        byte[] out = new byte[pixels.length];
        int to = 0;
        for (int c = 0; c < turned.channels(); c++) {
            for (int y = 0; y < turned.height(); y++) {
                for (int x = 0; x < turned.width(); x++) {
                    int column = mirrorX ? turned.width() - 1 - x : x;
                    int row = mirrorY ? turned.height() - 1 - y : y;
                    out[to++] = (byte) (exchange ? at(c, column, row) : at(c, row, column));
                }
            }
        }
        return new PixelImage(turned, out);
    }
}
