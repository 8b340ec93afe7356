package longhand.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.zip.CRC32;
import longhand.data.ImageShape;
import longhand.datasets.transforms.PixelDataset;
import org.junit.jupiter.api.Test;

class SyntheticDatasetTest {
    @Test
    void imagesDependOnSeedAndNumberAlone() {
        byte[] first = pixels(new SyntheticDataset(100, 5), 42);

        assertArrayEquals(first, pixels(new SyntheticDataset(50, 5), 42));
        assertFalse(Arrays.equals(first, pixels(new SyntheticDataset(100, 6), 42)));
        assertFalse(Arrays.equals(first, pixels(new SyntheticDataset(100, 5), 43)));
    }

    /** Tests elsewhere rely on these very images. */
    @Test
    void imagesAreTheSameOnEveryMachine() {
        CRC32 crc = new CRC32();
        for (int i = 0; i < 100; i++) {
            crc.update(pixels(new SyntheticDataset(100, 1), i));
        }
        assertEquals(3_856_431_867L, crc.getValue());
    }

    @Test
    void classesTakeTurns() {
        SyntheticDataset dataset = new SyntheticDataset(25, new ImageShape(3, 8, 12), 4, 1);

        assertEquals(25, dataset.size());
        assertEquals(3, dataset.label(23));
        assertEquals("stripes at 135°", dataset.classNames().get(3));
        assertEquals(3 * 8 * 12, pixels(dataset, 0).length);
        assertThrows(IndexOutOfBoundsException.class, () -> dataset.label(25));
        assertThrows(IndexOutOfBoundsException.class, () -> pixels(dataset, 25));
    }

    /** Along its stripes an image changes less than across them: that is what there is to learn. */
    @Test
    void classesDifferInDirection() {
        SyntheticDataset dataset = new SyntheticDataset(100, new ImageShape(1, 28, 28), 2, 1);
        for (int i = 0; i < dataset.size(); i++) {
            byte[] image = pixels(dataset, i);
            long alongRows = difference(image, 1);
            long alongColumns = difference(image, 28);
            assertEquals(dataset.label(i) == 0, alongRows > alongColumns, "image " + i);
        }
    }

    private static long difference(byte[] image, int step) {
        long sum = 0;
        for (int i = 0; i < 27 * 28; i++) {
            long d = (image[i] & 0xff) - (image[i + step] & 0xff);
            sum += i % 28 == 27 ? 0 : d * d;
        }
        return sum;
    }

    @Test
    void emptySetsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SyntheticDataset(0, 1));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class,
                () -> new SyntheticDataset(5, new ImageShape(1, 2, 2), 0, 1));
        assertTrue(e.getMessage().contains("5 images of 0 classes"), e.getMessage());
    }

    private static byte[] pixels(PixelDataset dataset, int index) {
        byte[] pixels = new byte[dataset.imageShape().numel()];
        dataset.pixels(index, pixels);
        return pixels;
    }
}
