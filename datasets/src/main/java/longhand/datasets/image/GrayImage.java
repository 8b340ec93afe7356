package longhand.datasets.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.datasets.transforms.BilinearResize;

/**
 * A grayscale picture of 8-bit pixels, 0 black to 255 white, row after row.
 *
 * @param height number of rows
 * @param width number of columns
 * @param pixels {@code height · width} values; not copied
 */
public record GrayImage(int height, int width, byte[] pixels) {
    /** More than most cameras have, and decoded in a second and less than 300 MB. */
    private static final int MOST_PIXELS = 25_000_000;
    private static final Duration MOST_TIME = Duration.ofSeconds(60);
    /** ImageIO knows others, but nobody asked for them, and each is code that strangers' files run through. */
    private static final List<String> FORMATS = List.of("bmp", "gif", "jpeg", "jpg", "png");

    /** @throws IllegalArgumentException if the number of pixels is wrong */
    public GrayImage {
        int numel = new ImageShape(1, height, width).numel();
        if (pixels.length != numel) {
            throw new IllegalArgumentException("an image of " + height + "×" + width + " has " + numel + " pixels, not "
                    + pixels.length);
        }
    }

    /**
     * Reads a picture file (PNG, JPEG, GIF or BMP; of several frames the first) and makes it gray as Pillow's {@code
     * convert("L")} does. Transparency is ignored, as there.
     *
     * @throws DatasetException if there is no such file, or it is no picture, is damaged, or has more than 25 million
     *     pixels
     */
    public static GrayImage read(Path file) {
        return read(file, MOST_TIME);
    }

    /** As {@link #read(Path)}, with another limit of time. */
    static GrayImage read(Path file, Duration mostTime) {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(file + (Files.exists(file) ? ": not a file" : ": no such file"));
        }
        try (ImageInputStream in = new DeadlineInput(file, mostTime)) {
            return decode(file, reader(file, in), in);
        } catch (DeadlineInput.TooLongException e) {
            throw new DatasetException(file + ": decoding takes longer than " + mostTime.toMillis() / 1e3
                    + " s; save the picture anew", e);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static ImageReader reader(Path file, ImageInputStream in) throws IOException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext();) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
        }
        throw new DatasetException(file + ": not a picture (known are " + String.join(", ", FORMATS) + ")");
    }

    /** Only the header is read before the size is known to be harmless. */
    private static GrayImage decode(Path file, ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MOST_PIXELS) {
                throw new DatasetException(file + ": " + reader.getWidth(0) + "×" + reader.getHeight(0)
                        + " pixels are too many; scale the picture down to at most " + MOST_PIXELS / 1_000_000
                        + " million");
            }
            return GrayPixels.of(reader.read(0));
        } catch (DatasetException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            DeadlineInput.TooLongException.throwIfCauseOf(e);
            // Decoders throw all sorts of unchecked exceptions on damaged data.
            String reason = Objects.requireNonNullElse(e.getMessage(), e.toString()).lines().findFirst()
                    .orElse("unreadable");
            throw new DatasetException(file + ": a damaged picture: " + reason, e);
        } finally {
            reader.dispose();
        }
    }

    /** A picture already decoded, made gray. */
    public static GrayImage of(BufferedImage image) {
        return GrayPixels.of(image);
    }

    /** This picture at another size: bilinear with antialiasing, equal to Pillow's. */
    public GrayImage resize(int newHeight, int newWidth) {
        byte[] resized = new byte[new ImageShape(1, newHeight, newWidth).numel()];
        new BilinearResize(new ImageShape(1, height, width), newHeight, newWidth).apply(pixels, resized);
        return new GrayImage(newHeight, newWidth, resized);
    }

    /**
     * This picture with black and white exchanged. Fashion-MNIST shows bright things on black, most photographs of
     * clothes are the other way round.
     */
    public GrayImage negative() {
        byte[] negative = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            negative[i] = (byte) ~pixels[i];
        }
        return new GrayImage(height, width, negative);
    }
}
