package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** explain, check, exercise and solve, as they are called on the command line. */
class TeachingCommandsTest {
    private static final String[] NOTES = {"--input", "0 1 2; 3 4 5; 6 7 8", "--kernel", "0 1; 2 3"};
    @TempDir
    private Path folder;
    private String out = "";
    private String err = "";

    private int run(String[] more, String... args) {
        StringWriter stdout = new StringWriter();
        StringWriter stderr = new StringWriter();
        String[] all = java.util.stream.Stream.of(args, more).flatMap(java.util.Arrays::stream).toArray(String[]::new);
        int status = Main.create().setOut(new PrintWriter(stdout, true)).setErr(new PrintWriter(stderr, true))
                .execute(all);
        out = stdout.toString().replace(System.lineSeparator(), "\n");
        err = stderr.toString().replace(System.lineSeparator(), "\n");
        return status;
    }

    private int run(String... args) {
        return run(new String[0], args);
    }

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
        java.awt.image.BufferedImage image =
                new java.awt.image.BufferedImage(3, 2, java.awt.image.BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 0, 0xFFFFFF);
        image.setRGB(2, 1, 0x808080);
        Path png = folder.resolve("small.PNG");
        javax.imageio.ImageIO.write(image, "png", png.toFile());
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
        java.awt.image.BufferedImage shirt =
                new java.awt.image.BufferedImage(40, 30, java.awt.image.BufferedImage.TYPE_INT_RGB);
        Path png = folder.resolve("shirt.png");
        javax.imageio.ImageIO.write(shirt, "png", png.toFile());
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
    void checkSaysWhatIsWrong() {
        assertEquals(0, run(NOTES, "check", "corr2d", "--answer", "19 25; 37 43"));
        assertEquals("correct\n", out);
        assertEquals(1, run(NOTES, "check", "conv2d", "--padding", "1", "--answer", "19 25; 37 43"));
        assertTrue(out.startsWith("wrong: the answer has another size: 2 × 2 instead of 4 × 4 (rows and columns: out = "),
                out);
        assertTrue(out.endsWith(" = 4).\nWhat gives exactly this answer: the padding was ignored: 0 instead of 1.\n"),
                out);
        assertEquals(1, run(NOTES, "check", "corr2d", "--answer", "43 37; 25 19"));
        assertTrue(out.contains("the answer was rotated by 180°"), out);
    }

    @Test
    void everythingThatIsExplainedIsChecked() {
        String[][] right = {
            {"conv2d", "-i", "0 1;2 3", "-k", "1 1;1 1", "-p", "1", "-s", "2", "-b", "0.5", "-a", "0.5 1.5; 2.5 3.5"},
            {"conv2d", "-i", "0 1;2 3", "-k", "1 2", "-g", "1; 2", "--view", "input-gradient", "-a", "1 2; 2 4"},
            {"conv2d", "-i", "0 1;2 3", "-k", "1 2", "-g", "1; 2", "--view", "dW", "-a", "4 7"},
            {"conv2d", "-i", "0 1;2 3", "-k", "1 2", "-b", "5", "-g", "1; 2", "--view", "bias-gradient", "-a", "3"},
            {"conv2d", "-i", "0 1;2 3", "-k", "1 2||3 1", "-g", "1; 2|1; 1", "--view", "bias-gradient", "-a", "3 2"},
            {"conv1x1", "-i", "0 1;2 3|4 5;6 7", "-k", "1|2||3|4", "-a", "8 11;14 17|16 23;30 37"},
            {"conv1x1", "-i", "0 1;2 3|4 5;6 7", "-k", "1|2||3|4", "-a", "8 11 14 17; 16 23 30 37"},
            {"conv1x1", "-i", "0 1;2 3|4 5;6 7", "-k", "1|2||3|4", "--view", "weight-gradient", "-a", "6 22; 6 22"},
            {"maxpool", "-i", "0 1;2 3", "--window", "2", "-a", "3"},
            {"maxpool", "-i", "0 1;2 3", "--window", "2", "-g", "7", "--view", "input-gradient", "-a", "0 0;0 7"},
            {"avgpool", "-i", "0 1;2 3", "--window", "2", "-g", "8", "--view", "input-gradient", "-a", "2 2;2 2"},
            {"linear", "-i", "1 2", "-k", "3 4;5 6", "-b", "1 1", "-a", "12 18"},
            {"linear", "-i", "1 2", "-k", "3 4;5 6", "-g", "1 2", "--view", "input-gradient", "-a", "13 16"},
            {"linear", "-i", "1 2", "-k", "3 4;5 6", "-g", "1 2", "--view", "weight-gradient", "-a", "1 2; 2 4"},
            {"linear", "-i", "1 2", "-k", "3 4;5 6", "-b", "1 1", "-g", "1 2", "--view", "bias-gradient", "-a", "1; 2"},
            {"softmax", "-i", "0 0", "-a", "1/2 0.50"},
            {"softmax", "-i", "0 0", "--labels", "1", "--view", "loss", "-a", "0.693"},
            {"softmax", "-i", "0 0", "--labels", "1", "--view", "input-gradient", "-a", "0.50 -0.50"},
            {"linear", "-i", "1 2", "-k", "3 4;5 6", "-g", "1 2", "--view", "bias-gradient", "-a", "1 2"},
            {"sgd", "-i", "1 2", "--gradient", "3 4", "--lr", "0.5", "-a", "-0.5 -0"},
            {"sgd", "-i", "1 2", "--gradient", "3 4", "--velocity", "2 2", "--momentum", "0.5", "--view", "velocity",
                "-a", "Y = \\begin{bmatrix} 4 & 5 \\end{bmatrix}"},
            {"output-size", "--size", "28", "--window", "5", "-p", "2", "-s", "2", "-a", "14"},
            {"output-size", "--size", "28x30", "--layers", "conv k5; pool k2", "--view", "layers", "-a",
            "24 26; 12 13"}, {"parameters", "--layers", "conv 1->6 k5; linear 4->2", "-a", "166"},
            {"receptive-field", "--layers", "conv k5; pool k2; conv k5", "-a", "14"}};
        for (String[] call : right) {
            assertEquals(0, run(call, "check"), String.join(" ", call) + out + err);
            call[call.length - 1] = "12345.5";
            assertEquals(1, run(call, "check"), String.join(" ", call) + out + err);
        }
    }

    @Test
    void whatCannotBeReadIsNeitherRightNorWrong() throws IOException {
        Path csv = Files.writeString(folder.resolve("x.csv"), "0,1\n3,b\n");
        String[][] calls = {{"19 25; 37 x", "--answer, row 2, number 2: 'x' is not a number."},
            {"19 25; 37", "--answer, row 2 has 1 numbers"}, {"", "--answer: there are no numbers."},
            {csv.toString(), "--answer " + csv + ", row 2, number 2: 'b' is not a number."},
            {"missing.txt", "no such file or folder: missing.txt"}};
        for (String[] c : calls) {
            assertEquals(2, run(NOTES, "check", "corr2d", "--answer", c[0]), out);
            assertTrue(err.contains(c[1]), err);
            assertEquals("", out);
        }
        assertEquals(2, run("check", "corr2d", "-i", "0 1", "-k", "1 2 3", "-a", "1"));
        assertTrue(err.contains("does not fit into input width 2"), err);
        assertEquals(2, run(NOTES, "check", "corr2d", "--view", "bias-gradient", "-a", "1"));
        assertTrue(err.contains("has no view 'bias-gradient'. Fix: choose one of forward, input-gradient, weight-gradient."),
                err);
        assertEquals(2, run(NOTES, "check", "corr2d", "--view", "input-gradient", "-g", "1 2 3", "-a", "1"));
        assertTrue(err.contains("the gradient that arrives has 3 numbers and the output has shape [2, 2]"), err);
        assertEquals(2, run("check", "output-size", "--window", "2", "-a", "1"));
        assertTrue(err.contains("--size is missing. Give rows and columns"), err);
        assertEquals(2, run("check", "parameters", "-a", "1"));
        assertTrue(err.contains("--layers is missing."), err);
    }

    @Test
    void inputComesFromFiles() throws IOException {
        Path csv = Files.writeString(folder.resolve("x.csv"), "0,1,2\n3,4,5\n6,7,8\n");
        assertEquals(0, run("check", "corr2d", "-i", csv.toString(), "-k", "[[0,1],[2,3]]", "-a", "19.0 25; 37 4.3e1"));
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

    @Test
    void solveListsWindows() {
        assertEquals(0, run("solve", "conv", "--in", "224", "--out", "54"));
        assertTrue(out.contains("\n    11       4        0       1\n"), out);
        assertEquals(0, run("solve", "conv", "--in", "26", "--out", "12", "--kernel", "3", "--stride", "2",
                "--padding", "0"));
        assertTrue(out.startsWith("kernel  stride  padding  unused\n     3       2        0       1\nunused"), out);
        assertEquals(1, run("solve", "conv", "--in", "4", "--out", "400"));
        assertTrue(err.contains("no window leads from 4 to 400"), err);
    }

    @Test
    void exerciseFromSheetToGrade() throws IOException {
        assertEquals(0, run("exercise", "new", "corr2d", "--level", "2", "--seed", "5"));
        assertTrue(out.startsWith("# Exercise\n\n## corr2d, level 2\n"), out);
        assertEquals(1, run("exercise", "check", "corr2d", "--level", "2", "--seed", "5", "--answer",
                "1 2 3; 4 5 6; 7 8 9"));
        Path home = folder.resolve("homework");
        Path names = Files.writeString(folder.resolve("names.csv"),
                "name,email\nAna,ana@x.example\nBen,ben@x.example\n");
        assertEquals(0, run("exercise", "new", "corr2d:2:4", "maxpool", "--students", names.toString(), "--out",
                home.toString()), err);
        assertTrue(Files.readString(home.resolve("hand-out/ana.html")).contains("<b>ana.txt</b>"));
        Files.writeString(home.resolve("answers/ana.txt"), "Problem 1\n1 2; 3 4\nProblem 2\n1");
        assertEquals(0, run("exercise", "grade", home.toString(), "--gradescope"), err);
        assertTrue(out.startsWith("  1 wrong\n  1 missing\nWritten to "), out);
        assertEquals(3, Files.readAllLines(home.resolve("grades/grades.csv")).size());
        assertTrue(Files.exists(home.resolve("grades/gradescope/ben/results.json")));
        assertTrue(Files.exists(home.resolve("grades/feedback/ana.html")));
        assertEquals(0, run("exercise", "grade", home.resolve("answers").toString()));
        assertEquals(1, run("exercise", "grade", folder.toString()));
        assertTrue(err.contains("no such file or folder") && err.contains("--key"), err);
    }

    @Test
    void aSecondSetNeverReplacesTheFirst() throws IOException {
        Path home = folder.resolve("homework");
        assertEquals(0, run("exercise", "new", "corr2d", "--class", "3", "--out", home.toString()));
        byte[] key = Files.readAllBytes(home.resolve("key.json"));
        assertEquals(1, run("exercise", "new", "maxpool", "--class", "3", "--out", home.toString()));
        assertTrue(err.contains(home + " is not empty") && err.contains("Fix: "), err);
        org.junit.jupiter.api.Assertions.assertArrayEquals(key, Files.readAllBytes(home.resolve("key.json")));
        Path file = Files.writeString(folder.resolve("notes"), "mine");
        assertEquals(1, run("exercise", "new", "corr2d", "--out", file.toString()));
        assertEquals("mine", Files.readString(file));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(0, run("exercise", "new", "corr2d", "--out", empty.toString()), err);
        try (java.util.stream.Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of("empty", "homework", "notes"),
                    left.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void hurriedRequestsAreRefusedInALine() {
        for (List<String> call : List.of(List.of("new", "corr2d", "--class", "-3"),
                List.of("new", "corr2d", "--points", "0"),
                List.of("new", "corr2d", "--class", "3", "--students", "x.csv"),
                List.of("new", "corr2d", "--key", "--out", "x"), List.of("new"), List.of("grade"),
                List.of("grade", "x", "--points", "-1"), List.of("check", "corr2d", "-a", "1"))) {
            assertEquals(2, run(call.toArray(String[]::new), "exercise"), call + out);
        }
        for (List<String> call : List.of(List.of("new", "fft"), List.of("new", "corr2d:9"),
                List.of("new", "corr2d", "--students", "gone.csv"), List.of("grade", "gone"),
                List.of("autograder", "gone"))) {
            assertEquals(1, run(call.toArray(String[]::new), "exercise"), call + out);
            assertTrue(err.startsWith("longhand: ") && err.indexOf('\n') == err.length() - 1, err);
        }
    }

    @Test
    void withoutASeedNobodyCanPrintTheKey() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        assertEquals(0, run("exercise", "new", "corr2d", "--class", "2", "--out", one.toString()));
        assertEquals(0, run("exercise", "new", "corr2d", "--class", "2", "--out", two.toString()));
        org.junit.jupiter.api.Assertions.assertNotEquals(Files.readString(one.resolve("key.json")),
                Files.readString(two.resolve("key.json")));
        assertEquals(0, run("exercise", "new", "corr2d"));
        String seed = out.replaceAll("(?s).*--seed (\\d+).*", "$1");
        String sheet = out;
        assertEquals(0, run("exercise", "new", "corr2d", "--seed", seed));
        assertEquals(sheet, out, "the line that is printed with a sheet brings it back");
    }
}
