package longhand.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code make_pictures.py} made the pictures, and their gray values with Pillow. */
class PixelImageTest {
    @TempDir
    private Path folder;

    @Test
    void grayValuesArePillows() throws IOException {
        List<String> lines = new String(resource("pictures.txt"), StandardCharsets.UTF_8).lines().toList();
        assertEquals(12, lines.size());
        for (String line : lines) {
            String[] words = line.split(" ");
            PixelImage image = PixelImage.read(copy(words[0]), PixelImage.GRAY);
            assertEquals(words[1] + "×" + words[2], image.height() + "×" + image.width(), words[0]);
            int tolerance = Integer.parseInt(words[3]);
            for (int i = 0; i < image.pixels().length; i++) {
                assertEquals(Integer.parseInt(words[4 + i]), image.pixels()[i] & 0xff, tolerance,
                        words[0] + " pixel " + i);
            }
        }
    }

    /** The same pictures in colour, and turned upright, as Pillow's convert("RGB") and exif_transpose make them. */
    @Test
    void coloursAndOrientationsArePillows() throws IOException {
        List<String> lines = new String(resource("colours.txt"), StandardCharsets.UTF_8).lines().toList();
        assertEquals(11 + 8, lines.size());
        for (String line : lines) {
            String[] words = line.split(" ");
            PixelImage image = PixelImage.read(copy(words[0]), PixelImage.COLOUR);
            assertEquals(words[1] + "×" + words[2], image.height() + "×" + image.width(), words[0]);
            int tolerance = Integer.parseInt(words[3]);
            for (int i = 0; i < image.pixels().length; i++) {
                assertEquals(Integer.parseInt(words[4 + i]), image.pixels()[i] & 0xff, tolerance,
                        words[0] + " value " + i);
            }
        }
    }

    /** As Pillow's exif_transpose does it: in front of the pixels or behind them, in either order of bytes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void picturesInPngAreTurnedUprightToo(boolean behind) throws IOException {
        byte[] plain = resource("rgb.png");
        PixelImage stored = PixelImage.read(copy("rgb.png"), PixelImage.COLOUR);
        int at = behind ? plain.length - 12 : 33; // before IEND, or after IHDR
        for (int orientation = 0; orientation <= 9; orientation++) {
            for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
                ByteBuffer exif = ByteBuffer.allocate(26).order(order).putShort((short) (order
                        == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949)).putShort((short) 42).putInt(8).putShort((short) 1)
                        .putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
                PixelImage read = PixelImage.read(write("turned.png", with(plain, at, "eXIf", exif.array())),
                        PixelImage.COLOUR);
                PixelImage expected = orientation < 1 || orientation > 8 ? stored : stored.upright(orientation);
                assertEquals(expected.shape(), read.shape());
                assertArrayEquals(expected.pixels(), read.pixels(), order + " " + orientation);
            }
        }
        assertArrayEquals(stored.pixels(),
                PixelImage.read(write("bad.png", with(plain, at, "eXIf", new byte[] {0x4d, 0x4d, 0})), 3).pixels());
    }

    /** A PNG file with one chunk more. */
    private static byte[] with(byte[] png, int at, String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.US_ASCII));
        crc.update(data);
        return ByteBuffer.allocate(png.length + 12 + data.length).put(png, 0, at).putInt(data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII)).put(data).putInt((int) crc.getValue())
                .put(png, at, png.length - at).array();
    }

    /** Nor do Pillow's {@code convert("RGB")} and torchvision convert by a colour profile. */
    @Test
    void theColourProfileOfAJpegChangesNothing() throws IOException {
        byte[] plain = resource("rgb.jpg");
        byte[] expected = PixelImage.read(write("plain.jpg", plain), 3).pixels();
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        int half = profile.length / 2;
        // Decoders skip bytes 0xff before a marker, and also what is no marker, or one without contents.
        for (String before : List.of("", "ff", "ffff", "00", "41ff", "0d0a2b", "ff00", "4142ff00ffff", "ffd0", "ff01ffd7")) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.write(plain, 0, 2);
            for (int part = 1; part <= 2; part++) {
                byte[] data = Arrays.copyOfRange(profile, part == 1 ? 0 : half, part == 1 ? half : profile.length);
                file.writeBytes(HexFormat.of().parseHex(before));
                file.writeBytes(ByteBuffer.allocate(18).putShort((short) 0xffe2).putShort((short) (data.length + 16))
                        .put("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII)).put((byte) part).put((byte) 2)
                        .array());
                file.writeBytes(data);
            }
            file.write(plain, 2, plain.length - 2);
            assertArrayEquals(expected, PixelImage.read(write("profile.jpg", file.toByteArray()), 3).pixels(), before);
        }
    }

    @Test
    void decodedPicturesAreConvertedToo() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xff0000);
        image.setRGB(1, 0, 0x00ff01);

        assertArrayEquals(new byte[] {76, (byte) 150}, PixelImage.of(image, PixelImage.GRAY).pixels());
    }

    @Test
    void resizesAndInverts() {
        PixelImage image = new PixelImage(new ImageShape(1, 1, 2), new byte[] {0, (byte) 200});

        PixelImage wide = image.resize(2, 4);
        assertArrayEquals(new byte[] {0, 50, (byte) 150, (byte) 200, 0, 50, (byte) 150, (byte) 200}, wide.pixels());
        assertArrayEquals(new byte[] {(byte) 255, 55}, image.negative().pixels());
        assertThrows(IllegalArgumentException.class, () -> new PixelImage(new ImageShape(1, 2, 2), new byte[3]));
    }

    @Test
    void picturesAreADataSet() {
        PixelImage image = new PixelImage(new ImageShape(1, 1, 2), new byte[] {0, (byte) 200});
        Pictures pictures = new Pictures(List.of(image, image.negative()).stream().map(i -> i.resize(1, 4)).toList(),
                List.of("dark", "bright"));
        byte[] pixels = new byte[4];
        pictures.pixels(1, pixels);

        assertArrayEquals(new byte[] {(byte) 255, (byte) 205, 105, 55}, pixels);
        assertEquals("2 of 1×1×4", pictures.size() + " of " + pictures.imageShape());
        assertEquals(0, pictures.label(1));
        assertEquals(List.of("dark", "bright"), pictures.classNames());
        assertThrows(IndexOutOfBoundsException.class, () -> pictures.label(2));
        assertThrows(IllegalArgumentException.class, () -> new Pictures(List.of(), List.of()));
    }

    /**
     * Colours (10, 20, 30), red, green and blue; a frame of 3×2 pixels, red, green, blue twice, at (2, 1) of a canvas
     * of 6×5, without transparency, with blue as transparent, and at (4, 4). Expected: what Pillow 9.4 gives.
     */
    @Test
    void aSmallFirstFrameOfAGifIsInItsCanvas() throws IOException {
        String colours = "0a141ec8000000c8000000c8";
        String frame = "030002000002050cc5311457003b";
        byte[] none = {10, 20, 30};
        byte[] blue = {0, 0, (byte) 200};
        assertCanvas("47494638396106000500f10200" + colours + "2c02000100" + frame, 6, 5, 2, 1, none);
        assertCanvas("47494638396106000500f10200" + colours + "21f90401000003002c02000100" + frame, 6, 5, 2, 1, blue);
        assertCanvas("47494638396106000500f10000" + colours + "2c04000400" + frame, 7, 6, 4, 4, none);
    }

    private void assertCanvas(String hex, int width, int height, int left, int top, byte[] rest) throws IOException {
        byte[][] frame = {{(byte) 200, 0, 0}, {0, (byte) 200, 0}, {0, 0, (byte) 200}};
        PixelImage image = PixelImage.read(write("canvas.gif", HexFormat.of().parseHex(hex)), PixelImage.COLOUR);
        assertEquals(width + "×" + height, image.width() + "×" + image.height());
        int plane = width * height;
        for (int i = 0; i < plane; i++) {
            int x = i % width - left;
            int y = i / width - top;
            byte[] pixel = {image.pixels()[i], image.pixels()[plane + i], image.pixels()[2 * plane + i]};
            assertArrayEquals(x >= 0 && x < 3 && y >= 0 && y < 2 ? frame[x] : rest, pixel, "pixel " + i);
        }
    }

    @Test
    void whatIsNoPictureIsNamedAndRefused() throws IOException {
        assertRefused(folder.resolve("absent.png"), ": no such file");
        assertRefused(folder, ": not a file");
        byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
        assertRefused(write("text.png", text), ": not a picture (known are bmp, gif, jpeg, jpg, png");
        assertRefused(write("empty.png", new byte[0]), ": an empty file");
        assertRefused(write("header.png", Arrays.copyOf(resource("rgb.png"), 12)), ": a damaged picture: ");
        assertRefused(write("half.png", Arrays.copyOf(resource("rgb.png"), 60)), ": a damaged picture: ");
        assertRefused(write("half.jpg", Arrays.copyOf(resource("rgb.jpg"), 200)), ": a damaged picture: ");
    }

    @Test
    void picturesThatWouldFillTheMemoryAreRefused() throws IOException {
        byte[] bomb = resource("rgb.png");
        ByteBuffer header = ByteBuffer.wrap(bomb);
        header.putInt(16, 60_000).putInt(20, 60_000);
        CRC32 crc = new CRC32();
        crc.update(bomb, 12, 17);
        header.putInt(29, (int) crc.getValue());

        assertRefused(write("bomb.png", bomb),
                ": 60000×60000 pixels are too many; scale the picture down to at most 25 mill");
    }

    @Test
    void randomDamageGivesAPictureOrARefusal() throws IOException {
        Random random = new Random(1);
        for (String name : List.of("rgb.png", "rgb.jpg", "palette.gif", "rgb.bmp")) {
            for (int i = 0; i < 100; i++) {
                byte[] bytes = resource(name);
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                Path file = write("damaged-" + name, bytes);
                try {
                    PixelImage image = PixelImage.read(file, PixelImage.COLOUR);
                    assertEquals(3 * image.height() * image.width(), image.pixels().length);
                } catch (DatasetException e) {
                    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
                    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                }
            }
        }
    }

    private static void assertRefused(Path file, String message) {
        DatasetException e = assertThrows(DatasetException.class, () -> PixelImage.read(file, PixelImage.COLOUR));
        assertTrue(e.getMessage().startsWith(file + message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    private Path copy(String name) throws IOException {
        return write(name, resource(name));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = PixelImageTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
