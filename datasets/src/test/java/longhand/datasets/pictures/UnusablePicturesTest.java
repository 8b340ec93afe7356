package longhand.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import longhand.data.DatasetException;
import longhand.data.Split;
import longhand.testing.ShapePictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusablePicturesTest extends PictureSetCase {
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
        assertTrue(message.contains(": 8 files and 2 folders cannot be used, the first: ") && message.endsWith("PictureOptions.withSkipBad(true)"), message);
        assertTrue(refused(OPTIONS.withHowToSkip("--skip-bad")).endsWith(", or leave it out with --skip-bad"));
        assertTrue(refused(OPTIONS.withHowToSkip("")).endsWith(". Fix: mend or remove what is named"));
        messages.clear();
        refused(OPTIONS);
        List<String> named = List.copyOf(messages);
        messages.clear();
        PictureSet set = load(SKIP);
        assertEquals(named, messages);
        String all = String.join("\n", messages);
        for (String part : List.of("stripes/cut.jpg: a damaged picture", "stripes/empty.png: an empty file",
                "stripes/notes.txt: not a picture", "stripes/again.png: the same file as stripes/000.png; remove one",
                "stripes/elsewhere.png: the same file as red discs/000.png, which is of another class",
                "red discs/000.png: the same file as stripes/elsewhere.png, which is of another class",
                "stripes/more: a folder without pictures; put pictures into it, or remove it",
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
                .map(name -> "cannot be used: " + name + ": a link to a folder that it is in; remove it").toList(), messages);
        assertEquals(30, set.split(Split.TRAIN).size() + set.split(Split.TEST).size());
    }

    /** Eight folders that link to each other were 8! ways through them. */
    @Test
    void eachFolderOfAClassIsVisitedOnce() throws IOException {
        Path net = folder.resolve("net");
        ShapePictures.write(net.resolve("other/0.png"), "png", ShapePictures.draw("stripes", new Random(9)));
        for (int from = 0; from < 9; from++) {
            Path one = Files.createDirectories(net.resolve("big/" + from));
            ShapePictures.write(one.resolve("0.png"), "png", ShapePictures.draw("red discs", new Random(from)));
            for (int to = 0; to < 9; to++) {
                Files.createSymbolicLink(one.resolve("to" + to), Path.of("../" + to));
            }
        }
        assertThrows(DatasetException.class, () -> PictureSet.load(net, SIDE, SKIP, messages::add));
        assertTrue(messages.contains("cannot be used: big/0/to0: a link to a folder that it is in; remove it"),
                messages.toString());
        assertTrue(messages.contains("cannot be used: big/1: the same folder as big/0/to1; remove one"),
                messages.toString());
        assertEquals(9 * 9 + 2, messages.size(), "of all ways to a folder the first is taken; the other class is lonely");
        assertEquals(9 + 1, PictureSet.trainingCount(net, 0, messages::add));
    }

    @Test
    void foldersTooDeepAndLinksThatLeadNowhereAreSaid() throws IOException {
        Files.createDirectories(folder.resolve("stripes" + "/a".repeat(33)));
        Files.createSymbolicLink(folder.resolve("stripes/lost.png"), Path.of("absent.png"));
        Files.createSymbolicLink(folder.resolve("lost"), Path.of("absent"));
        load(SKIP);
        assertEquals(List.of("lost: a link that leads nowhere; let it lead to a folder of pictures, or remove it",
                "stripes" + "/a".repeat(33) + ": deeper than 32 folders; move it up",
                "stripes/lost.png: a link that leads nowhere").stream().map(text -> "cannot be used: " + text).toList(),
                messages);
    }

    /** Else a fifth of the training pictures would take its place. */
    @Test
    void aPartThatIsALinkToNowhereIsRefused() throws IOException {
        ShapePictures.write(folder.resolve("parts/train"), 4, 2);
        Files.createSymbolicLink(folder.resolve("parts/test"), Path.of("absent"));
        String message = assertThrows(DatasetException.class, () ->
                PictureSet.load(folder.resolve("parts"), SIDE, SKIP, messages::add)).getMessage();
        assertTrue(message.contains("parts/test: a link that leads nowhere. Fix: "), message);
    }

    @ParameterizedTest
    @CsvSource({"train_set,test_set", "Training-Data,dev", "train images,eval"})
    void foldersOfPartsAreNoClasses(String train, String test) {
        ShapePictures.write(folder.resolve("parts").resolve(train), 4, 2);
        ShapePictures.write(folder.resolve("parts").resolve(test), 3, 3);
        PictureSet set = PictureSet.load(folder.resolve("parts"), SIDE, OPTIONS, messages::add);
        assertEquals(ShapePictures.CLASSES, set.split(Split.TRAIN).classNames());
        assertEquals(9, set.split(Split.TEST).size());
    }

    /** In the encoding of another language all letters of a name can become the same sign, and two classes one. */
    @Test
    void aNameThatJavaCannotReadIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("stripes/B\ufffdr"));
        String message = assertThrows(DatasetException.class, () -> load(SKIP)).getMessage();
        assertTrue(message.endsWith("B\ufffdr: Java cannot read this name. Fix: start Java with LC_ALL=C.UTF-8, or rename "
                + "it"), message);
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
}
