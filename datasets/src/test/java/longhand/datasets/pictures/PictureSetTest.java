package longhand.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import longhand.datasets.image.PictureOptions;
import longhand.datasets.image.PixelImage;
import longhand.datasets.transforms.Normalize;
import longhand.datasets.transforms.PixelDataset;
import longhand.testing.ShapePictures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSetTest {
    private static final int SIDE = 16;
    private static final PictureOptions OPTIONS = PictureOptions.defaults().withCacheBytes(1 << 20);
    private static final PictureOptions SKIP = OPTIONS.withSkipBad(true);

    @TempDir
    private Path folder;

    private final List<String> messages = new ArrayList<>();

    @BeforeEach
    void write() {
        ShapePictures.write(folder, 10, 1);
    }

    private PictureSet load(PictureOptions options) {
        return PictureSet.load(folder, SIDE, options, messages::add);
    }

    private String refused(PictureOptions options) {
        String message = assertThrows(DatasetException.class, () -> load(options)).getMessage();
        assertTrue(message.contains("Fix: "), message);
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    /** Pixels and labels, in order. */
    private static List<String> content(PixelDataset images) {
        byte[] pixels = new byte[images.imageShape().numel()];
        return IntStream.range(0, images.size()).mapToObj(i -> {
            images.pixels(i, pixels);
            return images.label(i) + Arrays.toString(pixels);
        }).toList();
    }

    private static int[] perClass(PixelDataset images) {
        int[] counts = new int[images.classNames().size()];
        IntStream.range(0, images.size()).forEach(i -> counts[images.label(i)]++);
        return counts;
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
    void aTableNamesPicturesAndClasses() throws IOException {
        Path table = folder.resolve("images.csv");
        Files.writeString(table, """
                \ufeffPath,label,split
                stripes/000.png,"a, b",train
                stripes/001.jpg,"a, b",test
                red discs/000.png,"say ""c\""",train
                "red discs/001.jpg","say ""c\""",test

                """);
        PictureSet set = PictureSet.load(table, SIDE, OPTIONS, messages::add);
        assertEquals(List.of("a, b", "say \"c\""), set.split(Split.TRAIN).classNames());
        assertArrayEquals(new int[] {1, 1}, perClass(set.split(Split.TEST)));

        Files.writeString(table, "stripes/000.png,x\nstripes/001.jpg,x\nred discs/000.png,y\nred discs/001.jpg,y\n");
        assertArrayEquals(new int[] {1, 1}, perClass(PictureSet.load(table, SIDE, OPTIONS, messages::add)
                .split(Split.TEST)), "without the line of names");
    }

    @Test
    void wrongLinesOfATableAreNamed() throws IOException {
        Path table = folder.resolve("images.csv");
        Files.writeString(table, "path,label\nstripes/000.png,x\nstripes/./000.png,y\nnowhere.png,x\nstripes/001.jpg\n"
                + "stripes/002.gif,\n,x\nstripes/003.bmp,x\nstripes/../stripes/003.bmp,x\n");
        assertThrows(DatasetException.class, () -> PictureSet.load(table, SIDE, OPTIONS, messages::add));
        String all = String.join("\n", messages);
        assertTrue(all.contains("images.csv line 2: stripes/000.png is in line 3 too, as y and not x"), all);
        assertTrue(all.contains("images.csv line 3: stripes/./000.png is in line 2 too, as x and not y"), all);
        assertFalse(all.contains("images.csv line 8:"), all);
        assertTrue(all.contains("images.csv line 9: stripes/../stripes/003.bmp is in the table already, in line 8"), all);
        assertTrue(all.contains("images.csv line 4: nowhere.png: no such file"), all);
        assertTrue(all.contains("images.csv line 5: has 1 cell,"), all);
        assertTrue(all.contains("images.csv line 6: has no label"), all);
        assertTrue(all.contains("images.csv line 7: has no path"), all);
        Files.writeString(table, "file;class\n");
        String message = assertThrows(DatasetException.class, () ->
                PictureSet.load(table, SIDE, OPTIONS, messages::add)).getMessage();
        assertTrue(message.contains("'file;class'") && message.contains("Fix: begin the file with path,label"),
                message);
    }

    /** What was learnt from tells nothing when it is asked again; and a class without training is not the cause. */
    @Test
    void ofPicturesForTrainingAndTestThoseForTrainingStay() throws IOException {
        for (String split : List.of("train", "test")) {
            for (String name : ShapePictures.CLASSES) {
                Path to = folder.resolve("both").resolve(split).resolve(name);
                Files.createDirectories(to);
                Files.copy(folder.resolve(name).resolve("000.png"), to.resolve("000.png"));
            }
        }
        String message = assertThrows(DatasetException.class, () ->
                PictureSet.load(folder.resolve("both"), SIDE, OPTIONS, messages::add)).getMessage();
        String first = ShapePictures.CLASSES.getFirst();
        assertTrue(message.contains("3 files cannot be used, the first: test/" + first
                + "/000.png: the same file as train/" + first + "/000.png"), message);
    }

    @Test
    void whatCannotBeUsedIsNamedAndLeftOutOnlyIfAsked() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("stripes/001.jpg"));
        Files.write(folder.resolve("stripes/cut.jpg"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(folder.resolve("stripes/empty.png"), new byte[0]);
        Files.writeString(folder.resolve("stripes/notes.txt"), "not a picture");
        Files.copy(folder.resolve("stripes/000.png"), folder.resolve("stripes/again.png"));
        Files.copy(folder.resolve("red discs/000.png"), folder.resolve("stripes/elsewhere.png"));
        Files.copy(folder.resolve("stripes/001.jpg"), folder.resolve("beside.jpg"));
        Files.createDirectory(folder.resolve("nothing"));
        Files.createDirectories(folder.resolve("stripes/more/and more"));
        ShapePictures.write(folder.resolve("lonely/one.png"), "png", ShapePictures.draw("stripes", new Random(9)));
        Files.writeString(folder.resolve("stripes/Thumbs.db"), "of the system");
        Files.writeString(folder.resolve(".hidden"), "of the system");

        String message = refused(OPTIONS);
        assertTrue(message.contains(": 8 files and 2 folders cannot be used, the first: ") && message.endsWith("--skip-bad"), message);
        List<String> named = List.copyOf(messages);
        messages.clear();
        PictureSet set = load(SKIP);
        assertEquals(named, messages);
        String all = String.join("\n", messages);
        for (String part : List.of("stripes/cut.jpg: a damaged picture", "stripes/empty.png: an empty file",
                "stripes/notes.txt: not a picture", "stripes/again.png: the same file as stripes/000.png; remove one",
                "stripes/elsewhere.png: the same file as red discs/000.png, which is of another class",
                "red discs/000.png: the same file as stripes/elsewhere.png, which is of another class",
                "stripes/more: a folder without pictures; remove it",
                "beside.jpg: beside the folders of the classes", "nothing: a folder without pictures",
                "lonely/one.png: the only picture of its class lonely", "lonely: a class without a usable")) {
            assertTrue(all.contains("cannot be used: " + part), part + " in\n" + all);
        }
        assertEquals(11, messages.size(), all);
        assertFalse(all.contains("Thumbs") || all.contains("hidden"), all);
        assertEquals(ShapePictures.CLASSES, set.split(Split.TRAIN).classNames());
        assertTrue(set.origin().endsWith("(8 files and 2 folders left out)"), set.origin());
        assertEquals(29, set.split(Split.TRAIN).size() + set.split(Split.TEST).size(),
                "of the picture in two classes neither stays");
    }

    /** Else every picture would be there twice, in its class and in that of the link, and none would be left. */
    @Test
    void linksToFoldersAboveAreNamedAndNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("stripes/up"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("stripes/far"), folder.toRealPath().getParent());
        Files.createSymbolicLink(folder.resolve("stripes/here"), Path.of("."));
        Files.createSymbolicLink(folder.resolve("all"), folder.toAbsolutePath());
        PictureSet set = load(SKIP);
        assertEquals(Stream.of("all", "stripes/far", "stripes/here", "stripes/up")
                .map(name -> "cannot be used: " + name + ": a link to a folder that it is in").toList(), messages);
        assertEquals(30, set.split(Split.TRAIN).size() + set.split(Split.TEST).size());
    }

    @Test
    void aNameWithALineEndStaysInOneLine() throws IOException {
        Files.writeString(folder.resolve("stripes/new\nline\r.png"), "not a picture");
        load(SKIP);
        assertEquals(List.of("cannot be used: stripes/new␤line␤.png: not a picture (known are bmp, gif, jpeg, jpg, png)"),
                messages);
    }

    @Test
    void ofFoldersWithoutPicturesTheFixIsSaid() throws IOException {
        Path other = Files.createDirectories(folder.resolve("stripes"));
        String message = assertThrows(DatasetException.class, () ->
                PictureSet.load(other, SIDE, OPTIONS, messages::add)).getMessage();
        assertTrue(message.contains("no sub-folders with pictures") && message.contains("Fix: "), message);
        assertTrue(PictureSet.isLikely(folder));
        assertFalse(PictureSet.isLikely(other));
        assertThrows(DatasetException.class, () ->
                PictureSet.load(folder.resolve("absent"), SIDE, OPTIONS, messages::add));
    }

    @Test
    void meanAndDeviationAreThoseOfTheTrainingPictures() {
        PictureSet set = load(OPTIONS);
        Normalize expected = Normalize.of(set.split(Split.TRAIN), 24);
        assertEquals(expected, set.normalize());

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
        assertEquals(new ImageShape(3, SIDE, SIDE), data.train().imageShape());
        assertEquals(data.checksum(), DatasetRegistry.load("pictures", options).checksum());
        assertNotEquals(data.checksum(), DatasetRegistry.load("pictures", options.withTrainLimit(8)).checksum());
        assertThrows(DatasetException.class, () ->
                DatasetRegistry.load("pictures", DatasetOptions.defaults().withResize(SIDE)));
        assertThrows(DatasetException.class, () ->
                DatasetRegistry.load("pictures", DatasetOptions.defaults().withFolder(folder)));
    }
}
