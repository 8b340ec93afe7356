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
        assertTrue(all.contains("images.csv line 2: stripes/000.png is in images.csv line 3 too, as y and not x"), all);
        assertTrue(all.contains("images.csv line 3: stripes/./000.png is in images.csv line 2 too, as x and not y"), all);
        assertFalse(all.contains("images.csv line 8:"), all);
        assertTrue(all.contains("images.csv line 9: stripes/../stripes/003.bmp is in the table already, in images.csv line 8"), all);
        assertTrue(all.contains("images.csv line 4: nowhere.png: no such file"), all);
        assertTrue(all.contains("images.csv line 5: has 1 cell,"), all);
        assertTrue(all.contains("images.csv line 6: has no label"), all);
        assertTrue(all.contains("images.csv line 7: has no path"), all);
        Files.writeString(table, "file;class\n");
        String message = assertThrows(DatasetException.class, () ->
                PictureSet.load(table, SIDE, OPTIONS, messages::add)).getMessage();
        assertTrue(message.contains("'file;class'") && message.contains("Fix: save the table with commas"), message);
    }

    private String refusedTable(Path table, String text) throws IOException {
        Files.writeString(table, text);
        messages.clear();
        return assertThrows(DatasetException.class, () -> PictureSet.load(table, SIDE, OPTIONS, messages::add))
                .getMessage();
    }

    @Test
    void anotherFormOfATableIsSaid() throws IOException {
        Path table = folder.resolve("images.csv");
        assertTrue(refusedTable(table, "file,class\n").contains("Fix: begin the file with path,label or path,label,split"));
        assertTrue(refusedTable(table, "path,label\n").endsWith("Fix: add lines with pictures of something else"));
        assertTrue(refusedTable(table, "path,label,part\nstripes/000.png,x,train\nstripes/001.jpg,x,test\n")
                .endsWith("the column 'part' says which pictures are for the test, but is not named split. "
                        + "Fix: name it split"));
        Files.writeString(table, "path,label,checked\nstripes/000.png,x,valid\nstripes/001.jpg,x,valid\n"
                + "red discs/000.png,y,valid\nred discs/001.jpg,y,valid\n");
        assertEquals(2, PictureSet.load(table, SIDE, OPTIONS, messages::add).split(Split.TRAIN).size());
        assertTrue(refusedTable(table, "path,label\nstripes,x\n").contains("images.csv line 2: stripes: a folder;"));

        Files.writeString(table, "stripes/000.png,x,train\nstripes/001.jpg,x,test\nred discs/000.png,y,train\n"
                + "red discs/001.jpg,y,test\n");
        assertArrayEquals(new int[] {1, 1}, perClass(PictureSet.load(table, SIDE, OPTIONS, messages::add)
                .split(Split.TEST)), "three columns without their names");
    }

    /** Whatever else is wrong with a line, what it calls a picture is a second opinion. */
    @Test
    void aPictureWithTwoLabelsIsNotUsedUnderAnyName() throws IOException {
        Files.copy(folder.resolve("stripes/000.png"), folder.resolve("copy.png"));
        Path table = folder.resolve("images.csv");
        String rest = "stripes/001.jpg,x,train\nred discs/001.jpg,y,train\nred discs/002.gif,y,test\n";
        Files.writeString(table, "path,label,split\nstripes/000.png,x,train\nstripes/000.png,y,train\n"
                + "copy.png,x,train\nred discs/000.png,y,train\nred discs/000.png,x,tst\n" + rest);
        PictureSet set = PictureSet.load(table, SIDE, SKIP, messages::add);
        assertEquals(2, set.split(Split.TRAIN).size());
        assertEquals(Stream.of("copy.png: the same file as stripes/000.png, which is of another class; keep the right one",
                "images.csv line 2: stripes/000.png is in images.csv line 3 too, as y and not x; keep the right line",
                "images.csv line 3: stripes/000.png is in images.csv line 2 too, as x and not y; keep the right line",
                "images.csv line 5: red discs/000.png is in images.csv line 6 too, as x and not y; keep the right line",
                "images.csv line 6: the split is 'tst'; write train or test")
                .map(problem -> "cannot be used: " + problem).toList(), messages);
    }

    @Test
    void aPictureForTrainingAndForTheTestIsSaidAndLinesAreCounted() throws IOException {
        Path table = folder.resolve("images.csv");
        StringBuilder text = new StringBuilder("path,label,split\nred discs/001.jpg,y,train\nnowhere.png,y,test\n");
        text.append("red discs/002.gif,y,train\n".repeat(9));
        String message = refusedTable(table, text + "stripes/000.png,x,train\nstripes/000.png,x,test\n");
        assertTrue(message.contains("10 lines cannot be used, the first: images.csv line 3: nowhere.png"), message);
        assertTrue(messages.contains("cannot be used: images.csv line 14: stripes/000.png is in images.csv line 13 too, "
                + "for training and not the test; keep one line"), messages.toString());
        assertEquals(messages.size() - 1, messages.indexOf("cannot be used: images.csv line 14: stripes/000.png is in "
                + "images.csv line 13 too, for training and not the test; keep one line"), messages.toString());
    }

    @Test
    void aFolderTestWithoutTrainIsNoClass() throws IOException {
        ShapePictures.write(folder.resolve("typo/trains"), 4, 2);
        ShapePictures.write(folder.resolve("typo/test"), 3, 3);
        String message = assertThrows(DatasetException.class, () ->
                PictureSet.load(folder.resolve("typo"), SIDE, OPTIONS, messages::add)).getMessage();
        assertTrue(message.contains("there is a folder test, but no folder train. Rule: "), message);
        Files.move(folder.resolve("typo/trains"), folder.resolve("typo/train"));
        assertEquals(ShapePictures.CLASSES, PictureSet.load(folder.resolve("typo"), SIDE, OPTIONS, messages::add)
                .split(Split.TRAIN).classNames());
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
    void aFolderTooHighIsSaid() {
        ShapePictures.write(folder.resolve("high/data"), 4, 2);
        String message = assertThrows(DatasetException.class, () ->
                PictureSet.load(folder.resolve("high"), SIDE, OPTIONS, messages::add)).getMessage();
        assertTrue(message.contains("Fix: name the folder " + folder.resolve("high/data")), message);
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
        assertTrue(all.indexOf("lonely/one.png: ") < all.indexOf("lonely: "), "first the cause\n" + all);
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
