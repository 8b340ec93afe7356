package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import longhand.models.Models;
import longhand.nn.training.Checkpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code evaluate} and {@code predict}, with the weights of one small run. */
class SavedModelCommandsTest {
    private static final String CARD =
            "{\"model\":\"%s\",\"dataset\":\"synthetic\",\"channels\":1,\"storedSide\":28,\"side\":28,"
            + "\"classNames\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\"]}";

    @TempDir
    private static Path folder;

    private static Path run;

    @BeforeAll
    static void train() {
        run = folder.resolve("run");
        assertEquals(0, CliRun.of("train", "mlp", "--dataset", "synthetic", "--limit-train", "500", "--limit-test",
                "100", "--epochs", "3", "--out", run).status());
    }

    private static Path picture(String name, int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, i / side * 4 / side % 2 == 0 ? 0xffffff : 0);
        }
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void evaluatesARunAndItsWeightsAlike() {
        CliRun whole = CliRun.of("evaluate", run, "--limit-test", "100");
        CliRun file = CliRun.of("evaluate", run.resolve("weights.safetensors"), "--limit-test", "100", "--batch-size",
                "7");
        assertEquals(0, whole.status(), whole.err());
        assertTrue(whole.out().contains("stripes at 18°"), whole.out());
        assertTrue(whole.out().matches("(?s).*mlp: test accuracy \\d+\\.\\d\\d % \\(\\d+ of 100\\), test loss .*"),
                whole.out());
        assertEquals(whole.out(), file.out());
    }

    @Test
    void predictsPicturesOfAnySize() throws IOException {
        Path small = picture("small.png", 28);
        Path large = picture("large.png", 100);
        CliRun predicted = CliRun.of("predict", run.resolve("weights.safetensors"), small, large, "--top", "2");
        assertEquals(0, predicted.status(), predicted.err());
        String line = "\\S+\\.png: stripes at \\d+° \\d+\\.\\d %, stripes at \\d+° \\d+\\.\\d %\n";
        assertTrue(predicted.out().matches(line + line), predicted.out());
        assertEquals(0, CliRun.of("predict", run, small, "--negative").status());
    }

    @Test
    void aTrainedLeNetComesWithTheProgram() throws IOException {
        CliRun tested = CliRun.of("evaluate", "lenet", "--dataset", "fashion-mnist-subset");
        assertEquals(0, tested.status(), tested.err());
        double accuracy = Double.parseDouble(tested.out().replaceAll("(?s).*test accuracy (\\S+) %.*", "$1"));
        assertTrue(accuracy > 88, tested.out());
        assertEquals(0, CliRun.of("predict", "lenet", picture("stripes.png", 28)).status());
        assertEquals(0, CliRun.of("explain", "model", "lenet", "--checkpoint", "lenet", "-o", folder.resolve("l.html"))
                .status());
        assertTrue(CliRun.of("evaluate", "alexnet").failedWith("alexnet"), "there are no others");
    }

    @Test
    void whatIsNoPictureIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("letter.png"), "Dear Sir or Madam");
        assertTrue(CliRun.of("predict", run, text).failedWith("letter.png: not a picture"));
        assertTrue(CliRun.of("predict", run, folder.resolve("none.png")).failedWith("none.png: no such file"));
    }

    @Test
    void aFolderWithoutPicturesDoesNotKeepTheOthersFromBeingNamed() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        CliRun predicted = CliRun.of("predict", run, empty, picture("beside.png", 28));
        assertEquals(1, predicted.status());
        assertTrue(predicted.out().contains("beside.png: stripes"), predicted.out());
        assertTrue(predicted.err().contains("a folder without pictures. Fix: put pictures into it, or remove it\n"),
                predicted.err());
    }

    /** A folder is listed as that of a class is for training; what cannot be used does not keep the rest from it. */
    @Test
    void ofAFolderEverythingIsPredictedOrNamed() throws IOException {
        Path mixed = Files.createDirectories(folder.resolve("mixed"));
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.copy(picture("p.png", 28), mixed.resolve("one\ntwo.png"));
        Files.copy(picture("p.png", 28), other.resolve("linked.png"));
        Files.copy(picture("p.png", 28), mixed.resolve(".hidden.png"));
        Files.copy(picture("p.png", 28), Files.createDirectories(mixed.resolve(".h")).resolve("z.png"));
        Files.writeString(mixed.resolve("Thumbs.db"), "of the system");
        Files.createDirectories(mixed.resolve("empty").resolve("as well"));
        Files.createSymbolicLink(mixed.resolve("lost.png"), Path.of("absent.png"));
        Files.createSymbolicLink(mixed.resolve("to"), Path.of("../other"));
        Files.createSymbolicLink(mixed.resolve("up"), Path.of(".."));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("mixed"));

        CliRun predicted = CliRun.of("predict", run, link);
        assertEquals(1, predicted.status());
        assertTrue(predicted.out().matches("\\S*one␊two.png: stripes .*\n\\S*to/linked.png: stripes .*\n"), predicted.out());
        assertTrue(predicted.err().matches("longhand: \\S*lost.png: a link that leads nowhere. Fix: .*\n"
                + "longhand: \\S*up: a link to a folder that it is in. Fix: remove it\n"), predicted.err());
        Path table = folder.resolve("mixed.csv");
        CliRun written = CliRun.of("predict", run, link, "--csv", table);
        assertEquals("2 pictures, written to " + table + " (2 failed)\n", written.out());
        String text = Files.readString(table);
        assertTrue(text.contains("lost.png,") && text.contains("up,"), text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void atLeastOneClassIsShown(int top) {
        assertTrue(CliRun.of("predict", run, folder.resolve("small.png"), "--top", top).failedWith(
                "--top = " + top + ". Rule: a whole number, at least 1"));
    }

    @Test
    void whatIsNoCheckpointIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.safetensors"), "text");
        assertTrue(CliRun.of("evaluate", text).failedWith("text.safetensors: not a safetensors file"));
        assertTrue(CliRun.of("evaluate", folder.resolve("none.safetensors")).failedWith("none.safetensors"));
        Path foreign = folder.resolve("foreign.safetensors");
        Checkpoint.of(Models.get("mlp").create(1, 10), Map.of()).write(foreign);
        assertTrue(CliRun.of("evaluate", foreign).failedWith("does not say which model it is of"));
    }

    @Test
    void aCheckpointOfAnotherModelIsRefused() {
        Path file = folder.resolve("other.safetensors");
        Checkpoint.of(Models.get("softmax").create(1, 10), Map.of("longhand.model", CARD.formatted("lenet")))
                .write(file);
        CliRun evaluated = CliRun.of("evaluate", file);
        assertTrue(evaluated.failedWith("other.safetensors: loadStateDict: the saved state does not fit LeNet: conv.0.weight is missing"),
                evaluated.err());
    }

    @Test
    void aDamagedCardIsRefused() {
        Path file = folder.resolve("damaged.safetensors");
        Checkpoint.of(Models.get("softmax").create(1, 10), Map.of("longhand.model", "{")).write(file);
        assertTrue(CliRun.of("evaluate", file).failedWith("damaged.safetensors: damaged"));
    }
}
