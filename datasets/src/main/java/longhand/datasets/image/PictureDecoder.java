package longhand.datasets.image;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import longhand.data.DatasetException;

/** Decodes picture files, with limits on what a file may cost. */
final class PictureDecoder {
    static final Duration MOST_TIME = Duration.ofSeconds(60);
    /** More than most cameras have, and decoded in a second and less than 300 MB. */
    private static final int MOST_PIXELS = 25_000_000;
    /** ImageIO knows others, but nobody asked for them, and each is code that strangers' files run through. */
    private static final List<String> FORMATS = List.of("bmp", "gif", "jpeg", "jpg", "png");

    /** What the JPEG reader says, and no more, about a picture whose lower part is missing. */
    private static final String PREMATURE_END = "premature end";

    private static final String DAMAGED = ": a damaged picture: ";
    private static final String ENDS = "the file ends before the picture does";
    private static final String UNREADABLE = "what is in it cannot be decoded; save it anew as PNG or JPEG";

    static {
        ImageIO.setUseCache(false); // we have the files already; no copies of them in the folder for temporary files
    }

    private PictureDecoder() {}

    static PixelImage read(Path file, int channels, Duration mostTime) {
        FileFault.of(file).ifPresent(fault -> {
            throw new DatasetException(file + ": " + fault);
        });
        try (DeadlineInput in = new DeadlineInput(file, mostTime)) {
            if (in.length() == 0) {
                throw new DatasetException(file + ": an empty file, not a picture");
            }
            int orientation = ExifOrientation.of(in);
            ColourProfile.hide(in);
            in.rewind();
            ImageReader reader = reader(file, in);
            in.rewind();
            return decode(file, reader, in, channels).upright(orientation);
        } catch (DeadlineInput.TooLongException e) {
            throw new DatasetException(file + ": decoding takes longer than " + mostTime.toMillis() / 1e3
                    + " s; save the picture anew", e);
        } catch (IOException e) {
            throw new DatasetException(file + ": " + FileFault.reason(e), e);
        }
    }

    /** Whether a file begins like a picture, also one in a format that is not read. */
    static boolean isPicture(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (ImageInputStream in = new DeadlineInput(file, MOST_TIME)) {
            return reader(in).isPresent() || OtherFormats.name(in).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static ImageReader reader(Path file, ImageInputStream in) throws IOException {
        Optional<ImageReader> reader = reader(in);
        if (reader.isPresent()) {
            return reader.get();
        }
        throw new DatasetException(file + OtherFormats.name(in)
                .map(format -> ": a picture in the format " + format + ", which is not read; save it as PNG or JPEG")
                .orElse(": not a picture (known are " + String.join(", ", FORMATS) + ")"));
    }

    private static Optional<ImageReader> reader(ImageInputStream in) throws IOException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext();) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return Optional.of(reader);
            }
        }
        return Optional.empty();
    }

    /** Only the header is read before the size is known to be harmless. */
    private static PixelImage decode(Path file, ImageReader reader, DeadlineInput in, int channels)
            throws IOException {
        try {
            reader.setInput(in, true, true);
            requireFewPixels(file, reader.getWidth(0), reader.getHeight(0));
            Optional<GifCanvas> canvas = isGif(reader) ? Optional.of(GifCanvas.of(reader)) : Optional.empty();
            canvas.ifPresent(size -> requireFewPixels(file, size.width(), size.height()));
            boolean[] cut = new boolean[1];
            reader.addIIOReadWarningListener((_, warning) -> cut[0] |= warning.contains(PREMATURE_END));
            BufferedImage frame = reader.read(0);
            if (cut[0]) {
                throw new DatasetException(file + DAMAGED + ENDS);
            }
            return DecodedPixels.of(canvas.map(size -> size.with(frame)).orElse(frame), channels);
        } catch (DatasetException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            DeadlineInput.TooLongException.throwIfCauseOf(e);
            // Decoders throw all sorts of unchecked exceptions on damaged data, with messages about their own insides.
            throw new DatasetException(file + DAMAGED + (in.wasReadPastEnd() || isEnd(e) ? ENDS : UNREADABLE), e);
        } finally {
            reader.dispose();
        }
    }

    private static void requireFewPixels(Path file, int width, int height) {
        if ((long) width * height > MOST_PIXELS) {
            throw new DatasetException(file + ": " + width + "×" + height
                    + " pixels are too many; scale the picture down to at most " + MOST_PIXELS / 1_000_000
                    + " million");
        }
    }

    private static boolean isGif(ImageReader reader) throws IOException {
        return reader.getFormatName().equalsIgnoreCase("gif");
    }

    /** Decoders wrap the exception of a number that is cut in two. */
    private static boolean isEnd(Throwable e) {
        return e instanceof EOFException || e.getCause() != null && isEnd(e.getCause());
    }
}
