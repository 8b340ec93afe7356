package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import longhand.testing.ShapePictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a folder of pictures to a trained network and what it says about other pictures. */
class OwnPicturesTest {
    @TempDir
    private static Path folder;

    private static Path pictures;
    private static Path run;
    private static CliRun trained;

    @BeforeAll
    static void train() {
        pictures = folder.resolve("pictures");
        run = folder.resolve("run");
        ShapePictures.write(pictures, 12, 1);
        trained = train(run, 12);
    }

    private static CliRun train(Path out, int epochs, String... more) {
        List<Object> args = new ArrayList<>(List.of("train", "softmax", "--dataset", pictures, "--epochs", epochs,
                "--out", out));
        args.addAll(Arrays.asList(more));
        return CliRun.of(args.toArray());
    }

    @Test
    void trainsOnThem() throws IOException {
        assertEquals("", trained.err());
        assertEquals(0, trained.status());
        assertTrue(trained.out().contains("30 training and 6 test pictures of 3 classes from " + pictures
                + ", colour, 28×28"), trained.out());
        String report = Files.readString(run.resolve("report.html"));
        assertTrue(report.contains("green squares") && report.contains("normalize"), "classes and settings");
    }

    @Test
    void fewOfThemAreShownOftenUnlessEpochsAreGiven() {
        CliRun many = CliRun.of("train", "softmax", "--dataset", pictures, "--out", folder.resolve("many"));
        assertEquals(0, many.status(), many.err());
        assertTrue(many.out().contains("recipe pictures: 100 epochs, batch 16"), many.out());
        assertTrue(trained.out().contains("recipe pictures: 12 epochs, batch 16"), trained.out());
    }

    @Test
    void theWorstMistakesAreInColour() throws IOException {
        BufferedImage mistakes = ImageIO.read(run.resolve("mistakes.png").toFile());
        String text = Files.readString(run.resolve("confusion.csv"));
        assertTrue(text.startsWith("class,green squares,red discs,stripes\n"), text);
        assertEquals(960, mistakes.getWidth());
    }

    @Test
    void testsOnTheSamePicturesAndNoOthers() {
        CliRun same = CliRun.of("evaluate", run);
        assertEquals(0, same.status(), same.err());
        assertTrue(same.out().contains("of 6)"), same.out());
        String accuracy = trained.out().replaceAll("(?s).*test accuracy (\\d+\\.\\d+ %).*", "$1");
        assertTrue(same.out().contains("test accuracy " + accuracy), accuracy + "\n" + same.out());
        assertTrue(CliRun.of("evaluate", run, "--dataset", "synthetic").failedWith("the network knows the 3 classes"));
    }

    /** They hold the shift and scale of the images too. */
    @Test
    void theWeightsAloneSayTheSame() {
        String ofRun = accuracy("evaluate", run);
        assertEquals(ofRun, accuracy("evaluate", run.resolve("weights.safetensors"), "--dataset", pictures));
        Path picture = pictures.resolve("red discs/000.png");
        assertEquals(CliRun.of("predict", run, picture).out(),
                CliRun.of("predict", run.resolve("weights.safetensors"), picture).out());
    }

    private static String accuracy(Object... command) {
        CliRun tested = CliRun.of(command);
        assertEquals(0, tested.status(), tested.err());
        return tested.out().replaceAll("(?s).*(test accuracy .*)", "$1");
    }

    @Test
    void goesOnBitForBit() throws IOException {
        Path whole = folder.resolve("whole");
        train(whole, 12, "--schedule", "constant");
        Path parts = folder.resolve("parts");
        train(parts, 5, "--schedule", "constant");
        assertEquals(0, CliRun.of("resume", parts, "--epochs", "12").status());
        assertArrayEquals(Files.readAllBytes(whole.resolve("weights.safetensors")),
                Files.readAllBytes(parts.resolve("weights.safetensors")));
    }

    @Test
    void saysWhatAPictureShowsAndWritesAFolderAsATable() throws IOException {
        Path photos = folder.resolve("photos");
        ShapePictures.write(photos.resolve("a, disc.jpg"), "jpg", ShapePictures.draw("red discs", new Random(5)));
        ShapePictures.write(photos.resolve("more/stripes.png"), "png", ShapePictures.draw("stripes", new Random(6)));
        Files.writeString(photos.resolve("notes.txt"), "no picture");

        CliRun one = CliRun.of("predict", run, photos.resolve("a, disc.jpg"));
        assertTrue(one.status() == 0 && one.out().contains("a, disc.jpg: ") && one.out().contains(" %, "), one.out());

        Path table = folder.resolve("table.csv");
        CliRun all = CliRun.of("predict", run, photos, "--csv", table);
        assertEquals(1, all.status());
        assertTrue(all.err().contains("notes.txt: not a picture"), all.err());
        List<String> lines = Files.readAllLines(table);
        assertEquals("path,class,probability,green squares,red discs,stripes,note", lines.getFirst());
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).startsWith("\"" + photos.resolve("a, disc.jpg") + "\","), lines.get(1));
        assertTrue(lines.get(3).contains("notes.txt,,,,,,") && lines.get(3).contains("not a picture"), lines.get(3));
        assertTrue(CliRun.of("predict", run, photos, "--csv", table).failedWith("exists already"));
    }

    @Test
    void showsWhatTheNetworkSees() throws IOException {
        Path page = folder.resolve("page.html");
        CliRun shown = CliRun.of("explain", "model", "softmax", "--checkpoint", run, "--image",
                pictures.resolve("red discs/000.png"), "-o", page);
        assertEquals(0, shown.status(), shown.err());
        assertTrue(Files.readString(page).contains("red discs"), "the classes are named");
        Path sample = folder.resolve("sample.html");
        assertEquals(0, CliRun.of("explain", "model", "softmax", "--checkpoint", run, "--sample", 2, "-o", sample)
                .status());
    }

    @Test
    void aLightBackgroundIsSaidWhereTheTrainingImagesHaveADarkOne() {
        Path black = folder.resolve("black");
        assertEquals(0, CliRun.of("train", "softmax", "--dataset", "fashion-mnist-subset", "--limit-train", 300,
                "--limit-test", 50, "--epochs", 1, "--out", black).status());
        BufferedImage shirt = new BufferedImage(60, 80, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = shirt.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 60, 80);
        graphics.setColor(Color.DARK_GRAY);
        graphics.fillRect(15, 15, 30, 50);
        Path file = folder.resolve("shirt.jpg");
        ShapePictures.write(file, "jpg", shirt);

        String said = CliRun.of("predict", black, file).out();
        assertTrue(said.contains("the background is light, that of the training images is dark: try --negative"), said);
        assertFalse(CliRun.of("predict", black, file, "--negative").out().contains("background"));
        assertFalse(CliRun.of("predict", run, pictures.resolve("stripes/000.png")).out().contains("background"));
    }

    @Test
    void anotherFolderThanTheOneMeantIsNotTakenForFashionMnist() {
        CliRun wrong = CliRun.of("train", "softmax", "--data-dir", pictures, "--out", folder.resolve("wrong"));
        assertTrue(wrong.failedWith("so it is not Fashion-MNIST. Fix: "), wrong.err());
        assertTrue(wrong.err().contains("--dataset " + pictures), wrong.err());
        assertFalse(wrong.out().contains("60,000"), wrong.out());
        assertTrue(CliRun.of("train", "softmax", "--dataset", folder.resolve("absent")).failedWith(
                "and no such folder or table. Fix: name "));
        assertTrue(CliRun.of("train", "softmax", "--dataset", pictures, "--data-dir", pictures).failedWith(
                "Fix: leave out --data-dir"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-0.5", "NaN", "Infinity"})
    void aShareForTheTestIsAPart(String share) {
        CliRun refused = CliRun.of("train", "softmax", "--dataset", pictures, "--test-share", share);
        assertTrue(refused.failedWith("--test-share = " + Double.parseDouble(share)
                + ". Rule: more than 0 and less than 1, such as 0.2. Fix: "), refused.err());
    }

    @Test
    void theRunKnowsWhereTheyAreInAnyWorkingDirectory() throws IOException {
        Path relative = Path.of("").toAbsolutePath().relativize(pictures);
        Path out = folder.resolve("relative");
        assertEquals(0, CliRun.of("train", "softmax", "--dataset", relative, "--epochs", 1, "--out", out).status());
        assertTrue(Files.readString(out.resolve("config.json")).contains('"' + pictures.toString() + '"'));
        assertEquals(0, CliRun.of("resume", out, "--epochs", 2, "--data-dir", relative).status());
        assertTrue(Files.readString(out.resolve("config.json")).contains('"' + pictures.toString() + '"'));
        assertTrue(CliRun.of("resume", out, "--epochs", 3, "--data-dir", folder.resolve("absent")).failedWith(
                "no such folder or table of pictures. Fix: "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            blur   | Rule: augment: there is no 'blur'. Fix: choose none or some of flip
            crop=2 | the smallest share 2.0 is not more than 0 and at most 1. Fix: write crop=0.5
            crop=0 | the smallest share 0.0 is not more than 0 and at most 1. Fix: write crop=0.5
            flip=x | Rule: augment: 'x' is no number. Fix: write flip=0.5
            flip=2 | Rule: 0 ≤ probability ≤ 1. Fix: write flip=0.5
            mixup=-1 | Rule: more than 0 and at most 4.0. Fix: write mixup=0.4
            mixup=x | Rule: augment: 'x' is no number. Fix: write mixup=0.4
            mixup,flip,cutmix=1 | Rule: images are mixed in one way. Fix: leave out cutmix=1
            mixup,mixup=1 | Rule: each word at most once. Fix: leave out one mixup
            flip,crop,flip=0.1 | Rule: each word at most once. Fix: leave out one flip
            none,mixup | Rule: none stands alone. Fix: leave it out, or all the others""")
    void ofAugmentationsThatThereAreNotOneFixIsSaid(String words, String said) {
        CliRun refused = CliRun.of("train", "softmax", "--dataset", pictures, "--augment", words);
        assertTrue(refused.failedWith("augment = '" + words + "'. Rule: "), refused.err());
        assertTrue(refused.err().contains(said), refused.err());
        assertEquals(1, refused.err().split("Fix: ", -1).length - 1, refused.err());
        assertEquals(1, refused.err().split("Rule: ", -1).length - 1, refused.err());
        assertFalse(refused.err().contains(".."), refused.err());
    }

    @Test
    void aLinkThatLeadsNowhereHasOneFix() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("absent"));
        CliRun refused = CliRun.of("train", "softmax", "--dataset", pictures, "--epochs", 1, "--out", link);
        assertTrue(refused.failedWith("is a link that leads nowhere. Fix: choose another folder with --out\n"),
                refused.err());
    }

    @Test
    void ofImagesThatDoNotFitTheSizeThatDoesIsSaid() {
        Path out = folder.resolve("unfit");
        CliRun unfit = CliRun.of("train", "lenet", "--dataset", pictures, "--resize", 20, "--out", out);
        assertTrue(unfit.failedWith("lenet: images of 20×20 do not fit it: linear: input [16, 64] does not fit weight "
                + "[120, 256]. Rule: "), unfit.err());
        assertTrue(unfit.err().endsWith(". Fix: --resize 28, as recipe pictures has it\n"), unfit.err());
        assertEquals(1, unfit.err().split("Fix: ", -1).length - 1, unfit.err());
        assertFalse(Files.exists(out));
        assertTrue(CliRun.of("train", "alexnet", "--dataset", "synthetic", "--resize", 60, "--limit-train", 2,
                "--limit-test", 2, "--out", out).failedWith("alexnet: images of 60×60 do not fit it: maxPool2d: "));
    }

    @Test
    void damagedPicturesStopTheTrainingUnlessTheyAreToBeLeftOut() throws IOException {
        Path some = folder.resolve("damaged");
        ShapePictures.write(some, 5, 3);
        Files.write(some.resolve("stripes/empty.png"), new byte[0]);
        CliRun refused = CliRun.of("train", "softmax", "--dataset", some, "--epochs", 1, "--out",
                folder.resolve("refused"));
        assertTrue(refused.failedWith(": 1 file cannot be used"), refused.err());
        assertTrue(refused.out().contains("cannot be used: stripes/empty.png: an empty file"), refused.out());
        assertFalse(Files.exists(folder.resolve("refused")));
        CliRun rest = CliRun.of("train", "softmax", "--dataset", some, "--epochs", 1, "--skip-bad", "--out",
                folder.resolve("rest"));
        assertEquals(0, rest.status(), rest.err());
        assertTrue(rest.out().contains("(1 file left out)"), rest.out());
    }

    @Test
    void leavingOutIsNoAdviceWhereThereIsNoSuchOption() throws IOException {
        Path some = folder.resolve("damaged later");
        Path out = folder.resolve("damaged later run");
        ShapePictures.write(some, 5, 3);
        assertEquals(0, CliRun.of("train", "softmax", "--dataset", some, "--epochs", 1, "--out", out).status());
        Files.write(some.resolve("stripes/empty.png"), new byte[0]);
        for (CliRun refused : List.of(CliRun.of("evaluate", out), CliRun.of("resume", out, "--epochs", 2))) {
            assertTrue(refused.failedWith(". Fix: mend or remove what is named\n"), refused.err());
        }
        for (String command : List.of("train", "find-lr")) {
            CliRun refused = CliRun.of(command, "softmax", "--dataset", some);
            assertTrue(refused.failedWith(". Fix: mend or remove what is named, or leave it out with --skip-bad\n"),
                    refused.err());
        }
    }
}
