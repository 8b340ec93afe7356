package longhand.datasets.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/**
 * How a camera was held: the tag Orientation of the EXIF block of a JPEG file (CIPA DC-008, section 4.6.4), or of the
 * chunk eXIf of a PNG file (its third edition, section 11.3.4.5). Damaged blocks count as no block, for the picture
 * itself may be whole.
 */
final class ExifOrientation {
    /** As stored. */
    static final int UPRIGHT = 1;

    private static final long PNG = 0x89504e470d0a1a0aL;
    private static final int PNG_EXIF = 0x65584966;
    private static final int PNG_END = 0x49454e44;
    private static final int CHECKSUM_LENGTH = 4;
    /** A block of a JPEG file is no longer, and one that is would be read into memory. */
    private static final int MOST_BYTES = 65_535;
    private static final long EXIF = 0x457869660000L;
    private static final int EXIF_LENGTH = 6;
    private static final int LITTLE_ENDIAN = 0x4949;
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY_LENGTH = 12;
    private static final int VALUE_IN_ENTRY = 8;

    private ExifOrientation() {}

    /** The orientation, 1 to 8; {@link #UPRIGHT} if the file does not say. Reads from the start of the stream. */
    static int of(ImageInputStream in) throws IOException {
        try {
            in.seek(0);
            return in.readLong() == PNG ? inPng(in) : inJpeg(in);
        } catch (EOFException e) {
            return UPRIGHT;
        }
    }

    private static int inJpeg(ImageInputStream in) throws IOException {
        int[] orientation = {UPRIGHT};
        JpegSegments.each(in, (marker, length) -> {
            boolean found = marker == JpegSegments.APP1 && length > EXIF_LENGTH
                    && ((long) in.readInt() << 16 | in.readUnsignedShort()) == EXIF;
            if (found) {
                orientation[0] = inTiff(bytes(in, length - EXIF_LENGTH));
            }
            return !found;
        });
        return orientation[0];
    }

    private static int inPng(ImageInputStream in) throws IOException {
        while (true) {
            long length = in.readUnsignedInt();
            int type = in.readInt();
            if (type == PNG_EXIF && length <= MOST_BYTES) {
                return inTiff(bytes(in, (int) length));
            }
            if (type == PNG_END) {
                return UPRIGHT;
            }
            in.seek(in.getStreamPosition() + length + CHECKSUM_LENGTH);
        }
    }

    private static ByteBuffer bytes(ImageInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** Looks through the first directory of a TIFF structure. */
    private static int inTiff(ByteBuffer tiff) {
        try {
            if (tiff.getShort(0) == LITTLE_ENDIAN) {
                tiff.order(ByteOrder.LITTLE_ENDIAN);
            }
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + i * ENTRY_LENGTH;
                if ((tiff.getShort(entry) & 0xffff) == ORIENTATION) {
                    int value = tiff.getShort(entry + VALUE_IN_ENTRY);
                    return value >= 1 && value <= 8 ? value : UPRIGHT;
                }
            }
            return UPRIGHT;
        } catch (IndexOutOfBoundsException e) {
            return UPRIGHT;
        }
    }
}
