package longhand.datasets.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.datasets.image.PixelImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** torchvision's own results, from {@code make_torchvision_cases.py}; and what is random about the transforms. */
class TorchvisionTransformsTest {
    /** Where Pillow rounds: blends and changes of colour spaces. */
    private static final Set<String> ROUNDED = Set.of("brightness", "contrast", "saturation", "hue");
    private static final ImageShape SHAPE = new ImageShape(3, 9, 12);

    private record Case(String operation, ImageShape input, int seed, double[] arguments, ImageShape output,
            byte[] pixels) {
        static Case of(String line) {
            String[] w = line.split(" ");
            int[] n = IntStream.of(1, 2, 3, 4, 6, 7).map(i -> Integer.parseInt(w[i])).toArray();
            double[] arguments = w[5].equals("-") ? new double[0]
                    : Arrays.stream(w[5].split(",")).mapToDouble(Double::parseDouble).toArray();
            int channels = w[0].equals("gray") ? 1 : n[0];
            return new Case(w[0], new ImageShape(n[0], n[1], n[2]), n[3], arguments,
                    new ImageShape(channels, n[4], n[5]), HexFormat.of().parseHex(w[8]));
        }

        int argument(int i) {
            return (int) arguments[i];
        }
    }

    static List<Case> cases() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                TorchvisionTransformsTest.class.getResourceAsStream("torchvision-cases.txt"),
                StandardCharsets.UTF_8))) {
            return reader.lines().map(Case::of).toList();
        }
    }

    private static byte[] image(int numel, int seed) {
        byte[] pixels = new byte[numel];
        int x = seed;
        for (int i = 0; i < numel; i++) {
            x = (x * 1103515245 + 12345) & 0x7fffffff;
            pixels[i] = (byte) (x >> 16);
        }
        return pixels;
    }

    private static byte[] step(PixelTransform transform, ImageShape input, byte[] in) {
        return step(transform, input, in, 1);
    }

    private static byte[] step(PixelTransform transform, ImageShape input, byte[] in, long seed) {
        PixelTransform.Step step = transform.prepare(input);
        byte[] out = new byte[step.outputShape().numel()];
        step.apply(in, out, new SplittableRandom(seed));
        return out;
    }

    private static byte[] compute(Case c) {
        byte[] in = image(c.input().numel(), c.seed());
        byte[] out = new byte[c.output().numel()];
        int channels = c.input().channels();
        switch (c.operation()) {
            case "square" -> out = new PixelImage(c.input(), in).square(c.argument(0)).pixels();
            case "gray" -> out = new PixelImage(c.input(), in).gray().pixels();
            case "center_crop" -> out = step(new CenterCrop(c.argument(0), c.argument(1)), c.input(), in);
            case "hflip" -> out = step(new RandomHorizontalFlip(1), c.input(), in);
            case "vflip" -> out = step(new RandomVerticalFlip(1), c.input(), in);
            case "resized_crop" -> RandomResizedCrop.apply(in, c.input(),
                    new RandomPart(c.argument(0), c.argument(1), c.argument(2), c.argument(3)), out, c.output());
            case "rotate" -> RandomRotation.rotate(in, c.input(), c.arguments()[0], out);
            default -> {
                out = in;
                change(c, channels, out);
            }
        }
        return out;
    }

    private static void change(Case c, int channels, byte[] out) {
        double amount = c.arguments()[0];
        switch (c.operation()) {
            case "brightness" -> ColourChange.brightness(out, out.length, amount);
            case "contrast" -> ColourChange.contrast(out, out.length, channels, amount);
            case "saturation" -> ColourChange.saturation(out, out.length, channels, amount);
            default -> ColourChange.hue(out, out.length, amount);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agree(Case c) {
        byte[] computed = compute(c);
        assertEquals(c.output().numel(), computed.length);
        int tolerance = ROUNDED.contains(c.operation()) ? 1 : 0;
        for (int i = 0; i < computed.length; i++) {
            assertEquals(c.pixels()[i] & 0xff, computed[i] & 0xff, tolerance, c.operation() + " value " + i);
        }
    }

    static List<PixelTransform> random() {
        return List.of(new RandomResizedCrop(6, 0.2), new RandomRotation(30), new ColorJitter(0.4, 0.4, 0.4, 0.1),
                new RandomVerticalFlip(0.5), new RandomCrop(7, 2), new RandomHorizontalFlip());
    }

    /** The same chance gives the same pixels, other chance others, and the image stays as it is. */
    @ParameterizedTest
    @MethodSource("random")
    void allChanceComesFromTheGenerator(PixelTransform transform) {
        byte[] in = image(SHAPE.numel(), 3);
        byte[] before = in.clone();
        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            byte[] once = step(transform, SHAPE, in, seed);
            assertEquals(Arrays.toString(once), Arrays.toString(step(transform, SHAPE, in, seed)));
            seen.add(Arrays.toString(once));
        }
        assertTrue(seen.size() > 1, transform.toString());
        assertEquals(Arrays.toString(before), Arrays.toString(in));
    }

    @Test
    void partsHaveTheAreasAndRatiosThatWereAskedFor() {
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        for (int i = 0; i < 2000; i++) {
            RandomPart part = RandomPart.draw(200, 200, 0.2, 0.5, 4.0 / 3, random).orElseThrow();
            double share = part.height() * part.width() / 40_000.0;
            double ratio = (double) part.width() / part.height();
            assertTrue(share > 0.19 && share < 0.51 && ratio > 0.74 && ratio < 1.35, part.toString());
            assertTrue(part.top() + part.height() <= 200 && part.left() + part.width() <= 200, part.toString());
            sum += share;
        }
        assertEquals(0.35, sum / 2000, 0.01);
        assertTrue(RandomPart.draw(1, 50, 0.9, 1, 4.0 / 3, random).isEmpty(), "no such part fits into a line");
        assertEquals(6 * 6, step(new RandomResizedCrop(6, 0.9), new ImageShape(1, 1, 50), new byte[50]).length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void erasingSetsOneRectangleTo0InAllChannels(long seed) {
        float[] values = new float[2 + SHAPE.numel()];
        Arrays.fill(values, 5);
        new RandomErasing(1).apply(values, 2, SHAPE, new SplittableRandom(seed));
        int plane = SHAPE.height() * SHAPE.width();
        long erased = IntStream.range(0, plane).filter(i -> values[2 + i] == 0).count();
        assertTrue(erased > 0 && erased < 0.45 * plane, erased + " of " + plane);
        for (int i = 0; i < plane; i++) {
            assertEquals(values[2 + i], values[2 + plane + i]);
            assertEquals(values[2 + i], values[2 + 2 * plane + i]);
        }
        assertEquals(5, values[0]);
        new RandomErasing(0).apply(values, 0, SHAPE, new SplittableRandom(seed));
        assertEquals(5, values[0]);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RandomRotation(181));
        assertThrows(IllegalArgumentException.class, () -> new ColorJitter(0, 0, 0, 0.6));
        assertThrows(IllegalArgumentException.class, () -> new ColorJitter(Double.NaN, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new RandomResizedCrop(0, 0.5));
        assertThrows(IllegalArgumentException.class, () -> new RandomResizedCrop(3, 0));
        assertThrows(IllegalArgumentException.class, () -> new RandomErasing(-0.1));
        assertThrows(IllegalArgumentException.class, () -> new CenterCrop(0));
        assertThrows(DatasetException.class, () -> new ColorJitter(1, 1, 1, 0).prepare(new ImageShape(2, 3, 3)));
    }
}
