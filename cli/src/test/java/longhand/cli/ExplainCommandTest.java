package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code longhand explain}, as it is called on the command line. */
class ExplainCommandTest extends CommandTest {
    @TempDir
    private Path folder;

    @Test
    void explainPrintsEveryWorking() {
        assertEquals(0, run(NOTES, "explain", "corr2d"));
        assertTrue(out.contains("\nY[0, 0] = 0·0 + 1·1 + 3·2 + 4·3 = 19\n"), out);
    }

    @Test
    void explainPrintsOneCell() {
        assertEquals(0, run(NOTES, "explain", "corr2d", "--cell", "1,1"));
        assertEquals("Y[1, 1] = 4·0 + 5·1 + 7·2 + 8·3 = 43\n", out);
        assertEquals(0, run(NOTES, "explain", "corr2d", "--cell", "0,1", "--view", "input-gradient"));
        assertEquals("dX[0, 1] = 1·1 + 1·0 = 1  (touched by the windows at (0, 0), (0, 1))\n", out);
    }

    @Test
    void explainWritesAPageOrMarkdownByTheFilesName() throws IOException {
        Path page = folder.resolve("a.html");
        assertEquals(0, run(NOTES, "explain", "corr2d", "--out", page.toString()));
        assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
        Path markdown = folder.resolve("a.md");
        assertEquals(0, run(NOTES, "explain", "corr2d", "--out", markdown.toString()));
        assertTrue(Files.readString(markdown).contains("$$Y_{0,0} = 0 \\cdot 0"));
    }

    @Test
    void explainKnowsEveryOperation() {
        for (List<String> call : List.of(
                List.of("conv2d", "-i", "0 1;2 3", "-k", "1 1;1 1", "-p", "1", "-s", "2", "-b", "0.5"),
                List.of("conv1x1", "-i", "0 1;2 3|4 5;6 7", "-k", "1|2||3|4"),
                List.of("maxpool", "-i", "0 1;2 3", "--window",
                        "2"),
                List.of("avgpool", "-i", "0 1;2 3", "--window", "1x2", "-s", "1"),
                List.of("linear", "-i", "1 2", "-k", "3 4;5 6", "-b", "1 1"),
                List.of("softmax", "-i", "1 2 3", "--labels", "2"),
                List.of("sgd", "-i", "1 2", "--gradient", "3 4", "--lr", "0.5", "--momentum", "0.9"))) {
            assertEquals(0, run(call.toArray(String[]::new), "explain"), call + err);
            assertTrue(out.contains("Rule: "), out);
        }
    }

    /** What a page or a table of grades prints can be given back, and every view ends with the whole array. */
    @Test
    void everyViewPrintsItsWholeArray() {
        Map<List<String>, List<String>> views = Map.of(
                List.of("conv2d", "-i", "0 1 2;3 4 5", "-k", "1 2", "-b", "1"),
                List.of("forward", "input-gradient", "weight-gradient", "bias-gradient"),
                List.of("conv1x1", "-i", "0 1;2 3|4 5;6 7", "-k", "1 2; 3 4"),
                List.of("forward", "input-gradient", "weight-gradient"),
                List.of("maxpool", "-i", "0 1;2 3", "--window", "2"), List.of("forward", "input-gradient"),
                List.of("linear", "-i", "1 2", "-k", "3 4;5 6", "-b", "1 1"),
                List.of("forward", "input-gradient", "weight-gradient", "bias-gradient"),
                List.of("softmax", "-i", "1 2 3", "--labels", "2"), List.of("forward", "input-gradient"),
                List.of("sgd", "-i", "1 2", "--gradient", "3 4", "--momentum", "0.9"), List.of("forward", "velocity"));
        Map<String, String> names = Map.of("forward", "(?:Y|P|W')", "input-gradient", "d[XZ]", "weight-gradient", "dW",
                "bias-gradient", "db", "velocity", "v'");
        views.forEach((call, shown) -> shown.forEach(view -> {
            assertEquals(0, run(call.toArray(String[]::new), "explain", "--view", view), call + err);
            assertTrue(out.matches("(?s).*\n\n" + names.get(view) + " \\([^\n]*\\)\n  [ 0-9.\n-]+"), view + "\n" + out);
            assertEquals(view.endsWith("gradient") && !call.getFirst().equals("softmax"), out.contains("\ndY ("), out);
        }));
    }

    @Test
    void labelsBringTheLoss() {
        assertEquals(0, run("explain", "softmax", "-i", "1 2 3", "--labels", "2"));
        assertTrue(out.contains("P[0, 2]:") && out.contains("sample 0, class 2: -ln(0.665241) ≈ 0.407606"), out);
        assertEquals(0, run("check", "softmax", "-i", "1 2 3", "--labels", "2", "-a", "0.4076"), out);
        assertEquals(0, run("check", "softmax", "-i", "0 0", "--labels", "1", "-a", "0.5 0.5"), out);
    }

    @Test
    void aMatrixIsAKernelOfOneByOne() {
        for (String kernel : List.of("1 2; 3 4", "1|2||3|4")) {
            assertEquals(0, run("explain", "conv1x1", "-i", "0 1;2 3|4 5;6 7", "-k", kernel), err);
            assertTrue(out.contains("one plane for each output channel: 8 11; 14 17 | 16 23; 30 37\n"), out);
            assertTrue(out.contains("image (the input, one plane for each channel)\n [0]:\n  0 1\n  2 3\n"), out);
        }
        assertEquals(0, run("explain", "conv1x1", "-i", "0 1;2 3|4 5;6 7", "-k", "1 2"), err);
        assertEquals(0, run("explain", "conv1x1", "-i", "0 1;2 3", "-k", "3; 4"), err);
        assertEquals(1, run("explain", "conv1x1", "-i", "0 1;2 3|4 5;6 7", "-k", "1 2 3; 4 5 6"));
        assertTrue(err.contains("O × C, with C = 2"), err);
    }

    @Test
    void theEndingSaysWhatIsWritten() {
        for (String name : List.of("x.pdf", "x.HTMLX", "x.docx", "x")) {
            String path = folder.resolve(name).toString();
            assertEquals(1, run(NOTES, "explain", "corr2d", "--out", path), name);
            assertTrue(err.contains(".html, .md or .txt"), err);
            assertEquals(1, run("explain", "model", "lenet", "--out", path), name);
            assertTrue(err.contains("end in .html"), err);
            assertEquals(1, run("explain", "model", "lenet", "--drawing", path), name);
            assertTrue(err.contains("end in .svg"), err);
            assertTrue(Files.notExists(Path.of(path)));
        }
        assertEquals(0, run(NOTES, "explain", "corr2d", "--format", "text", "--out", folder.resolve("x").toString()));
    }

    @Test
    void aPictureIsAnInput() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 0, 0xFFFFFF);
        image.setRGB(2, 1, 0x808080);
        Path png = folder.resolve("small.PNG");
        ImageIO.write(image, "png", png.toFile());
        assertEquals(0, run("explain", "maxpool", "-i", png.toString(), "--window", "2x1"), err);
        assertTrue(out.contains("X (input)\n    0   1   0\n    0   0 0.5\n"), out);
        assertEquals(1, run("explain", "corr2d", "-i", "0 1", "-k", png.toString()));
        assertTrue(err.startsWith("longhand: --kernel ") && err.contains("not a text file") && !err.contains("answer"),
                err);
        assertEquals(1, run("explain", "maxpool", "-i", "gone.png", "--window", "2"));
        assertTrue(err.contains("gone.png: no such file"), err);
    }

    @Test
    void explainModelWritesAPage() throws IOException {
        Path page = folder.resolve("lenet.html");
        assertEquals(0, run("explain", "model", "lenet", "--sample", "3", "--out", page.toString()), err);
        assertTrue(out.matches("(?s)conv\\.0 +\\[1, 6, 24, 24] +sees 5×5 +156 parameters.*Written to .*"), out);
        assertTrue(Files.readString(page).contains("48,000"));
        BufferedImage shirt = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        Path png = folder.resolve("shirt.png");
        ImageIO.write(shirt, "png", png.toFile());
        assertEquals(0, run("explain", "model", "lenet", "--image", png.toString(), "--out", page.toString(),
                "--force"), err);
        assertEquals(1, run("explain", "model", "lenet", "--sample", "999999"));
        assertTrue(err.startsWith("longhand: --sample 999999: there are test images 0 to "), err);
        assertEquals(1, run("explain", "model", "lenet", "--image", "missing.png"));
        assertTrue(err.contains("missing.png: no such file"), err);
        assertEquals(1, run("explain", "model", "foo"));
        assertTrue(err.contains("choose one of"), err);
    }

    @Test
    void wrongUseIsOneLine() {
        assertEquals(1, run("explain", "corr2d", "-i", "0 a", "-k", "1"));
        assertEquals("longhand: --input, row 1, number 2: 'a' is not a number. Write numbers as 19, 19.0, -2.5, 1.9e1 or 1/3.\n",
                err);
        assertEquals(1, run("explain", "corr2d", "-i", "missing.csv", "-k", "1"));
        assertEquals("longhand: no such file or folder: missing.csv. Fix: check the name\n", err);
        assertEquals(1, run("explain", "maxpool", "-i", "0 1"));
        assertTrue(err.startsWith("longhand: --window is missing."), err);
        assertEquals(1, run("explain", "corr2d", "-i", "0 1"));
        assertTrue(err.startsWith("longhand: --kernel is missing."), err);
        assertEquals(1, run("explain", "corr2d", "-k", "0 1"));
        assertTrue(err.startsWith("longhand: --input is missing."), err);
        assertEquals(2, run("explain"));
        assertTrue(err.startsWith("longhand: Say what to explain: one of [corr2d, conv2d"), err);
        assertEquals(2, run("explain", "conv2d", "-i", "0", "-k", "1", "--stride", "a"));
        assertTrue(err.contains("'a' is not a size; write 2, or 2x3"), err);
    }
}
