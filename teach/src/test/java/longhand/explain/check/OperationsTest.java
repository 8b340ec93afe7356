package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import longhand.explain.Values;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels and short lines that say an operation are refused; sentences and formulas of the question are left out. */
class OperationsTest {
    private static final Values TRUTH = Values.of(new double[][] {{1, 2}, {3, 4}});

    private static String refused(String text) {
        return assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, TRUTH), text)
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[x10^3]\n1 2\n3 4", "Y (x10):\n1 2\n3 4", "in 1e-2:\n1 2\n3 4", "1/9 of this:\n1 2\n3 4", "1 2\n3 4\nall + 1",
        "twice:\n1 2\n3 4", "half of:\n1 2\n3 4", "sqrt =\n1 2\n3 4", "Y^T:\n1 2\n3 4", "Y':\n1 2\n3 4", "percent:\n1 2\n3 4", "in units of 10^-2:\n1 2\n3 4",
        "over 9\n1 2\n3 4", "1 2\n3 4\nover 9", "1 2\n3 4\nhalved", "1 2\n3 4\n+ bias (0.5)", "[%]\n1 2\n3 4", "Y (in %):\n1 2\n3 4", "Y = W * X -\n1 2\n3 4",
        "twice: 1 2; 3 4", "2 times:\n1 2\n3 4", "Doubled\n1 2\n3 4", "mal 2\n1 2\n3 4", "1 2\n3 4\ndurch 9", "1 2\n3 4\ngeteilt durch 9",
        "transponiert:\n1 2\n3 4", "die H\u00E4lfte von:\n1 2\n3 4", "in Prozent:\n1 2\n3 4", "in hundredths:\n1 2\n3 4", "negative of\n1 2\n3 4",
        "square root of Y:\n1 2\n3 4", "plus bias 1\n1 2\n3 4", "1 2\n3 4\nall squared", "transposed\n1 2\n3 4", "inverse:\n1 2\n3 4", "reversed:\n1 2\n3 4",
        "scaled by 3:\n1 2\n3 4", "thrice:\n1 2\n3 4", "Doubles:\n1 2\n3 4", "1 2\n3 4\n(all values doubled)", "1 2\n3 4\n(times 3)", "Y (halved):\n1 2\n3 4",
        "Gradient (negative):\n1 2\n3 4", "a quarter of these values:\n1 2\n3 4", "one third of:\n1 2\n3 4", "Wurzel aus:\n1 2\n3 4", "das Doppelte: 1 2; 3 4",
        "Prozent: 1 2; 3 4", "in Tausendstel:\n1 2\n3 4", "Softmax in percent:\n1 2\n3 4", "Accuracy (%)\n1 2\n3 4", "Accuracy in %:\n1 2\n3 4",
        "values in hundredths\n1 2\n3 4", "unit: 10^-3\n1 2\n3 4", "(10^-2)\n1 2\n3 4", "10^-2:\n1 2\n3 4", "1 2\n3 4\nnow subtract the mean",
        "1 2\n3 4\nmust still be transposed", "1 2\n3 4\nnot yet divided by 9", "1 2\n3 4\nthen plus b", "1 2\n3 4\n+ bias", "1 2\n3 4\nplus 0.5",
        "1 2\n3 4\n\u00F7 9 each", "1 2\n3 4\n/ n", "Y times 10:\n1 2\n3 4", "Y divided by 9:\n1 2\n3 4", "negative Y: 1 2; 3 4", "minus Y = 1 2; 3 4",
        "Y transposed: 1 2; 3 4", "Y squared:\n1 2\n3 4", "log of Y:\n1 2\n3 4", "reciprocals:\n1 2\n3 4", "rows reversed:\n1 2\n3 4", "normalised:\n1 2\n3 4",
        "per mille:\n1 2\n3 4", "Y.T: 1 2; 3 4", "Y^T: 1 2; 3 4", "$Y^{\\top}$: 1 2; 3 4", "A' : 1 2; 3 4", "dY^T = 1 2; 3 4", "Y = X + 1 -\n1 2\n3 4",
        "Y = 2 times:\n1 2\n3 4", "answer = half of\n1 2\n3 4", "**twice**\n1 2\n3 4", "- halved\n1 2\n3 4", "# in %\n1 2\n3 4", "in percent: 1 2; 3 4",
        "mit 10 multipliziert\n1 2\n3 4", "alle Werte durch 4 teilen\n1 2\n3 4", "negated\n1 2\n3 4", "1 2\n3 4\n%", "1 2\n3 4\n\u2030", "factor: 3\n1 2\n3 4",
        "common factor 1/9\n1 2\n3 4", "1 2\n3 4\nwith factor 0.1",
        "1 2\n3 4\njeweils durch 6", "1 2\n3 4\njeweils / 6", "1 2\n3 4\nmuss noch durch 9 geteilt werden", "1 2\n3 4\nDie Werte m\u00FCssen noch durch 9 geteilt werden", "1 2\n3 4\nNenner 6",
        "1 2\n3 4\nnot yet halved", "1 2\n3 4\nstill needs to be divided by 9", "1 2\n3 4\nhas to be negated", "rows swapped:\n1 2\n3 4", "columns first\n1 2\n3 4", "column-major\n1 2\n3 4", "upside down\n1 2\n3 4",
        "bottom row first:\n1 2\n3 4", "1 2\n3 4\ncommon denominator 6", "wrong:\n1 2\n3 4", "1 2\n3 4\nsixths", "1 2\n3 4\ndivis\u00E9 par 9", "1 2\n3 4\nvaleurs en %", "1 2\n3 4\nmultiplicado por 2",
        "1 2\n3 4\nfois 2", "1 2\n3 4\n(I give the values in percent)",
        "(rows are columns)\n1 2\n3 4", "1 2\n3 4\nthe rows are the columns", "Zeilen sind Spalten\n1 2\n3 4", "1 2\n3 4\n(columns as rows)", "rows = columns of Y\n1 2\n3 4", "each line is a column\n1 2\n3 4",
        "1 2\n3 4\nread from bottom to top", "1 2\n3 4\nwith opposite sign", "opposite signs:\n1 2\n3 4", "1 2\n3 4\nThe signs must be flipped", "1 2\n3 4\nmit umgekehrtem Vorzeichen",
        "Vorzeichen wechseln\n1 2\n3 4", "1 2\n3 4\nchange the sign", "1 2\n3 4\n+ 1 in each cell", "1 2\n3 4\n+ 1 everywhere", "1 2\n3 4\nmod 10", "modulo 7:\n1 2\n3 4", "1 2\n3 4\n(e-5)", "e-5\n1 2\n3 4",
        "1 2\n3 4\n\u00D7 10^-5", "x 10\u207B\u2075:\n1 2\n3 4", "1 2\n3 4\n\u00B5", "in \u03BC:\n1 2\n3 4", "1 2\n3 4\nmilli", "(micro)\n1 2\n3 4", "1 2\n3 4\nin k", "[k]\n1 2\n3 4", "k\n1 2\n3 4",
        "in milli units\n1 2\n3 4", "before ReLU:\n1 2\n3 4", "before ReLU: 1 2; 3 4", "1 2\n3 4\n(before relu)", "vor der ReLU\n1 2\n3 4", "1 2\n3 4\nwithout bias", "Y without bias = [[1, 2], [3, 4]]",
        "ohne Bias:\n1 2\n3 4", "1 2\n3 4\n(no bias)", "before adding b:\n1 2\n3 4", "sum (before dividing):\n1 2\n3 4", "pre-activation:\n1 2\n3 4", "1 2\n3 4\nnot yet averaged", "1 2\n3 4\nthen ReLU",
        "1 2\n3 4\nthese need dividing by 9", "1 2\n3 4\n\u9664\u4EE59", "1 2\n3 4\n\u4E58\u4EE5 2", "\u8F6C\u7F6E\n1 2\n3 4", "1 2\n3 4\n\u0443\u043C\u043D\u043E\u0436\u0438\u0442\u044C \u043D\u0430 2",
        "1 2\n3 4\n\u00E0 diviser par 9", "1 2\n3 4\ndiviser le tout par n", "en milli\u00E8mes\n1 2\n3 4", "1 2\n3 4\nsignos cambiados", "al rev\u00E9s\n1 2\n3 4", "1 2\n3 4\npor 2", "1 2\n3 4\ndiviso per 9",
        "1 2\n3 4\nbias is missing", "1 2\n3 4\nI forgot the bias", "1 2\n3 4\nReLU fehlt noch", "1 2\n3 4\nbias not added", "1 2\n3 4\nstill needs ReLU", "1 2\n3 4\n\u00F79 fehlt noch", "1 2\n3 4\nwithout the minus signs",
        "log scale\n1 2\n3 4", "1 2\n3 4\nin dB", "1 2\n3 4\nbase 2", "Fortran order\n1 2\n3 4", "order='F'\n1 2\n3 4", "1 2\n3 4\nabsolute values", "unnormalised:\n1 2\n3 4", "1 2\n3 4\nshifted by 1",
        "1 2\n3 4\nrotate by 90 degrees", "hex:\n1 2\n3 4", "base 16:\n1 2\n3 4", "Neuntel:\n1 2\n3 4", "Tausender:\n1 2\n3 4", "numerators:\n1 2\n3 4", "flippedY = 1 2; 3 4", "negLoss: 1 2; 3 4", "1 2\n3 4\nalle mit Minuszeichen",
        "1 2\n3 4\ngeteilt durch neun", "1 2\n3 4\ndividido por nueve", "1 2\n3 4\nmultipli\u00E9 par deux", "1 2\n3 4\nthe 3 should be 5", "1 2\n3 4\nreplace 3 by 5", "1 2\n3 4\nI mean 5", "1 2\n3 4\nsorry, 5 not 4"})
    void operationsInWordsAreNamed(String text) {
        String said = refused(text);
        assertTrue(said.matches("the (line|comment) '.*' changes (its numbers|the numbers beside it), and nothing is computed here\\..*"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transpose(Y) = 1 2; 3 4", "sqrt(Y) = 1 2; 3 4", "1 2 halved\n3 4", "1 2\n3 4 (halved)", "1 2 transposed\n3 4"})
    void wordsBesideNumbersAreNoNumbers(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2; 3 4 # halved", "# in percent\n1 2\n3 4", "// times 10\n1 2\n3 4", "1 2\n3 4\n% transposed", "/* in % */ 1 2; 3 4", "(2x2)\n1 2\n3 4\n# doubled"})
    void soAreThoseInComments(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I halved the kernel before use\n1 2\n3 4", "Y = X times K\n1 2\n3 4", "Y = W times x plus b\n1 2\n3 4", "Problem 3: transposed convolution\n1 2\n3 4",
        "transposed convolution:\n1 2\n3 4", "average over each window:\n1 2\n3 4", "I divided by the number of windows\n1 2\n3 4",
        "I added up the products\n1 2\n3 4", "gradient over the input:\n1 2\n3 4", "1 2\n3 4\nThis was multiplied out by hand.", "Squared error:\n1 2\n3 4",
        "negative log likelihood:\n1 2\n3 4", "log loss:\n1 2\n3 4", "page 2 of 3\n1 2\n3 4", "rounded to two decimals:\n1 2\n3 4",
        "all numbers are exact\n1 2\n3 4", "double precision\n1 2\n3 4", "the answer in full:\n1 2\n3 4", "Meine Antwort:\n1 2\n3 4", "relu:\n1 2\n3 4",
        "third:\n1 2\n3 4", "Group 3 (Ana and Ben)\n1 2\n3 4", "corr2d (stride 2)\n1 2\n3 4", "conv2d(X, K) =\n1 2\n3 4", "Ana (s1234567)\n1 2\n3 4",
        "max pooling (2x2, stride 2):\n1 2\n3 4", "dL/dX:\n1 2\n3 4", "Multiplication by hand, see my sheet:\n1 2\n3 4",
        "I hope there are no negative signs missing\n1 2\n3 4", "Zwei mal zwei Matrix:\n1 2\n3 4", "1 2\n3 4\nDanke!",
        "1 2\n3 4\nMit freundlichen Gr\u00FC\u00DFen\nAna", "1 2\n3 4\nI checked it twice.", "1 2\n3 4\nI checked everything twice with a calculator",
        "Exercise 2: inverse\n1 2\n3 4", "Sum over the channels:\n1 2\n3 4", "# 1 plus 2 is 3\n1 2\n3 4", "1 2; 3 4 # 2 times 2",
        "result of the transposed convolution:\n1 2\n3 4", "I multiplied each window by the kernel and added\n1 2\n3 4",
        "Output without padding:\n1 2\n3 4", "convolution without bias:\n1 2\n3 4", "after ReLU:\n1 2\n3 4", "K\n1 2\n3 4", "kernel k\n1 2\n3 4", "\u03BC = 1 2; 3 4", "k = 1 2; 3 4", "rows and columns:\n1 2\n3 4",
        "\u8001\u5E08\u597D\n1 2\n3 4\n\u8C22\u8C22", "Hola profesor, aqu\u00ED est\u00E1 mi respuesta:\n1 2\n3 4\nMuchas gracias", "Voici ma r\u00E9ponse :\n1 2\n3 4", "ReLU applied:\n1 2\n3 4"})
    void sentencesAndFormulasAreLeftOut(String text) {
        Values read = AnswerNumbers.read(text, false, TRUTH).written().values();
        assertArrayEquals(TRUTH.toArray(), read.toArray(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "loss", "two", "3", "5%", "answer 3", "Y = X", "the", ":", "1 2 3", "Ana", "squared loss", "X over K", "2 minus 1"})
    void theseSayNone(String line) {
        assertFalse(Operations.areSaid(line), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"twice ", "in % ", "(times) ", "+ bias "})
    void longTextsAreReadSoon(String part) {
        String text = part.repeat(120_000 / part.length());
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            refused(text + "\n1 2\n3 x");
            refused(part.repeat(20) + "\n1 2\n3 x");
        });
    }
}
