package longhand.datasets.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import longhand.data.Dataset;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.datasets.transforms.PixelDataset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TransformsTest {
    /** Two channels; every pixel tells its place: {@code 100·channel + 10·row + column + 1}. */
    private static final ImageShape SHAPE = new ImageShape(2, 3, 4);

    @Test
    void toTensorDividesBy255() {
        float[] values = read(images(new ImageShape(1, 16, 16), i -> i).with(new ToTensor()), 0, 0);

        for (int i = 0; i < 256; i++) {
            assertEquals(i / 255f, values[i]);
        }
    }

    @Test
    void normalizeWorksPerChannelInSinglePrecision() {
        Dataset dataset = images().with(new ToTensor(), new Normalize(List.of(0.5f, 0.25f), List.of(0.5f, 2f)));

        float[] values = read(dataset, 0, 0);

        assertEquals((1 / 255f - 0.5f) / 0.5f, values[0]);
        assertEquals((101 / 255f - 0.25f) / 2f, values[12]);
    }

    @Test
    void readsAtAnOffsetAndNowhereElse() {
        float[] out = new float[30];
        images().with(new ToTensor()).read(0, 0, out, 3);

        assertEquals(0, out[2]);
        assertEquals(1 / 255f, out[3]);
        assertEquals(124 / 255f, out[26]);
        assertEquals(0, out[27]);
        assertThrows(IndexOutOfBoundsException.class, () -> images().with(new ToTensor()).read(0, 0, new float[30], 7));
    }

    @Test
    void certainFlipMirrorsEveryRow() {
        int[] mirrored = pixels(images().with(new RandomHorizontalFlip(1), new ToTensor()), 0, 0);

        assertArrayEquals(new int[] {4, 3, 2, 1, 14, 13, 12, 11}, IntStream.of(mirrored).limit(8).toArray());
        assertArrayEquals(new int[] {104, 103, 102, 101}, IntStream.of(mirrored).skip(12).limit(4).toArray());
    }

    @Test
    void flipsAboutHalfOfTheImagesAndOthersInAnotherEpoch() {
        Dataset dataset = images().with(new RandomHorizontalFlip(), new ToTensor());
        Set<Integer> first = flipped(dataset, 11);
        Set<Integer> second = flipped(dataset, 12);

        assertEquals(500, first.size(), 60);
        assertEquals(500, second.size(), 60);
        assertFalse(first.equals(second));
        Set<Integer> both = new HashSet<>(first);
        both.retainAll(second);
        assertEquals(250, both.size(), 60);
    }

    private static Set<Integer> flipped(Dataset dataset, long epochSeed) {
        Set<Integer> flipped = new HashSet<>();
        for (int i = 0; i < dataset.size(); i++) {
            if (pixels(dataset, i, epochSeed)[0] == 4) {
                flipped.add(i);
            }
        }
        return flipped;
    }

    @Property(tries = 300)
    void cropIsAWindowOfThePaddedImage(
            @ForAll @IntRange(min = 1, max = 5) int height, @ForAll @IntRange(min = 1, max = 6) int width,
            @ForAll @IntRange(min = 1, max = 3) int padding, @ForAll long epochSeed) {
        Dataset dataset = images().with(new RandomCrop(height, width, padding), new ToTensor());
        int[] window = pixels(dataset, 0, epochSeed);

        boolean found = false;
        for (int top = -padding; top <= 3 + padding - height; top++) {
            for (int left = -padding; left <= 4 + padding - width; left++) {
                found |= isWindow(window, top, left, height, width);
            }
        }
        assertTrue(found);
    }

    private static boolean isWindow(int[] window, int top, int left, int height, int width) {
        for (int channel = 0; channel < 2; channel++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    boolean inside = top + y >= 0 && top + y < 3 && left + x >= 0 && left + x < 4;
                    int expected = inside ? place(channel, top + y, left + x) : 0;
                    if (window[(channel * height + y) * width + x] != expected) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    @Test
    void cropReachesEveryPlace() {
        Dataset dataset = images().with(new RandomCrop(3, 4, 1), new ToTensor());
        Set<List<Integer>> windows = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            windows.add(IntStream.of(pixels(dataset, i, 5)).boxed().toList());
        }
        assertEquals(9, windows.size());
    }

    @Property(tries = 50)
    void chanceDependsOnSeedAndNumberAlone(@ForAll long epochSeed, @ForAll @IntRange(max = 999) int index) {
        Transform[] transforms = {new RandomCrop(3, 4, 2), new RandomHorizontalFlip(), new Resize(5, 6),
                new ToTensor()};
        Dataset oneOrder = images().with(transforms);
        Dataset another = images().with(transforms);
        read(another, (index + 7) % 1000, epochSeed);

        assertArrayEquals(read(oneOrder, index, epochSeed), read(another, index, epochSeed));
    }

    @Test
    void imagesReadByManyThreadsAreTheSame() {
        Dataset dataset = images().with(new RandomCrop(3, 4, 2), new Resize(17, 9), new RandomHorizontalFlip(),
                new ToTensor());
        List<float[]> alone = IntStream.range(0, 1000).mapToObj(i -> read(dataset, i, 3)).toList();
        List<float[]> together = IntStream.range(0, 1000).parallel().mapToObj(i -> read(dataset, i, 3)).toList();

        for (int i = 0; i < 1000; i++) {
            assertArrayEquals(alone.get(i), together.get(i));
        }
    }

    @Test
    void stepsFeedEachOther() {
        PixelDataset images = images();
        Dataset dataset = images.with(new Resize(8, 6), new RandomCrop(5, 0), new Resize(7, 9), new ToTensor());

        assertEquals(new ImageShape(2, 7, 9), dataset.imageShape());
        assertEquals(1000, dataset.size());
        assertEquals(images.classNames(), dataset.classNames());
        assertEquals(images.label(3), dataset.label(3));
        assertEquals(126, read(dataset, 0, 0).length);
    }

    @Test
    void resizeToTheSameSizeChangesNothing() {
        Dataset resized = images().with(new Resize(3, 4), new ToTensor());

        assertArrayEquals(pixels(images().with(new ToTensor()), 0, 0), pixels(resized, 0, 0));
    }

    @Test
    void wrongOrdersAreRefused() {
        refused("hold no ToTensor", new Resize(4));
        refused("put it before the one ToTensor", new ToTensor(), new Resize(4));
        refused("put it before the one ToTensor", new ToTensor(), new ToTensor());
        refused("put it after ToTensor", new Normalize(List.of(0f, 0f), List.of(1f, 1f)), new ToTensor());
        refused("has 1 channel but the images have 2", new ToTensor(), new Normalize(0.5f, 0.5f));
        refused("a window of 6×6 does not fit into an image of 3×4 with a border of 1", new RandomCrop(6, 1),
                new ToTensor());
    }

    private static void refused(String message, Transform... transforms) {
        DatasetException e = assertThrows(DatasetException.class, () -> images().with(transforms));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Resize(0));
        assertThrows(IllegalArgumentException.class, () -> new RandomCrop(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RandomCrop(3, -1));
        assertThrows(IllegalArgumentException.class, () -> new RandomHorizontalFlip(1.5));
        assertThrows(IllegalArgumentException.class, () -> new RandomHorizontalFlip(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Normalize(0.5f, 0));
        assertThrows(IllegalArgumentException.class, () -> new Normalize(List.of(0f), List.of(1f, 2f)));
    }

    private static int[] pixels(Dataset dataset, int index, long epochSeed) {
        float[] values = read(dataset, index, epochSeed);
        return IntStream.range(0, values.length).map(i -> Math.round(values[i] * 255)).toArray();
    }

    private static float[] read(Dataset dataset, int index, long epochSeed) {
        float[] out = new float[dataset.imageShape().numel()];
        dataset.read(index, epochSeed, out, 0);
        return out;
    }

    private static int place(int channel, int row, int column) {
        return 100 * channel + 10 * row + column + 1;
    }

    private static PixelDataset images() {
        return images(SHAPE, i -> place(i / 12, i / 4 % 3, i % 4));
    }

    private static PixelDataset images(ImageShape shape, IntUnaryOperator pixel) {
        return new PixelDataset() {
            @Override
            public int size() {
                return 1000;
            }

            @Override
            public ImageShape imageShape() {
                return shape;
            }

            @Override
            public List<String> classNames() {
                return List.of("a", "b");
            }

            @Override
            public int label(int index) {
                return index % 2;
            }

            @Override
            public void pixels(int index, byte[] out) {
                for (int i = 0; i < shape.numel(); i++) {
                    out[i] = (byte) pixel.applyAsInt(i);
                }
            }
        };
    }
}
