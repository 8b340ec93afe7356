package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import longhand.explain.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around the numbers of a right answer, and what programs print. */
class AnswerFormsTest {
    private static final Values TRUTH = Values.of(new double[][] {{1, 2}, {3, 4}});

    private static void requireRight(String text, Values truth) {
        Values read = AnswerNumbers.option("-a", text, truth).written().values();
        assertTrue(Diagnosis.sameShape(truth, read), text + " has the shape of " + read);
        assertArrayEquals(truth.toArray(), read.toArray(), text);
    }

    private static MatrixFormatException refused(String text, Values truth) {
        return assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, truth), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2) corr2d\n1 2\n3 4", "1. Answer:\n1 2\n3 4", "1)\n1 2\n3 4", "**1)**\n1 2\n3 4", "a) 1 2; 3 4", "2) Y = 1 2; 3 4", "Y_1 = 1 2\n3 4",
        "Y_{1} = \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", "1) \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", "Y<sub>1</sub> = 1 2; 3 4",
        "1. $\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}$.", "Y = X * K = \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}",
        "Y = conv2d(X, K, stride=2) = [[1, 2], [3, 4]]", "Y &= X \\star K \\\\ &= \\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}", "dL/dX = [[1, 2], [3, 4]]",
        "\\frac{\\partial L}{\\partial X} = 1 2; 3 4", "Result: Y_out = 1 2; 3 4", "Y := [1 2; 3 4]", "Y^{(1)} = 1 2; 3 4", "= 1 2; 3 4", "Y = [[1, 2], [3, 4]]."})
    void headingsAndLabels(String text) {
        requireRight(text, TRUTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[1,2],[3,4]] (2x2)", "(2x2)\n1 2\n3 4", "1 2\n3 4\n(2\u00D72)", "1 2 (2 x 2)\n3 4", "2x2\n1 2\n3 4", "Y (2x2) =\n1 2\n3 4", "# 2 x 2\n1 2\n3 4",
        "y = 2\u00D72\n     1     2\n     3     4", "[[1, 2], [3, 4]]\nshape: (2, 2)", "[[1 2]\n [3 4]]\n(2, 2)\n", "tensor([[1., 2.],\n        [3., 4.]])\ntorch.Size([2, 2])", "1 2; 3 4 (3/4 points)",
        "1 2  # row 1\n3 4  # 3*1 + 0", "[1 2 % first\n 3 4] % second", "1 2 % row 1\n3 4 % row 2", "1 2 // first\n3 4 // second", "// row 1\n1 2; // first\n3 4",
        "1 2 /* 9 */\n3 4", "<!-- mine -->1 2; 3 4", "[1 2\n 3 4]",
        "padding=1\n1 2\n3 4", "stride = 1\n1 2\n3 4", "bias = 0\n1 2\n3 4", "s=1\np=0\n1 2\n3 4", "stride 2, padding 0\n1 2\n3 4", "Output shape: (2, 2)\n1 2\n3 4"})
    void notesAndComments(String text) {
        requireRight(text, TRUTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"double[][] y = {{1, 2}, {3, 4}};", "new double[][] {{1,2},{3,4}}", "float y[2][2] = {{1f, 2f}, {3f, 4f}};", "int[][] y = {\n    {1, 2},\n    {3, 4}\n};",
        "[(1, 2), (3, 4)]", "((1,2),(3,4))", "([1, 2], [3, 4])", "np.array([(1, 2), (3, 4)])", "y = numpy.array([\n    [1, 2],\n    [3, 4],\n])", "torch.tensor(\n    [[1, 2],\n     [3, 4]]\n)",
        "tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)", "List.of(List.of(1, 2), List.of(3, 4))", ">>> y\narray([[1, 2],\n       [3, 4]])", "Matrix([[1, 2], [3, 4]])",
        "> y\n     [,1] [,2]\n[1,]    1    2\n[2,]    3    4", "   0  1\n0  1  2\n1  3  4", "     0    1\n0  1.0  2.0\n1  3.0  4.0", "|    |   0 |   1 |\n|---:|----:|----:|\n|  0 |   1 |   2 |\n|  1 |   3 |   4 |",
        "\u23A11  2\u23A4\n\u23A2    \u23A5\n\u23A33  4\u23A6", "1~2 \\\\ 3~4"})
    void literalsAndPrints(String text) {
        requireRight(text, TRUTH);
    }

    /** Names of classes that are words for an operation elsewhere. */
    @Test
    void namesOfClasses() {
        for (String text : new String[] {"minus: 1\nzero: 2\nplus: 3", "negative: 1\nneutral: 2\npositive: 3", "half: 1\nfull: 2\nempty: 3"}) {
            requireRight(text, Values.vector(1, 2, 3));
        }
        for (String text : new String[] {"minus: 1", "negative: 1 2 3", "old: 1\nnegative: 2\nhalf: 3", "negative: 1\nnegative: 2\npositive: 3"}) {
            refused(text, Values.vector(1, 2, 3));
        }
    }

    @Test
    void printedVectors() {
        for (String text : new String[] {"[1] 1 2 3", " [1] 1 2\n [3] 3", "c(1, 2, 3)", "y <- c(1, 2, 3)", "double[] y = {1, 2, 3};", "0    1\n1    2\n2    3\ndtype: int64"}) {
            requireRight(text, Values.vector(1, 2, 3));
        }
        requireRight("L = 10/2 = 5", Values.vector(5));
        for (String text : new String[] {"L = ln(x) \u2248 5", "L \u2248 5", "L = x/3\u22485", "L = 1/4\u22485", "L = \\ln 2 \\approx 5", "L = -log(0.3) = 5", "Loss: L = 5"}) {
            requireRight(text, Values.vector(5));
        }
        for (String text : new String[] {"L = 4.98 \u2248 5", "4\u22485", "4\"5", "4$5"}) {
            refused(text, Values.vector(45));
        }
        requireRight("torch.Size([14, 28])", Values.vector(14, 28));
        requireRight("Y(:,:,1) =\n\n     1     2\n     3     4\n\n\nY(:,:,2) =\n\n     5     6\n     7     8\n",
                Values.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
        requireRight("layer 1: (14x14)\nlayer 2: (7x7)", Values.of(new double[][] {{14, 14}, {7, 7}}));
        requireRight("1,250% 2,025%", Values.vector(12.5, 20.25));
        requireRight("1,250% 2,025%", Values.vector(0.0125, 0.02025));
    }

    /** A factor, another array, another order, an index or a size that does not fit: none of that is harmless. */
    @ParameterizedTest
    @ValueSource(strings = {"2Y = [[1,2],[3,4]]", "Y^T = 1 2; 3 4", "-Y = 1 2; 3 4", "Y/9 = 1 2; 3 4", "Y = X * K = 2 [[1,2],[3,4]]", "Y = X * K = 1/9 \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}",
        "(1/9)\n1 2\n3 4", "(3)\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", "np.array([[1,2],[3,4]]) // 9", "np.array([[1,2],[3,4]]) % K", "np.array([[1,2],[3,4]]) // mod", "np.array([[1,2],[3,4]]).T",
        "new double[][] {{1,2},{3,4}} * 2", "[-(1, 2), (3, 4)]", "[2(1, 2), (3, 4)]", "-(1,2)\n(3,4)", "1 2 #3\n3 4 #4", "1 % cat 2 % dog\n3 % cat 4 % dog", "(3x3)\n1 2\n3 4", "1 2\n3 4\nT",
        "     [,1] [,2]\n[2,]    1    2\n[1,]    3    4", "     [,1] [,2] [,3]\n[1,]    1    2\n[2,]    3    4", "   1  2\n1  1  2\n2  3  4", "   0  1\n0  1  2\n3  3  4", "1<sup>2</sup> 2\n3 4", "1<sub>2</sub> 2\n3 4",
        "bias = 3\n1 2\n3 4", "scale = 2\n1 2\n3 4", "s = 2\n1 2\n3 4", "Output shape: (3, 2)\n1 2\n3 4", "1~2\n3~4", "-\u23A11 2\u23A4\n \u23A33 4\u23A6", "\u23A11 2\u23A4\u00B2\n\u23A33 4\u23A6", "L =/= 1 2; 3 4", "Y = [0 1] = [1 2; 3 4]", "1.\n1 2\n3 4"})
    void whatIsNotHarmlessIsRefused(String text) {
        refused(text, TRUTH);
    }

    /** Rows without numbers, cells without anything, and rows with a word too many are no text beside the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"1 2\nNaN NaN\n3 4", "1 2\n3 4\nnan nan", "1 2\nNone None\n3 4", "[1, 2]\n[3, 4]\n[nan, nan]", "1 2\n3 4\n5 6 <- third row", "1 2\n3 4\n5 6 seven",
        "\\begin{pmatrix} 1 & & 2 \\\\ 3 & 4 & \\end{pmatrix}", "| 1 | | 2 |\n|---|---|---|\n| 3 | 4 | |", "1,5 2\n3,4", "\\begin{vmatrix}1 & 2\\\\3 & 4\\end{vmatrix}",
        "<math><msup><mn>1</mn><mn>2</mn></msup><mn>3</mn><mn>4</mn></math>", "1\u2082 3 4"})
    void whatIsNoTextBesideTheAnswerIsRefused(String text) {
        refused(text, TRUTH);
    }

    @Test
    void signsThatMeanMoreThanTheyShow() {
        refused("|-5|", Values.vector(-5));
        refused("<math><msqrt><mn>4</mn></msqrt></math>", Values.vector(4));
        refused("1,5 2,5\n3,4", Values.of(new double[][] {{1.5, 2.5}, {3, 4}}));
        assertThrows(MatrixFormatException.class, () -> MatrixText.parseCsv("1;;2\n3;4;"));
        assertArrayEquals(TRUTH.toArray(), MatrixText.parseCsv("1;2;\n3;4;").values().toArray());
        requireRight("|1 2|\n|3 4|", TRUTH);
        requireRight("1,0 2,0\n3,0 4,0", TRUTH);
    }

    /** A line takes time in proportion to its length. */
    @Test
    void longLinesAreReadSoon() {
        String empty = "\n".repeat(30_000);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            refused("?".repeat(60_000) + "x", TRUTH);
            refused("2x2" + " ".repeat(60_000) + "]", TRUTH);
            assertThrows(MatrixFormatException.class, () -> MatrixText.parse("1" + empty + "2 3"));
            assertEquals(2, MatrixText.parse("1" + empty + "2").values().toArray().length);
        });
    }

    @Test
    void struckOutAndOutOfOrder() {
        for (String text : new String[] {"~~1~~ 2\n3 4", "~~9 9; 9 9~~\n1 2\n3 4", "<s>9</s> 1 2\n3 4", "<del>9</del> 1 2; 3 4"}) {
            assertTrue(refused(text, TRUTH).getMessage().contains("is struck out"), text);
        }
        for (String text : new String[] {"y_2 = 3 4\ny_1 = 1 2", "2: 3 4\n1: 1 2", "channel 2:\n3 4\nchannel 1:\n1 2"}) {
            assertTrue(refused(text, TRUTH).getMessage().contains("row 1 stands below row 2"), text);
        }
        requireRight("row 1: 1\nrow 2: 2\nrow 1: 3\nrow 2: 4", Values.of(new double[] {1, 2, 3, 4}, 2, 2, 1));
    }
}
