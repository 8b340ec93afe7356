package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import longhand.explain.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words and signs beside numbers that change nothing, bars between numbers, prints of programs, sizes in words. */
class RemarksTest {
    private static final Values TRUTH = Values.of(new double[][] {{1, 2}, {3, 4}});
    private static final Values ONE = Values.vector(5);
    private static final Values SIZE = Values.vector(3, 4);

    private static void requireRight(String text, Values truth) {
        Values read = AnswerNumbers.read(text, false, truth).written().values();
        assertTrue(Diagnosis.sameShape(truth, read), text + " has the shape of " + read);
        assertArrayEquals(truth.toArray(), read.toArray(), text);
    }

    private static String refused(String text, Values truth) {
        return assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, truth), text)
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y1 y2\n1 2\n3 4", "x_1 x_2\n1 2\n3 4", "x0, x1\n1 2\n3 4", "| x1 | x2 |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", "x1 | x2\n1 | 2\n3 | 4",
        "w1 w2 w3\n1 2\n3 4", "1 | 2; 3 | 4", "Y =\n1 | 2\n3 | 4", "1|2\n3|4", "1.0 | 2.0\n3.0 | 4.0", "1,0 | 2,0\n3,0 | 4,0",
        "<tf.Variable 'Variable:0' shape=(2, 2) dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>",
        "y = <tf.Tensor: shape=(2, 2), dtype=int32, numpy=\narray([[1, 2],\n       [3, 4]])>",
        ">>> y\n<tf.Tensor: shape=(2, 2), dtype=int32, numpy=\narray([[1, 2],\n       [3, 4]])>", "> Ana\n>\n> 1 2\n> 3 4", ">1 2\n>3 4", "> > 1 2\n> > 3 4",
        "> 1 2; 3 4", "> | a | b |\n> |---|---|\n> | 1 | 2 |\n> | 3 | 4 |", "&gt; 1 2\n&gt; 3 4", "[1,]    1    2\n[2,]    3    4",
        "[1,]  1.0  2.0\n[2,]  3.0  4.0", "Y[0][0]: 1\nY[0][1]: 2\nY[1][0]: 3\nY[1][1]: 4", "dX[0][0] = 1\ndX[0][1] = 2\ndX[1][0] = 3\ndX[1][1] = 4",
        "1 and 2\n3 and 4", "1 und 2\n3 und 4", "[1 2; 3 4] (rounded)", "1 2 (rounded)\n3 4 (rounded)"})
    void matrices(String text) {
        requireRight(text, TRUTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x1 x 2\n1 2\n3 4", "3 x2\n1 2\n3 4", "<tf.Tensor: shape=(2, 2), dtype=int32, numpy=\narray([[1, 2],\n       [3, 4]])> * 2", "[2,] 1 2\n[1,] 3 4",
        "Y[0][1] = 1\nY[0][0] = 2\nY[1][0] = 3\nY[1][1] = 4", "1 2\n3 and 4 halved", "1 2 (doubled)\n3 4", "1 and a half 2\n3 4", "[1 2; 3 4]^T", "[1 2; 3 4]'",
        "[[1,2],[3,4]].T", "1 2 bits\n3 4"})
    void matricesThatAreChanged(String text) {
        refused(text, TRUTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I got 5", "Ich erhalte 5", "Die Antwort ist 5,0.", "ca. 5", "approx. 5", "about 5", "\u2248 5", "=> 5", "\u2192 5", "5 \u2713", "5 :)", "5!", "5 (final)", "5 nats", "5 nat.", "5 (nats)", "5 (rounded)", "5 (exact)", "5 (rounded to 3 decimals)", "5 (to three decimal places)", "loss = 5 (approx.)",
        "L = 5 nats", "Loss: 5 nats (rounded)", "Cross-entropy: 5", "cross entropy loss = 5", "mean squared error: 5", "negative log likelihood: 5",
        "log loss: 5", "Final answer: 5", "my answer for the loss: 5", "Number of parameters: 5", "5 parameters", "5 weights", "5 pixels", "5, rounded",
        "Y[0][0] = 5", "<tf.Tensor: shape=(), dtype=float32, numpy=5.0>", "tf.Tensor(5.0, shape=(), dtype=float32)"})
    void oneNumber(String text) {
        requireRight(text, ONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"> 5", "half of the loss: 5", "twice the answer: 5", "wrong answer: 5", "The answer: 5 or 6", "5 bits", "5 (times 2)", "5 (not rounded)", "5 (in %)",
        "5 percent", "5 halves", "a=3 b=5", "5 dozen", "5 and a half", "error rate in percent: 5"})
    void oneNumberThatIsChanged(String text) {
        refused(text, ONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"H = 3, W = 4", "height 3, width 4", "Height: 3; Width: 4", "H=3,W=4", "h_out = 3, w_out = 4", "H\u00F6he 3, Breite 4", "rows = 3, columns = 4",
        "H = 3\nW = 4", "(3 by 4)", "size: 3 by 4", "3 * 4", "Output: 3*4", "3 and 4", "3 | 4", "[3, 4]^T", "(3, 4)^T", "[3 4]'", "[3, 4].T", "y = [3, 4]^T",
        "$[3, 4]^\\top$", "[3,4]\u1D40", "3 x 4 pixels", "H = 3 and W = 4",
        "3x4 (HxW)", "H\u00D7W = 3\u00D74", "(H, W) = (3, 4)", "3 rows, 4 columns", "3 Zeilen und 4 Spalten", "H' = 3\nW' = 4", "height x width: 3 x 4", "hauteur : 3\nlargeur : 4", "outH = 3\noutW = 4"})
    void sizes(String text) {
        requireRight(text, SIZE);
    }

    /** Their names say which is which. */
    @ParameterizedTest
    @ValueSource(strings = {"W = 4, H = 3", "w=4 h=3", "width 4, height 3", "width: 4\nheight: 3", "Breite: 4 / H\u00F6he: 3", "Breite: 4\n\nH\u00F6he: 3", "columns = 4, rows = 3", "W = 4\nH = 3",
        "WxH = 4x3", "width x height: 4 x 3", "width by height: 4 by 3", "width and height: 4 and 3", "cols x rows: 4 x 3", "{\"WxH\": [4, 3]}", "(W, H) = (4, 3)", "size (width, height): 4, 3", "4x3 (W x H)",
        "outputWidth: 4\noutputHeight: 3", "outW = 4\noutH = 3", "W_o = 4\nH_o = 3", "n_cols = 4\nn_rows = 3", "Ausgabebreite: 4\nAusgabeh\u00F6he: 3", "largeur: 4\nhauteur: 3",
        "ancho: 4\nalto: 3", "larghezza = 4, altezza = 3", "\u5BBD: 4\n\u9AD8: 3", "4 columns, 3 rows", "4 wide, 3 high", "The width: 4\nThe height: 3", "width of the output: 4\nheight of the output: 3",
        "W = (5-2)/1+1 = 4\nH = (4-2)/1+1 = 3"})
    void widthBeforeHeight(String text) {
        requireRight(text, SIZE);
        assertTrue(AnswerNumbers.read(text, false, SIZE).remarks()
                .contains("Height and width were read by their names."), text);
    }

    @Test
    void severalSizes() {
        requireRight("H = W = 4", Values.vector(4, 4));
        requireRight("W=H=4", Values.vector(4, 4));
        requireRight("H = 2, W = 2\n5 6\n7 8", Values.of(new double[][] {{5, 6}, {7, 8}}));
        requireRight("rows: 2, cols: 2\n5 6\n7 8", Values.of(new double[][] {{5, 6}, {7, 8}}));
        for (String text : new String[] {"W H\n4 3", "The output has width 4 and height 3.", "W x H:\n4 x 3"}) {
            assertTrue(refused(text, SIZE).contains("the width stands before the height"), text);
        }
        requireRight("H = 5\nW = 6\nW = 8\nH = 7", Values.of(new double[][] {{5, 6}, {7, 8}}));
        requireRight("conv: W = 6, H = 5\npool: H = 7, W = 8", Values.of(new double[][] {{5, 6}, {7, 8}}));
        for (String text : new String[] {"5x6\n7x8", "5*6\n7*8", "5 by 6\n7 by 8", "H = 5, W = 6\nH = 7, W = 8", "conv: 5 by 6\npool: 7 by 8"}) {
            requireRight(text, Values.of(new double[][] {{5, 6}, {7, 8}}));
        }
        for (String text : new String[] {"34 by", "3*4*2", "3*4 5*6"}) {
            refused(text, SIZE);
        }
        for (String text : new String[] {"3*4, 2*2, 1", "3 by 4", "H = 7, W = 9"}) {
            refused(text, Values.vector(7, 9, 1));
        }
    }

    @Test
    void vectorsAndColumns() {
        for (String text : new String[] {"7, 9 and 1", "7, 9, and 1", "y = 7, 9 and 1", "7 9 and 1", "7 | 9 | 1", "| 7 | 9 | 1 |", "7 | 9 | 1 (rounded)"}) {
            requireRight(text, Values.vector(7, 9, 1));
        }
        for (String text : new String[] {"[12.5 -9.5 0.5]^T", "[12.5, -9.5, 1/2]^T", "(12,5; -9,5; 0,5)", "12.5 | -9.5 | 0.5"}) {
            requireRight(text, Values.of(new double[] {12.5, -9.5, 0.5}, 3, 1));
        }
        for (String text : new String[] {"[1, 2, 3]^T", "[1 2 3]'"}) {
            refused(text, Values.of(new double[] {1, 2, 3}, 1, 3));
        }
    }

    /** Bars separate planes where the answer has the right size then. */
    @Test
    void barsBetweenPlanesAreThose() {
        Values planes = Values.of(new double[] {1, 2, 3}, 3, 1, 1);
        requireRight("1 | 2 | 3", planes);
        requireRight("1 2; 3 4 | 5 6; 7 8", Values.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
    }

    @Test
    void planesSideBySideAndNamedColumns() {
        Values planes = Values.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
        for (String text : new String[] {"1 2 | 5 6\n3 4 | 7 8", "[1 2] [5 6]\n[3 4] [7 8]", "\u23A11 2\u23A4 \u23A15 6\u23A4\n\u23A33 4\u23A6 \u23A37 8\u23A6", "1 2   5 6\n3 4   7 8"}) {
            requireRight(text, planes);
        }
        for (String text : new String[] {"   A  B\n0  1  2\n1  3  4", "  V1 V2\n1  1  2\n2  3  4"}) {
            requireRight(text, TRUTH);
        }
        requireRight("Ana M\n0 1 2\n1 4 5", Values.of(new double[][] {{0, 1, 2}, {1, 4, 5}}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"> 1\n", "1 and ", "nats ", "x1 ", "1 | ", "3 by ", "<tf.Tensor numpy="})
    void longTextsAreReadSoon(String part) {
        String text = part.repeat(120_000 / part.length()) + " x y";
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            refused(text, TRUTH);
            refused(text, SIZE);
        });
    }
}
