package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code longhand check}, as it is called on the command line. */
class CheckCommandTest extends CommandTest {
    @TempDir
    private Path folder;

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
}
