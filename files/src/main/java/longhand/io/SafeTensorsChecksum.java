package longhand.io;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The checksum of the safetensors files that are written here: the CRC-32C (RFC 3720) of the whole file, in whose place
 * the file has eight zeros for the sum. It stands at the start of the header, as a text of the metadata, where every
 * reader of safetensors ignores it:
 *
 * <pre>{"__metadata__":{"longhand.crc32c":"1a2b3c4d","longhand.format":"2", …</pre>
 *
 * One sum over one file protects the tensors, the texts and that they belong together. CRC-32C finds every error of up
 * to 32 neighbouring bits, and of all others all but one in four billion; it is there against accidents, not against
 * forgers. The second text tells a file whose checksum was lost by damage from an older one, which has neither.
 */
final class SafeTensorsChecksum {
    private static final String KEY = "longhand.crc32c";
    private static final String FORMAT_KEY = "longhand.format";
    private static final int FORMAT = 2;
    private static final byte[] NO_SUM = "00000000".getBytes(StandardCharsets.US_ASCII);
    private static final int SUM_AT = Long.BYTES
            + ("{\"" + SafeTensorsHeader.METADATA + "\":{\"" + KEY + "\":\"").length();
    private static final long PIECE = 1 << 30; // a ByteBuffer holds 2 GB

    private SafeTensorsChecksum() {}

    /** The metadata with a place for the sum. */
    static Map<String, String> reserve(Map<String, String> metadata) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(KEY, new String(NO_SUM, StandardCharsets.US_ASCII));
        texts.put(FORMAT_KEY, Integer.toString(FORMAT));
        metadata.forEach((name, text) -> {
            if (texts.putIfAbsent(name, text) != null) {
                throw new IllegalArgumentException("safetensors: the metadata has the text '" + name
                        + "' twice. Rule: " + KEY + " and " + FORMAT_KEY
                        + " are names of the file's own. Fix: choose another name.");
            }
        });
        return texts;
    }

    /**
     * Fills the place in.
     *
     * @param start the file up to the end of its header, with {@link #reserve}d metadata
     * @param data the rest of the file
     */
    static void fill(byte[] start, List<MemorySegment> data) {
        CRC32C sum = new CRC32C();
        sum.update(start);
        data.forEach(segment -> update(sum, segment));
        System.arraycopy(text(sum).getBytes(StandardCharsets.US_ASCII), 0, start, SUM_AT, NO_SUM.length);
    }

    /**
     * Checks a file and removes the texts about the sum from the metadata.
     *
     * @return whether there was a sum
     * @throws FileFormatException if it is wrong
     */
    static boolean verify(Path file, MemorySegment bytes, Map<String, String> metadata) {
        Optional<String> written = Optional.ofNullable(metadata.remove(KEY));
        Optional<String> format = Optional.ofNullable(metadata.remove(FORMAT_KEY));
        if (written.isEmpty() && format.isEmpty()) {
            return false;
        }
        if (format.isPresent() && format.get().matches("[3-9]|[1-9]\\d{1,3}")) {
            throw new FileFormatException(file,
                    "format " + format.get() + " of Longhand is newer than this program, which knows " + FORMAT
                    + ". Fix: use the version that wrote the file");
        }
        String found = text(sum(bytes));
        if (!written.equals(Optional.of(found)) || !format.equals(Optional.of(Integer.toString(FORMAT)))) {
            throw new FileFormatException(file, "damaged: its checksum is " + written.orElse("missing")
                    + ", but that of its bytes is " + found
                    + ". Fix: use a copy, or write it anew. If another program changed it on purpose, let that program "
                    + "leave out the metadata " + KEY + " and " + FORMAT_KEY);
        }
        return true;
    }

    private static CRC32C sum(MemorySegment file) {
        CRC32C sum = new CRC32C();
        long after = Math.min(SUM_AT + NO_SUM.length, file.byteSize());
        update(sum, file.asSlice(0, Math.min(SUM_AT, after)));
        sum.update(NO_SUM);
        update(sum, file.asSlice(after));
        return sum;
    }

    private static void update(CRC32C sum, MemorySegment bytes) {
        for (long at = 0; at < bytes.byteSize(); at += PIECE) {
            sum.update(bytes.asSlice(at, Math.min(PIECE, bytes.byteSize() - at)).asByteBuffer());
        }
    }

    private static String text(CRC32C sum) {
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
