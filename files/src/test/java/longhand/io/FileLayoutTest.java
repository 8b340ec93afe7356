package longhand.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import longhand.testing.SafeTensorsBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the bytes of arrays lie in files, ours and those of other programs. */
class FileLayoutTest {
    @TempDir
    private Path folder;

    /** As the reference implementation writes: programs that map a file may take a tensor as it lies there. */
    @Test
    void everyTensorIsAlignedToItsElements() throws IOException {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        tensors.put("a", NdArray.of(new float[] {1}, 1));
        tensors.put("b", NdArray.of(new long[] {2}, 1));
        tensors.put("c", NdArray.of(new float[] {3, 4}, 2));
        tensors.put("d", NdArray.of(new long[] {5, 6, 7}, 3));
        Path file = folder.resolve("a.safetensors");
        SafeTensors.write(file, tensors);
        byte[] bytes = Files.readAllBytes(file);
        int data = SafeTensorsBytes.headerEnd(bytes);
        Matcher place = Pattern.compile("\"dtype\":\"[FI](\\d+)\".*?\"data_offsets\":\\[(\\d+),")
                .matcher(new String(bytes, 0, data, StandardCharsets.ISO_8859_1));
        int found = 0;
        while (place.find()) {
            int size = Integer.parseInt(place.group(1)) / Byte.SIZE;
            assertEquals(0, (data + Integer.parseInt(place.group(2))) % size, place.group());
            found++;
        }
        assertEquals(4, found);
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(SafeTensors.read(file).keySet()), "in the map's order");
    }

    /** As in NumPy and PyTorch: with a 0 among them, the other sizes may be as large as they like. */
    @Test
    void anArrayWithoutElementsMayHaveAnySizes() {
        int most = Integer.MAX_VALUE;
        for (int[] shape : new int[][] {{0, most, most}, {most, 0, most, most}, {most, most, most, 0}}) {
            NdArray empty = NdArray.of(new float[0], shape);
            assertEquals(0, empty.numel());
            Path file = folder.resolve("empty.npy");
            Npy.write(file, empty);
            assertArrayEquals(shape, Npy.read(file).shape());
            assertArrayEquals(shape, empty.toTensor().shape().dims());
        }
        assertThrows(IllegalArgumentException.class, () -> NdArray.of(new float[0], most, most));
    }

    /** Without a checksum, the header alone tells: no byte may be missing, and none left over. */
    @Test
    void dataOfAnotherLengthThanTheHeaderSaysIsRefused() throws IOException {
        Path file = folder.resolve("a.safetensors");
        SafeTensors.write(file, Map.of("a", NdArray.of(new float[] {1, 2, 3}, 3)));
        byte[] whole = SafeTensorsBytes.withoutChecksum(Files.readAllBytes(file));
        for (int more : new int[] {-12, -4, -1, 1, 4, 4096}) {
            Files.write(file, Arrays.copyOf(whole, whole.length + more));
            String message = assertThrows(FileFormatException.class, () -> SafeTensors.read(file)).getMessage();
            assertTrue(message.contains("the header describes 12 bytes of data but the file has " + (12 + more)),
                    message);
        }
        Files.write(file, whole);
        assertArrayEquals(new float[] {1, 2, 3}, SafeTensors.read(file).get("a").toFloats());
    }

    /** Version 1 has two bytes for the length of the header, versions 2 and 3 have four. */
    @Test
    void everyVersionOfNpyIsRead() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        byte[] first = Files.readAllBytes(file);
        assertEquals(1, first[6]);
        for (byte version = 2; version <= 3; version++) {
            int length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
            byte[] later = ByteBuffer.allocate(first.length + 2).order(ByteOrder.LITTLE_ENDIAN).put(first, 0, 6)
                    .put(version).put((byte) 0).putInt(length).put(first, 10, first.length - 10).array();
            Files.write(file, later);
            NdArray read = Npy.read(file);
            assertArrayEquals(new int[] {2, 3}, read.shape());
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, read.toFloats());
        }
    }
}
