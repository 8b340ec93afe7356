package longhand.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import longhand.data.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that announce or unpack to very much: the header is looked at first; time and memory are bounded. */
class HostilePicturesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SIDE = 9999;

    @TempDir
    private Path folder;

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = HostilePicturesTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** Bytes that this thread allocates meanwhile. */
    private static long allocated(Runnable action) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        action.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private void assertRefused(String name, byte[] content, String problem) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        long bytes = allocated(() -> {
            String message = assertThrows(DatasetException.class, () -> PixelImage.read(file, PixelImage.GRAY))
                    .getMessage();
            assertTrue(message.startsWith(file + ": " + problem), message);
        });
        assertTrue(bytes < 8 << 20, name + " took " + (bytes >> 20) + " MB");
    }

    /** A picture of ours whose header says that it is 9999 by 9999. */
    private static byte[] large(String format) throws IOException {
        byte[] bytes = resource(format.equals("gif") ? "palette.gif" : "rgb." + format);
        ByteBuffer big = ByteBuffer.wrap(bytes);
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (format) {
            case "png" -> {
                big.putInt(16, SIDE).putInt(20, SIDE);
                CRC32 crc = new CRC32();
                crc.update(bytes, 12, 17);
                big.putInt(29, (int) crc.getValue());
            }
            case "bmp" -> little.putInt(18, SIDE).putInt(22, SIDE).putInt(34, 0).putInt(2, Integer.MAX_VALUE);
            case "gif" -> {
                int frame = indexOf(bytes, (byte) 0x2c, (byte) 0);
                little.putShort(frame + 5, (short) SIDE).putShort(frame + 7, (short) SIDE);
            }
            default -> {
                int frame = indexOf(bytes, (byte) 0xff, (byte) 0xc0);
                big.putShort(frame + 5, (short) SIDE).putShort(frame + 7, (short) SIDE);
            }
        }
        return bytes;
    }

    private static int indexOf(byte[] bytes, byte first, byte second) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == first && bytes[i + 1] == second) {
                return i;
            }
        }
        throw new AssertionError();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void theHeaderIsLookedAtFirst(String format) throws IOException {
        assertRefused("large." + format, large(format),
                "9999×9999 pixels are too many; scale the picture down to at most 25 million");
    }

    /** The largest picture that is read: 25 MB of pixels, decoded once and made gray once. */
    @Test
    void aPictureOf25MillionPixelsTakesNoMoreThanItNeeds() throws IOException {
        Path file = Files.write(folder.resolve("palette.png"), palette(5000, 5000));
        long bytes = allocated(() -> assertEquals(25_000_000, PixelImage.read(file, PixelImage.GRAY).pixels().length));
        assertTrue(bytes < 64 << 20, "took " + (bytes >> 20) + " MB");
    }

    /** A PNG file of one colour, with a palette. */
    private static byte[] palette(int width, int height) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(1))) {
            for (int y = 0; y < height; y++) {
                out.write(new byte[1 + width]);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(file, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 3, 0, 0, 0})
                .array());
        chunk(file, "PLTE", new byte[] {10, 20, 30, 40, 50, 60});
        chunk(file, "IDAT", packed.toByteArray());
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
        out.writeBytes(chunk.putInt(data.length).put(name).put(data).putInt((int) crc.getValue()).array());
    }

    /** What is wrong is said in words, wherever the file ends. */
    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "rgb.jpg", "palette.gif", "rgb.bmp"})
    void aFileThatEndsTooSoonIsNamedAsThat(String name) throws IOException {
        byte[] whole = resource(name);
        for (int length = 1; length < whole.length - 2; length += Math.max(1, whole.length / 60)) {
            Path file = Files.write(folder.resolve("cut-" + name), Arrays.copyOf(whole, length));
            try {
                PixelImage.read(file, PixelImage.GRAY); // only a check sum is missing
            } catch (DatasetException e) {
                String message = e.getMessage();
                assertFalse(message.contains("java.") || message.contains("Exception"), length + ": " + message);
                assertTrue(message.contains("ends before the picture does") || message.contains("not a picture"),
                        length + ": " + message);
            }
        }
    }

    /** What decoders say is about their own insides, as in "I/O error reading PNG header!". */
    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "rgb.jpg", "palette.gif", "rgb.bmp"})
    void damageIsNamedInWordsOfOurs(String name) throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = resource(name);
            bytes[8 + random.nextInt(50)] = (byte) random.nextInt();
            Path file = Files.write(folder.resolve("damaged-" + name), bytes);
            try {
                PixelImage.read(file, PixelImage.GRAY);
            } catch (DatasetException e) {
                String reason = e.getMessage().substring(file.toString().length());
                assertTrue(List.of(": a damaged picture: the file ends before the picture does",
                        ": a damaged picture: what is in it cannot be decoded; save it anew as PNG or JPEG",
                        ": not a picture (known are bmp, gif, jpeg, jpg, png)").contains(reason)
                        || reason.endsWith("pixels are too many; scale the picture down to at most 25 million"),
                        reason);
            }
        }
    }

    @Test
    void theCanvasOfAGifIsLookedAtToo() throws IOException {
        byte[] bytes = resource("palette.gif");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) SIDE).putShort(8, (short) SIDE);
        assertRefused("canvas.gif", bytes, "9999×9999 pixels are too many");
    }

    /** Five million blocks that say nothing: Java needs 16 µs for each, 80 s for all. */
    @Test
    void decodingHasADeadline() throws IOException {
        byte[] picture = resource("palette.gif");
        int frame = indexOf(picture, (byte) 0x2c, (byte) 0);
        int blocks = 5_000_000;
        ByteBuffer file = ByteBuffer.allocate(picture.length + blocks * 8).put(picture, 0, frame);
        for (int i = 0; i < blocks; i++) {
            file.put(new byte[] {0x21, (byte) 0xf9, 4, 0, 0, 0, 0, 0});
        }
        file.put(picture, frame, picture.length - frame);
        Path slow = Files.write(folder.resolve("slow.gif"), file.array());
        long start = THREADS.getCurrentThreadCpuTime(); // the time of a clock goes on when this process stands still
        Duration time = Duration.ofMillis(100);
        String message = assertThrows(DatasetException.class, () -> PictureDecoder.read(slow, PixelImage.GRAY, time))
                .getMessage();
        assertEquals(slow + ": decoding takes longer than 0.1 s; save the picture anew", message);
        assertTrue(THREADS.getCurrentThreadCpuTime() - start < Duration.ofSeconds(20).toNanos(), "decoding went on");
    }

    /** The beginnings of such files, as their specifications have them; the name of the file says nothing. */
    @ParameterizedTest
    @CsvSource({"TIFF, 49492a0008000000", "TIFF, 4d4d002a00000008", "WebP, 524946462400000057454250",
            "HEIC, 00000018667479706865696300000000", "HEIC, 00000018667479706d69663100000000",
            "AVIF, 0000001c667479706176696600000000", "JPEG 2000, 0000000c6a5020200d0a870a", "ICO, 000001000100"})
    void otherFormatsAreNamed(String format, String start) throws IOException {
        assertRefused("a.jpg", HexFormat.of().parseHex(start), "a picture in the format " + format
                + ", which is not read; save it as PNG or JPEG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "52494646240000005741564500", "0000001c6674797069736f6d00000000", "89504e47", "4749",
            "ffd8", "424d"})
    void whatIsNoPictureIsNotCalledOne(String start) throws IOException {
        Path file = Files.write(folder.resolve("a.jpg"), HexFormat.of().parseHex(start));
        String message = assertThrows(DatasetException.class, () -> PixelImage.read(file, PixelImage.GRAY))
                .getMessage();
        assertTrue(message.startsWith(file + ": not a picture (known are bmp, gif, jpeg, jpg, png)")
                || message.startsWith(file + ": a damaged picture: "), message);
    }
}
