package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.explain.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is still to be computed is refused: between the numbers, and on lines beside them. */
class UnfinishedTest {
    private static final Values TRUTH = Values.of(new double[][] {{1, 2}, {3, 4}});

    private static String refused(String text, Values truth) {
        return assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, truth), text)
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\u00D72 2\n3 4", "1 2\n3 1\u00D74", "1 x 2 3 4", "1 X 3 4", "2 ** 3 4", "2 ** 3", "2** 3\n4 5", "1*2 3\n4 5", "2\u00B73", "2\u00D73", "[[1\u00D72, 3], [3, 4]]",
        "[[1 x 2, 3], [3, 4]]", "[[1**2, 3], [3, 4]]", "1 + 2 3", "1+2 3\n4 5", "1-2 3\n4 5", "1\u00F72 3\n4 5", "2 x -4", "0.5 x .5", "1/2 x 4", "2 \u00D7 10 1", "1, 2 x 3\n3, 4",
        "1\\times2 & 3\\\\4 & 5", "2x3 2x4\n1 2"})
    void operatorsBetweenNumbersAreNoBlanks(String text) {
        Values half = Values.of(new double[][] {{1, 2}, {3, 4.5}});
        for (Values truth : new Values[] {half, Values.vector(1, 2, 3), Values.vector(6)}) {
            String said = refused(text, truth);
            assertTrue(said.contains("an expression is not computed here. Write its result"), said);
        }
    }

    /** It would be one of the last number alone. */
    @ParameterizedTest
    @ValueSource(strings = {"\\times 10^{-2}", "\\cdot 10^{-2}", " \\times 10^2", "/9", " / 9", "\\%", "%", "*2", "\\div 3", "\u00D7 10^{-2}"})
    void aFactorBehindAMatrixOfLatexIsRefused(String factor) {
        refused("\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}" + factor, TRUTH);
        refused("$$Y = \\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}" + factor + "$$", TRUTH);
    }

    @Test
    void crossesOfSizesOnlyWhereSizesAreAsked() {
        for (String text : new String[] {"14x14\n7 x 7", "layer 1: 14\u00D714\nlayer 2: 7x7", "14x14; 7x7", "(14x14), (7x7)", "[14x14]\n[7 \u00D7 7]"}) {
            Values sizes = Values.of(new double[][] {{14, 14}, {7, 7}});
            Values read = AnswerNumbers.read(text, false, sizes).written().values();
            assertArrayEquals(sizes.toArray(), read.toArray(), text);
        }
        refused("3x3", Values.vector(9));
        refused("2 x 3\n4 x 5", Values.of(new double[][] {{6.5, 1}, {20, 1}}));
        refused("0.5 x 4", Values.vector(14, 28));
        refused("14 =28", Values.vector(14, 28));
        refused("2x3, 2x4\n1, 2", TRUTH);
        refused("2x3, 2x4", TRUTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2x2 matrix:\n1 2\n3 4", "a 2\u00D72 matrix\n1 2\n3 4", "shape 2x2\n1 2\n3 4", "The 2x2 output:\n1 2\n3 4", "1 2\n3 4\nsize 2x2", "kernel 3x3, stride 1\n1 2\n3 4",
        "Y (2 x 2):\n1 2\n3 4", "**1 2**\n**3 4**", "1 **2**\n3 **4**", "**Y**\n1 2\n3 4"})
    void sizesInHeadingsAndBoldNumbersAreRead(String text) {
        assertArrayEquals(TRUTH.toArray(), AnswerNumbers.read(text, false, TRUTH).written().values().toArray(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Y*10 =\n1 2\n3 4", "Y \u00D7 10 =\n1 2\n3 4", "$Y \\cdot 10 =$\n1 2\n3 4", "2Y =\n1 2\n3 4", "0.5 Y =\n1 2\n3 4", "-Y =\n1 2\n3 4", "Y/9 =\n1 2\n3 4",
        "Y^T =\n1 2\n3 4", "Y.T =\n1 2\n3 4", "Y+1 =\n1 2\n3 4", "10 * Y:\n1 2\n3 4", "So we get Y * 3 =\n1 2\n3 4", "Y * 9\n1 2\n3 4", "1 2\n3 4\nY / 9", "1 2\n3 4\n= Y * 9", "(Y) * 9\n1 2\n3 4",
        "1 2\n3 4\n/9", "1 2\n3 4\n/ 9", "1 2\n3 4\n+ b", "1 2\n3 4\n\u00F7 4", "1 2\n+ 3\n3 4", "1 2\n3 4\n* 2 2", "1 2\n3 4\n+ 1 = 5", "1 2\n3 4\n\\div 3", "Y = X *\n1 2\n3 4",
        "1 2\n3 4\ntimes 10", "multiply by 10:\n1 2\n3 4", "1 2\n3 4\nall divided by 9.", "in %:\n1 2\n3 4", "in thousands\n1 2\n3 4",
        "1 2\n3 4\nY = Y * 2", "Y = 2*Y\n1 2\n3 4", "Y = 1 2; 3 4\nZ = Y / 9", "Y =\n1 2\n3 4\nZ = relu(Y)", "1 2\n3 4\nY = Y.T", "1 2\n3 4\nY *= 2", "1 2\n3 4\nY[0] /= 9"})
    void linesThatChangeTheNumbersAreNamed(String text) {
        String said = refused(text, TRUTH);
        assertTrue(said.matches("the (line|comment) '.*' changes (its numbers|the numbers beside it), and nothing is computed here\\. .*"), said);
    }

    /** Without what is quoted the numbers are others: it is not to be removed. */
    @ParameterizedTest
    @ValueSource(strings = {"[[1,2],[3,4]] * 1000", "[[1,2],[3,4]] / 9", "[[1,2],[3,4]] + 1", "[[1,2],[3,4]] - 1", "[[1,2],[3,4]].T", "[[1,2],[3,4]]^T", "[[1,2],[3,4]]\u00B2", "[[1,2],[3,4]]e-3",
        "[[1,2],[3,4]] @ X", "[1 2; 3 4]'", "[1 2; 3 4] x 10", "([[1,2],[3,4]]) * 2", "2 * [[1,2],[3,4]]", "1/9 [[1,2],[3,4]]", "1/9 ([[1,2],[3,4]])", "[[1,2],[3,4]] transposed", "[[1,2],[3,4]] %",
        "twice: 1 2; 3 4", "Y^T: 1 2; 3 4"})
    void anOperationBesideBracketsIsToBeCarriedOut(String text) {
        String said = refused(text, TRUTH);
        assertTrue(said.contains("nothing is computed here. Carry it out and write "), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"[[1,2],[3,4]] ]@Remove it.", "[[1,2],[3,4]] x y@if not, remove it.", "1 2; 3 4 # halved@take off that comment.", "x2 [1, 2]@Write a matrix as [[0, 1], [2, 3]].",
        "1 2 [3, 4]@Write a matrix as [[0, 1], [2, 3]]."})
    void otherSignsBesideNumbers(String text, String end) {
        String said = refused(text, TRUTH);
        assertTrue(said.endsWith(end), said);
    }

    @Test
    void aSumBelowOneNumber() {
        for (String text : new String[] {"5\n+ 3", "5\n* 3", "5\n+ 3 = 8", "5\n\u00B7 3", "5\n/ 3"}) {
            refused(text, Values.vector(5));
            refused(text, Values.vector(5, 3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Y = X * K\n1 2\n3 4", "Y = X * K + 1\n1 2\n3 4", "So we get Y =\n1 2\n3 4", "conv(X, K) =\n1 2\n3 4", "X * K =\n1 2\n3 4", "Ana / group 3\n1 2\n3 4", "12/11/2026\n1 2\n3 4",
        "0*1 + 1*1 = 1\n1 2\n3 4", "w = w - lr * g\n1 2\n3 4", "w = w - 0.1 * g\n1 2\n3 4", "* Ana\n* 1 2\n* 3 4", "* my answer:\n1 2\n3 4", "* [[1, 2],\n[3, 4]]", "Problem 3 *\n1 2\n3 4", "*Y*\n1 2\n3 4",
        "Exercise 2.1 + 2.2\n1 2\n3 4", "Group A-3:\n1 2\n3 4", "page 1/2:\n1 2\n3 4", "3*3 kernel:\n1 2\n3 4", "written in C++\n1 2\n3 4", "1 2\n3 4\nprint(Y)", "1 2\n3 4\n/home/ana",
        "I used Y = X*K with stride 2\n1 2\n3 4", "Y = (X + 2p - k)/s + 1\n1 2\n3 4"})
    void textAndFormulasOfTheQuestionAreLeftOut(String text) {
        assertArrayEquals(TRUTH.toArray(), AnswerNumbers.read(text, false, TRUTH).written().values().toArray(), text);
    }
}
