package longhand.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import longhand.testing.SafeTensorsBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is written here carries a checksum over the whole file: damage is noticed, and so are parts of two files put
 * together.
 */
class SafeTensorsChecksumTest {
    private static final Map<String, String> METADATA = Map.of("longhand.state", "{\"step\":3}");

    @TempDir
    private Path folder;

    private Path file;
    private byte[] whole;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("a.safetensors");
        SafeTensors.write(file, tensors(1), METADATA);
        whole = Files.readAllBytes(file);
    }

    private static Map<String, NdArray> tensors(float first) {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        tensors.put("weight", NdArray.of(new float[] {first, 2, 3, 4}, 2, 2));
        tensors.put("optimizer/0.step", NdArray.of(new float[] {7}, new int[0]));
        return tensors;
    }

    private String refused(byte[] content) throws IOException {
        Files.write(file, content);
        String message = assertThrows(FileFormatException.class, () -> SafeTensors.readAll(file)).getMessage();
        assertTrue(message.startsWith(file + ": "), message);
        return message;
    }

    @Test
    void aWholeFileIsRead() throws IOException {
        SafeTensors.Contents read = SafeTensors.readAll(file);
        assertTrue(read.checked());
        assertEquals(METADATA, read.metadata());
        assertArrayEquals(new float[] {1, 2, 3, 4}, read.tensors().get("weight").toFloats());
        SafeTensors.write(folder.resolve("b.safetensors"), tensors(1), METADATA);
        assertArrayEquals(whole, Files.readAllBytes(folder.resolve("b.safetensors")),
                "the same content gives the same bytes");
    }

    /** So that any program can check it, and so that the definition cannot change unnoticed. */
    @Test
    void theChecksumIsThatOfTheFileWithZerosInItsPlace() {
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        String start = "{\"__metadata__\":{\"longhand.crc32c\":\"";
        assertEquals(Long.BYTES, text.indexOf(start));
        int at = Long.BYTES + start.length();
        String written = text.substring(at, at + 8);
        CRC32C sum = new CRC32C();
        sum.update((text.substring(0, at) + "00000000" + text.substring(at + 8)).getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(Long.parseLong(written, 16), sum.getValue());
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            refused(damaged);
        }
    }

    @Test
    void zeroedCutAndRepeatedPartsAreNoticed() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            int from = random.nextInt(whole.length);
            int to = from + 1 + random.nextInt(whole.length - from);
            byte[] zeroed = whole.clone();
            Arrays.fill(zeroed, from, to, (byte) 0);
            if (!Arrays.equals(zeroed, whole)) {
                refused(zeroed);
            }
            refused(Arrays.copyOf(whole, from));
            byte[] longer = Arrays.copyOf(whole, whole.length + to - from);
            System.arraycopy(whole, from, longer, whole.length, to - from);
            refused(longer);
        }
    }

    @Test
    void partsOfTwoFilesDoNotMakeOne() throws IOException {
        SafeTensors.write(file, tensors(1.5f), METADATA);
        byte[] other = Files.readAllBytes(file);
        assertEquals(whole.length, other.length);
        int header = SafeTensorsBytes.headerEnd(whole);
        byte[] mixed = whole.clone();
        System.arraycopy(other, header, mixed, header, other.length - header);
        String message = refused(mixed);
        assertTrue(message.contains("damaged: its checksum is ") && message.contains("Fix: "), message);
    }

    @Test
    void filesWithoutChecksumAreReadAsSuch() throws IOException {
        Files.write(file, SafeTensorsBytes.withoutChecksum(whole));
        SafeTensors.Contents read = SafeTensors.readAll(file);
        assertFalse(read.checked());
        assertEquals(METADATA, read.metadata());
        assertArrayEquals(new float[] {1, 2, 3, 4}, read.tensors().get("weight").toFloats());
    }

    /** The file as a program would write it that calls its format so: with a checksum that is right. */
    private byte[] withFormat(String format) {
        int length = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String none = "\"longhand.crc32c\":\"00000000\"";
        String header = new String(whole, Long.BYTES, length, StandardCharsets.UTF_8)
                .replace("\"longhand.format\":\"2\"", "\"longhand.format\":\"" + format + "\"")
                .replaceFirst("\"longhand.crc32c\":\"\\w{8}\"", none);
        header += " ".repeat(Math.floorMod(-header.length(), Long.BYTES));
        int data = whole.length - Long.BYTES - length;
        ByteBuffer changed = ByteBuffer.allocate(Long.BYTES + header.length() + data).order(ByteOrder.LITTLE_ENDIAN);
        changed.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8))
                .put(whole, whole.length - data, data);
        CRC32C sum = new CRC32C();
        sum.update(changed.array());
        byte[] text = String.format(Locale.ROOT, "%08x", sum.getValue()).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, changed.array(), Long.BYTES + header.indexOf("00000000"), text.length);
        return changed.array();
    }

    /** The file's own texts cannot be given: what was written would not be read. */
    @Test
    void metadataNamedLikeTheChecksumIsRefused() {
        for (String name : List.of("longhand.crc32c", "longhand.format")) {
            Path other = folder.resolve("other.safetensors");
            String message = assertThrows(IllegalArgumentException.class,
                    () -> SafeTensors.write(other, tensors(1), Map.of(name, "1"))).getMessage();
            assertTrue(message.startsWith("safetensors: the metadata has the text '" + name + "' twice"), message);
            assertFalse(Files.exists(other));
        }
    }

    @Test
    void aFutureFormatIsNotCalledDamaged() throws IOException {
        for (String format : List.of("3", "9", "10", "21", "999")) {
            assertTrue(refused(withFormat(format))
                    .contains("format " + format + " of Longhand is newer than this program"));
        }
    }

    /** The checksum is right, and yet it is no file that was ever written: the two texts belong together. */
    @Test
    void aFormatThatNeverWasIsDamage() throws IOException {
        for (String format : List.of("", "0", "1", "02", "two", "99999")) {
            assertTrue(refused(withFormat(format)).contains("damaged: its checksum is "), format);
        }
    }
}
