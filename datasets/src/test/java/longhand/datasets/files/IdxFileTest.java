package longhand.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdxFileTest {
    private static final List<String> CLASSES = IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    @TempDir
    private Path folder;

    @Test
    void readsCompressedAndPlainFiles() {
        Path images = IdxBytes.write(folder.resolve("images"), IdxBytes.images(12, 3, 2));
        Path labels = IdxBytes.write(folder.resolve("labels.gz"), IdxBytes.gzip(IdxBytes.labels(12)));

        ImageArray array = ImageArray.read(images, labels, CLASSES);

        assertEquals(12, array.size());
        assertEquals(new ImageShape(1, 3, 2), array.imageShape());
        assertEquals(1, array.label(11));
        byte[] pixels = new byte[6];
        array.pixels(2, pixels);
        assertArrayEquals(new byte[] {12, 13, 14, 15, 16, 17}, pixels);
        assertThrows(IndexOutOfBoundsException.class, () -> array.pixels(12, pixels));
        assertThrows(IndexOutOfBoundsException.class, () -> array.label(-1));
    }

    /** Every way a file is spoilt, and what the message about it says. */
    enum Damage {
        EMPTY("truncated") {
            @Override
            byte[] spoil(byte[] file) {
                return new byte[0];
            }
        },
        ONE_BYTE("truncated") {
            @Override
            byte[] spoil(byte[] file) {
                return Arrays.copyOf(file, 1);
            }
        },
        CUT_IN_GZIP_HEADER("truncated") {
            @Override
            byte[] spoil(byte[] file) {
                return Arrays.copyOf(file, 6);
            }
        },
        CUT_IN_DATA("truncated") {
            @Override
            byte[] spoil(byte[] file) {
                return Arrays.copyOf(file, file.length / 2);
            }
        },
        CUT_IN_CHECKSUM("truncated") {
            @Override
            byte[] spoil(byte[] file) {
                return Arrays.copyOf(file, file.length - 3);
            }
        },
        WRONG_CHECKSUM("damaged") {
            @Override
            byte[] spoil(byte[] file) {
                file[file.length - 6] ^= 1;
                return file;
            }
        },
        BROKEN_BLOCK("damaged") {
            @Override
            byte[] spoil(byte[] file) {
                file[10] |= 6;
                return file;
            }
        },
        TEXT("not an IDX file of images") {
            @Override
            byte[] spoil(byte[] file) {
                return "<html>404 not found</html>".getBytes(StandardCharsets.UTF_8);
            }
        },
        COMPRESSED_TEXT("not an IDX file of images") {
            @Override
            byte[] spoil(byte[] file) {
                return IdxBytes.gzip("hello, this is not it".getBytes(StandardCharsets.UTF_8));
            }
        },
        LABELS("were the two files swapped?") {
            @Override
            byte[] spoil(byte[] file) {
                return IdxBytes.gzip(IdxBytes.labels(100));
            }
        },
        FEWER_PIXELS("truncated: 4704 of 5488 bytes") {
            @Override
            byte[] spoil(byte[] file) {
                return IdxBytes.gzip(Arrays.copyOf(IdxBytes.images(7, 28, 28), 16 + 6 * 784));
            }
        },
        MORE_PIXELS("more bytes than the 5488 its header announces") {
            @Override
            byte[] spoil(byte[] file) {
                return IdxBytes.gzip(Arrays.copyOf(IdxBytes.images(7, 28, 28), 16 + 8 * 784));
            }
        },
        PROMISES_TOO_MUCH("more than a file of this size can hold") {
            @Override
            byte[] spoil(byte[] file) {
                return IdxBytes.gzip(header(2_000_000, 28, 28));
            }
        },
        OVERFLOWING_SIZE("damaged: the header gives the dimensions [2147483647, 28, 28]") {
            @Override
            byte[] spoil(byte[] file) {
                return header(Integer.MAX_VALUE, 28, 28);
            }
        },
        NEGATIVE_SIZE("damaged: the header gives the dimensions [-1, 28, 28]") {
            @Override
            byte[] spoil(byte[] file) {
                return header(-1, 28, 28);
            }
        },
        NO_IMAGES("damaged: the header gives the dimensions [0, 28, 28]") {
            @Override
            byte[] spoil(byte[] file) {
                return header(0, 28, 28);
            }
        };

        private final String message;

        Damage(String message) {
            this.message = message;
        }

        abstract byte[] spoil(byte[] file);

        private static byte[] header(int count, int height, int width) {
            return ByteBuffer.allocate(16).putInt(0x0803).putInt(count).putInt(height).putInt(width).array();
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void damagedImagesAreNamedAndRefused(Damage damage) {
        Path file = IdxBytes.write(folder.resolve("some-images.gz"),
                damage.spoil(IdxBytes.gzip(IdxBytes.images(7, 28, 28))));

        assertRefused(() -> IdxFile.images(file), "some-images.gz: ", damage.message);
    }

    /** A compressed file may hold a thousand times its size, so only reading shows whether a header is true. */
    @Test
    void noMemoryIsTakenForWhatIsNotThere() {
        byte[] noise = new byte[1 << 20];
        new Random(3).nextBytes(noise);
        byte[] promising = ByteBuffer.allocate(16 + noise.length).putInt(0x0803).putInt(1 << 20).putInt(28).putInt(28)
                .put(noise).array();
        Path file = IdxBytes.write(folder.resolve("promising.gz"), IdxBytes.gzip(promising));

        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        assertRefused(() -> IdxFile.images(file), "promising.gz: truncated: 1048576 of 822083584 bytes are there");
        long taken = memory.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < 10L * noise.length, taken + " bytes");
    }

    @Test
    void wrongLabelsAreNamedAndRefused() {
        Path images = IdxBytes.write(folder.resolve("i.gz"), IdxBytes.gzip(IdxBytes.images(7, 2, 2)));
        Path eight = IdxBytes.write(folder.resolve("l8.gz"), IdxBytes.gzip(IdxBytes.labels(8)));
        byte[] bytes = IdxBytes.labels(7);
        bytes[8 + 3] = 10;
        Path outOfRange = IdxBytes.write(folder.resolve("l10.gz"), bytes);

        assertRefused(() -> ImageArray.read(images, eight, CLASSES), "l8.gz: 8 labels for the 7 images of ", "i.gz");
        assertRefused(() -> ImageArray.read(images, outOfRange, CLASSES), "l10.gz: damaged: label 3 is 10");
        assertRefused(() -> ImageArray.read(eight, images, CLASSES), "l8.gz: holds labels", "swapped");
        assertRefused(() -> ImageArray.read(images, images, CLASSES), "i.gz: holds images", "swapped");
    }

    @Test
    void missingFilesAndFoldersAreNamedAndRefused() {
        assertRefused(() -> IdxFile.images(folder.resolve("absent.gz")), "absent.gz: no such file");
        assertRefused(() -> IdxFile.images(folder), folder.toString(), "cannot be read");
    }

    /**
     * Whatever a random change does to a compressed file: it is read as before or refused with a message that names it.
     */
    @Test
    void randomDamageNeverPassesUnnoticed() {
        byte[] original = IdxBytes.gzip(IdxBytes.images(20, 6, 6));
        IdxFile expected = IdxFile.images(IdxBytes.write(folder.resolve("good.gz"), original));
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = original.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            byte[] cut = i % 2 == 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
            Path file = IdxBytes.write(folder.resolve("bad.gz"), cut);
            try {
                assertArrayEquals(expected.bytes(), IdxFile.images(file).bytes());
            } catch (DatasetException e) {
                assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 1800, "refused " + refused);
    }

    private static void assertRefused(Runnable action, String... parts) {
        DatasetException e = assertThrows(DatasetException.class, action::run);
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
}
