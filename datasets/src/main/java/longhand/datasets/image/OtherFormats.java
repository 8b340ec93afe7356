package longhand.datasets.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** Formats of pictures that are known by the first bytes of a file and not read: what cameras and browsers save too. */
final class OtherFormats {
    private static final int LONGEST = 12;

    private OtherFormats() {}

    /** The name of the format, if it is one of these. Reads from the start of the stream. */
    static Optional<String> name(ImageInputStream in) throws IOException {
        byte[] bytes = new byte[LONGEST];
        in.seek(0);
        int length = Math.max(0, in.read(bytes));
        in.seek(0);
        String start = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return Optional.of("WebP");
        }
        if (start.startsWith("ftyp", 4)) {
            return isoFormat(start.substring(8));
        }
        if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
            return Optional.of("TIFF");
        }
        if (start.startsWith("\0\0\0\fjP  ")) {
            return Optional.of("JPEG 2000");
        }
        return start.startsWith("\0\0\1\0") ? Optional.of("ICO") : Optional.empty();
    }

    /** ISO base media files (ISO/IEC 14496-12) say by their brand what they hold; films are of the same kind. */
    private static Optional<String> isoFormat(String brand) {
        return switch (brand) {
            case "avif", "avis" -> Optional.of("AVIF");
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1" -> Optional.of("HEIC");
            default -> Optional.empty();
        };
    }
}
