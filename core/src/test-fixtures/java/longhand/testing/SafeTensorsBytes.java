package longhand.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Changes safetensors files that we have written, byte by byte: makes those of older versions, and such as nobody would
 * write.
 */
public final class SafeTensorsBytes {
    private static final Pattern CHECKSUM =
            Pattern.compile("\"longhand\\.crc32c\":\"([0-9a-f]{8})\",\"longhand\\.format\":\"\\d+\",?");

    private SafeTensorsBytes() {}

    /** Where the header ends and the data begin. */
    public static int headerEnd(byte[] file) {
        return Long.BYTES + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** As versions before 0.2 wrote it. */
    public static byte[] withoutChecksum(byte[] file) {
        return withHeader(file, header -> CHECKSUM.matcher(header).replaceFirst("")
                .replace("\"__metadata__\":{},", ""));
    }

    /** With the header that {@code change} makes of the text of this one; the checksum becomes wrong. */
    public static byte[] withHeader(byte[] file, UnaryOperator<String> change) {
        int end = headerEnd(file);
        byte[] header = change.apply(new String(file, Long.BYTES, end - Long.BYTES, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + header.length + file.length - end).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length).put(header).put(file, end, file.length - end).array();
    }

    /** With the right checksum in place of a wrong one. */
    public static byte[] withChecksum(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        Matcher found = CHECKSUM.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("the file has no checksum");
        }
        String before = text.substring(0, found.start(1));
        String after = text.substring(found.end(1));
        CRC32C sum = new CRC32C();
        sum.update((before + "00000000" + after).getBytes(StandardCharsets.ISO_8859_1));
        return String.format(Locale.ROOT, "%s%08x%s", before, sum.getValue(), after)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
