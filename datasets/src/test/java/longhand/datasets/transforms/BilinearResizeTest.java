package longhand.datasets.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import longhand.data.ImageShape;
import longhand.datasets.image.PixelImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Pillow's own results: {@code make_resize_cases.py} wrote them. */
class BilinearResizeTest {
    @Test
    void sizesThatCannotBeAreRefused() {
        PixelImage image = new PixelImage(new ImageShape(1, 2, 3), new byte[6]);
        for (Executable resize : List.<Executable>of(() -> image.square(-1), () -> image.square(0),
                () -> image.resize(-1, 5), () -> image.resize(5, 0), () -> image.resize(1, Integer.MAX_VALUE),
                () -> new BilinearResize(new ImageShape(1, 50_000, 2), 1, 50_000))) {
            String message = assertThrows(IllegalArgumentException.class, resize).getMessage();
            assertTrue(message.startsWith("resize: ") && message.contains("Rule: ") && message.contains("Fix: "), message);
        }
    }

    @Test
    void enlargesAsPillow() {
        byte[] image = bytes(0, 100, 200, 50, 150, 255);

        assertArrayEquals(
                bytes(0, 40, 100, 160, 200, 13, 53, 113, 173, 214, 38, 78, 138, 200, 241, 50, 90, 150, 213, 255),
                resize(image, new ImageShape(1, 2, 3), 4, 5));
    }

    @Test
    void shrinksAsPillow() {
        byte[] image = bytes(0, 100, 200, 50, 150, 255, 30, 60);

        assertArrayEquals(bytes(125, 98), resize(image, new ImageShape(1, 2, 4), 1, 2));
    }

    @Test
    void equalsPillowInEveryPixel() throws IOException {
        List<String> cases = cases();
        assertEquals(200, cases.size());
        for (String line : cases) {
            String[] numbers = line.split(" ");
            int height = Integer.parseInt(numbers[0]);
            int width = Integer.parseInt(numbers[1]);
            byte[] image = image(height * width, Integer.parseInt(numbers[4]));
            byte[] resized = resize(image, new ImageShape(1, height, width), Integer.parseInt(numbers[2]),
                    Integer.parseInt(numbers[3]));
            CRC32 crc = new CRC32();
            crc.update(resized);
            assertEquals(Long.parseLong(numbers[5]), crc.getValue(), line);
        }
    }

    @Test
    void resizesEachChannelByItself() {
        byte[] first = image(6 * 5, 3);
        byte[] second = image(6 * 5, 5);
        byte[] both = new byte[60];
        System.arraycopy(first, 0, both, 0, 30);
        System.arraycopy(second, 0, both, 30, 30);
        byte[] expected = new byte[2 * 9 * 4];
        System.arraycopy(resize(first, new ImageShape(1, 6, 5), 9, 4), 0, expected, 0, 36);
        System.arraycopy(resize(second, new ImageShape(1, 6, 5), 9, 4), 0, expected, 36, 36);

        assertArrayEquals(expected, resize(both, new ImageShape(2, 6, 5), 9, 4));
    }

    private static byte[] resize(byte[] image, ImageShape shape, int height, int width) {
        BilinearResize resize = new BilinearResize(shape, height, width);
        byte[] out = new byte[resize.outputShape().numel()];
        resize.apply(image, out);
        return out;
    }

    private static byte[] image(int numel, int seed) {
        byte[] pixels = new byte[numel];
        int x = seed;
        for (int i = 0; i < numel; i++) {
            x = (x * 1103515245 + 12345) & 0x7fffffff;
            int value = x >> 16 & 0xff;
            pixels[i] = (byte) (seed == 0 ? 255 : seed % 2 == 1 ? value : 255 * (value >> 7));
        }
        return pixels;
    }

    private static List<String> cases() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                BilinearResizeTest.class.getResourceAsStream("resize-cases.txt"), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
