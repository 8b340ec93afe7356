package longhand.datasets.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The colour profile of a JPEG file (ICC.1:2022, B.4). Java's reader converts by it, Pillow and torchvision do not: it
 * is hidden from the reader, so that a picture has the numbers that networks were trained on.
 */
final class ColourProfile {
    private static final byte[] NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
    /** A profile has no more parts, for their number is a byte. */
    private static final int MOST_PARTS = 255;

    private ColourProfile() {}

    /** Makes all its parts segments that readers skip. */
    static void hide(DeadlineInput in) throws IOException {
        int[] parts = new int[1];
        byte[] name = new byte[NAME.length];
        try {
            JpegSegments.each(in, (marker, length) -> {
                if (marker == JpegSegments.APP2 && length >= NAME.length) {
                    long start = in.getStreamPosition();
                    in.readFully(name);
                    if (Arrays.equals(name, NAME)) {
                        in.hide(start);
                        parts[0]++;
                    }
                }
                return parts[0] < MOST_PARTS;
            });
        } catch (EOFException e) {
            // the decoder will say what is missing
        }
    }
}
