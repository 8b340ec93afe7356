package longhand.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.data.Split;
import longhand.datasets.DataSplits;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.datasets.image.PixelImage;
import longhand.datasets.transforms.Normalize;
import longhand.datasets.transforms.PixelDataset;
import longhand.testing.ShapePictures;
import org.junit.jupiter.api.Test;

class PictureSetTest extends PictureSetCase {
    /** Pixels and labels, in order. */
    private static List<String> content(PixelDataset images) {
        byte[] pixels = new byte[images.imageShape().numel()];
        return IntStream.range(0, images.size()).mapToObj(i -> {
            images.pixels(i, pixels);
            return images.label(i) + Arrays.toString(pixels);
        }).toList();
    }

    @Test
    void eachSubFolderIsAClassAndAFifthOfEachIsForTheTest() {
        PictureSet set = load(OPTIONS);

        assertEquals("24 training and 6 test pictures of 3 classes from " + folder + ", colour, 16×16", set.origin());
        assertEquals(ShapePictures.CLASSES, set.split(Split.TEST).classNames());
        assertArrayEquals(new int[] {8, 8, 8}, perClass(set.split(Split.TRAIN)));
        assertArrayEquals(new int[] {2, 2, 2}, perClass(set.split(Split.TEST)));
        Set<String> all = new HashSet<>(content(set.split(Split.TRAIN)));
        all.addAll(content(set.split(Split.TEST)));
        assertEquals(30, all.size(), "no picture is in both");
        assertEquals(List.of(), messages);
    }

    @Test
    void theSeedDrawsTheSplitAndTheOrder() {
        List<String> first = content(load(OPTIONS).split(Split.TRAIN));

        assertEquals(first, content(load(OPTIONS).split(Split.TRAIN)));
        assertNotEquals(first, content(load(OPTIONS.withTestShare(0.2, 1)).split(Split.TRAIN)));
        assertArrayEquals(new int[] {5, 5, 5}, perClass(load(OPTIONS.withTestShare(0.5, 0)).split(Split.TEST)));
        assertArrayEquals(new int[] {9, 9, 9}, perClass(load(OPTIONS.withTestShare(0.99, 0)).split(Split.TEST)));
        Set<String> begin = new HashSet<>(IntStream.range(0, 9).mapToObj(i -> first.get(i).substring(0, 1)).toList());
        assertEquals(3, begin.size(), "the first pictures are not all of one class");
    }

    @Test
    void pixelsAreThoseOfTheSquareInTheMiddleWithAndWithoutCache() {
        for (long cache : List.of(0L, 3000L, 1L << 20)) {
            PixelDataset images = load(OPTIONS.withCacheBytes(cache)).split(Split.TEST);
            Set<String> expected = new HashSet<>();
            for (int i = 0; i < 10; i++) {
                for (int label = 0; label < 3; label++) {
                    String name = "%s/%03d.%s".formatted(ShapePictures.CLASSES.get(label), i,
                            List.of("png", "jpg", "gif", "bmp").get(i % 4));
                    expected.add(label + Arrays.toString(PixelImage.read(folder.resolve(name), 3).square(SIDE)
                            .pixels()));
                }
            }
            assertTrue(expected.containsAll(content(images)));
            assertEquals(content(images), content(images));
        }
    }

    @Test
    void grayPicturesGiveOneChannelUnlessAskedOtherwise() throws IOException {
        PixelDataset colour = load(OPTIONS.withChannels(3)).split(Split.TRAIN);
        PixelDataset gray = load(OPTIONS.withChannels(1)).split(Split.TRAIN);
        byte[] three = new byte[3 * SIDE * SIDE];
        byte[] one = new byte[SIDE * SIDE];
        colour.pixels(0, three);
        gray.pixels(0, one);
        assertArrayEquals(new PixelImage(new ImageShape(3, SIDE, SIDE), three).gray().pixels(), one);

        try (Stream<Path> colours = Files.list(folder.resolve("red discs"))) {
            colours.forEach(file -> file.toFile().delete());
        }
        Path stripes = folder.resolve("stripes");
        for (String other : List.of("green squares", "red discs")) {
            try (Stream<Path> files = Files.list(folder.resolve(other))) {
                files.forEach(file -> file.toFile().delete());
            }
            Files.delete(folder.resolve(other));
        }
        assertTrue(refused(OPTIONS).contains("1 class [stripes]"));
        try (Stream<Path> files = Files.list(stripes)) {
            files.forEach(file -> file.toFile().delete());
        }
        for (int i = 0; i < 4; i++) {
            PixelImage image = PixelImage.of(ShapePictures.draw("stripes", new Random(i)), 1);
            var picture = new java.awt.image.BufferedImage(image.width(), image.height(),
                    java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster().setDataElements(0, 0, image.width(), image.height(), image.pixels());
            ShapePictures.write(folder.resolve(i % 2 == 0 ? "even" : "odd").resolve(i + ".png"), "png", picture);
        }
        Files.delete(stripes);
        assertEquals(new ImageShape(1, SIDE, SIDE), load(OPTIONS).split(Split.TRAIN).imageShape());
        assertEquals(new ImageShape(3, SIDE, SIDE), load(OPTIONS.withChannels(3)).split(Split.TRAIN).imageShape());
    }

    @Test
    void foldersTrainAndTestAreTheSplit() {
        Path divided = folder.resolve("divided");
        ShapePictures.write(divided.resolve("train"), 4, 2);
        ShapePictures.write(divided.resolve("Test"), 3, 3);
        PictureSet set = PictureSet.load(divided, SIDE, OPTIONS, messages::add);

        assertArrayEquals(new int[] {4, 4, 4}, perClass(set.split(Split.TRAIN)));
        assertArrayEquals(new int[] {3, 3, 3}, perClass(set.split(Split.TEST)));
    }

    @Test
    void aFolderTrainAloneIsDivided() {
        Path divided = folder.resolve("divided");
        ShapePictures.write(divided.resolve("train"), 5, 2);

        assertArrayEquals(new int[] {1, 1, 1}, perClass(PictureSet.load(divided, SIDE, OPTIONS, messages::add)
                .split(Split.TEST)));
    }

    @Test
    void validAndInvalidAreClasses() throws IOException {
        for (int i = 0; i < 4; i++) {
            ShapePictures.write(folder.resolve("tickets").resolve(i % 2 == 0 ? "valid" : "invalid").resolve(i + ".png"),
                    "png", ShapePictures.draw("stripes", new Random(i)));
        }
        assertEquals(List.of("invalid", "valid"), PictureSet.load(folder.resolve("tickets"), SIDE, OPTIONS,
                messages::add).split(Split.TRAIN).classNames());
    }

    @Test
    void meanAndDeviationAreThoseOfTheTrainingPictures() {
        for (int channels : List.of(1, 3)) {
            PictureSet set = load(OPTIONS.withChannels(channels));
            for (int count : List.of(1, 7, 24)) {
                assertEquals(Normalize.of(set.split(Split.TRAIN), count), set.normalize(count),
                        channels + " channels, " + count + " pictures");
            }
        }
        PictureSet set = load(OPTIONS);
        Normalize expected = set.normalize(24);

        PixelDataset train = set.split(Split.TRAIN);
        byte[] pixels = new byte[train.imageShape().numel()];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < train.size(); i++) {
            train.pixels(i, pixels);
            for (int k = 0; k < SIDE * SIDE; k++) {
                double value = (pixels[k] & 0xff) / 255.0;
                sum += value;
                squares += value * value;
            }
        }
        double mean = sum / (24 * SIDE * SIDE);
        assertEquals(mean, expected.mean().getFirst(), 1e-6);
        assertEquals(Math.sqrt(squares / (24 * SIDE * SIDE) - mean * mean), expected.std().getFirst(), 1e-6);
    }

    @Test
    void theRegistryHasThemUnderTheirName() {
        DatasetOptions options = DatasetOptions.defaults().withResize(SIDE).withFolder(folder).withTrainLimit(7);
        DataSplits data = DatasetRegistry.load("pictures", options);
        assertEquals(7, data.train().size());
        assertEquals(Normalize.of(data.pixels(Split.TRAIN), 7), data.ownNormalize());
        assertEquals(new ImageShape(3, SIDE, SIDE), data.train().imageShape());
        assertEquals(data.checksum(), DatasetRegistry.load("pictures", options).checksum());
        assertNotEquals(data.checksum(), DatasetRegistry.load("pictures", options.withTrainLimit(8)).checksum());
        assertThrows(DatasetException.class, () ->
                DatasetRegistry.load("pictures", DatasetOptions.defaults().withResize(SIDE)));
        assertThrows(DatasetException.class, () ->
                DatasetRegistry.load("pictures", DatasetOptions.defaults().withFolder(folder)));
    }
}
