package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.explain.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names before numbers in every alphabet, of derivatives, new values and functions; and the working behind them. */
class LabelsTest {
    private static final Values THREE = Values.vector(1, 2, 3);
    private static final Values ONE = Values.vector(7);

    @ParameterizedTest
    @ValueSource(strings = {"\u03B81 = 1\n\u03B82 = 2\n\u03B83 = 3", "w = 1\nb = 2\n\u03B7 = 3", "L\u00E4nge: 1\nBreite: 2\nTiefe: 3", "\u0177 = [1, 2, 3]", "y\u0302 = 1 2 3", "\u03B4: 1 2 3", "w1_new = 1\nw2_new = 2\nb_new = 3",
        "w_{t+1} = 1 2 3", "w(t+1) = (1, 2, 3)", "w1' = 1\nw2' = 2\nb' = 3", "\u2202L/\u2202w1 = 1\n\u2202L/\u2202w2 = 2\n\u2202L/\u2202b = 3", "dL/dw1 = 1\ndL/dw2 = 2\ndL/db = 3",
        "\\frac{\\partial L}{\\partial w_1} = 1\n\\frac{\\partial L}{\\partial w_2} = 2\n\\frac{\\partial L}{\\partial w_3} = 3", "w.grad = tensor([1., 2., 3.])", "\u03C3(z) = 1 2 3",
        "softmax([1,2,3]) = [1, 2, 3]", "P(y=0) = 1\nP(y=1) = 2\nP(y=2) = 3", "p(1) = 1\np(2) = 2\np(3) = 3", "L\u00F6sung: 1 2 3", "\u041E\u0442\u0432\u0435\u0442: 1 2 3", "x\u2081 = 1\nx\u2082 = 2\nx\u2083 = 3"})
    void names(String text) {
        assertArrayEquals(THREE.toArray(), AnswerNumbers.read(text, false, THREE).written().values().toArray(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"J(\u03B8) = 7", "L(y, \u0177) = 7", "\u2112 = 7", "\u7B54\u6848\uFF1A7", "R\u00E9ponse : 7", "28/4 = 7", "(1+6+7+14)/4 = 7", "ReLU(7) = 7", "w1 = 7.5 - 0.5 = 7", "max(1, 2, 3, 7) = 7",
        "Mean = (1+6+7+14)/4 = 7", "2*3 + 1 = 7", "(3 + 4) = 7", "\u200B7\u200E", "7\u2060", "\u00AD7"})
    void oneNumber(String text) {
        assertArrayEquals(ONE.toArray(), AnswerNumbers.read(text, false, ONE).written().values().toArray(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5*2 = 1\n1+1 = 2\n4-1 = 3", "ReLU(1) = 1\nReLU(2) = 2\nReLU(3) = 3", "h1 = max(0, 1) = 1\nh2 = max(0, 2) = 2\nh3 = max(0, 3) = 3", "2.7/2.7 = 1\n4/2 = 2\n9/3 = 3"})
    void workingOnEachLine(String text) {
        assertArrayEquals(THREE.toArray(), AnswerNumbers.read(text, false, THREE).written().values().toArray(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"L\u00B2 = 7", "sqrt(L) = 7", "log(Y) = 7", "ln(L) = 7", "Y' = 7 8; 9 1", "Y\u1D40 = 7 8; 9 1", "7 = 3 + 4 + x", "L/2 = 7", "2L = 7", "-L = 7", "transpose(Y) = 7 8; 9 1", "7*2",
        "\u03B82 = 7\n\u03B81 = 8", "w2' = 7\nw1' = 8", "w2_new = 7\nw1_new = 8", "dL/dw2 = 7\ndL/dw1 = 8", "\u2202L/\u2202w2 = 7\n\u2202L/\u2202w1 = 8", "P(y=2) = 7\nP(y=1) = 8", "p(2) = 7\np(1) = 8", "\u01772 = 7\n\u01771 = 8",
        "\\frac{\\partial L}{\\partial w_2} = 7\n\\frac{\\partial L}{\\partial w_1} = 8", "28/4 = 7 + 1", "(0,0)=43 (0,1)=7", "1+0=1, 1+1=2, 1+6=7", "L = 7 \u00B7 2 = x"})
    void changedOrOutOfOrder(String text) {
        assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, ONE), text);
    }

    @Test
    void unknownLabelsAreNamed() {
        String said = assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read("7 of Ana's =: 7", false, ONE))
                .getMessage();
        assertTrue(said.contains("is not a number"), said);
        said = assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read("my (own) loss so far = 7", false, ONE))
                .getMessage();
        assertTrue(said.endsWith("'my (own) loss so far =' is not known as a label. Write Y = \u2026 or only the numbers."), said);
    }
}
