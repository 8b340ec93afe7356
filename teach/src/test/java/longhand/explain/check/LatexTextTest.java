package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.explain.Values;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in LaTeX: what only says how something looks goes away, what says something else stays. */
class LatexTextTest {
    private static Values read(String text, double... truth) {
        return AnswerNumbers.read(text, false, Values.vector(truth)).written().values();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\sqrt2 & \\sqrt3", "\\sqrt{2} & \\sqrt{3}", "\\begin{bmatrix}\\sqrt2 & \\log 3\\end{bmatrix}", "\\exp(2) & \\exp(3)",
        "\\sigma(2) & \\sigma(3)", "\\pm 2 & \\pm 3", "2\\pi & 3", "\\infty 2 & 3", "\\neq 2 & \\neq 3", "\\frac{\\sqrt{4}}{2} & 3",
        "[\\sqrt2, \\sqrt3]", "\\hat{2} & 3", "\\cancel{2} & 3", "\\begin{bmatrix}2 & 3\\end{bmatrix}^{\\top}", "2\\overline{3} & 3",
        "\\begin{bmatrix}\n2\\pi & 3\n\\end{bmatrix}", "2^{1} & 3", "2_{1} & 3", "\\sqrt[3]{2} & 3", "\\binom{2}{3}", "\\unknown{2} & 3",
        "\\left(\\ln 2 & 3\\right)", "2\\ldots 3", "-2\\cdot{-1} & 3", "\\overset{1}{2} & 3"})
    void whatIsNoLayoutIsRefused(String text) {
        String said = assertThrows(MatrixFormatException.class, () -> read(text, 2, 3)).getMessage();
        assertTrue(said.contains("is not a number") || said.contains("'['") || said.contains("nothing is computed here"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2**3", "2\u00B3", "2\u00B2", "1/2/3", "46%%"})
    void powersAndTwoStrokesAreNoNumbers(String text) {
        assertThrows(MatrixFormatException.class, () -> read(text, 23));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\frac12 & \\frac13", "\\frac 1 2 & \\frac 1 3", "\\cfrac{1}{2} & \\sfrac{1}{3}", "\\nicefrac{1}{2} & \\nicefrac13",
        "{1\\over2} & {1\\over 3}", "1 \\over 2 & 1\\over 3", "\\frac1{2} & \\dfrac{1}3", "\\tfrac{ 1 }{ 2 } & \\frac{1} {3}",
        "\\left(\\frac12 & \\frac{1}{3}\\right)", "\\left[\\frac12\\;,\\;\\frac13\\right]", "50\\% & \\frac13", "50\\,\\% & \\frac13", "0{,}5 & \\frac13",
        "\\mathbf{\\frac12} & \\boxed{\\frac13}", "\\begin{pmatrix}\\frac12\\\\[4pt]\\frac13\\end{pmatrix}", "\\pmatrix{\\frac12 \\cr \\frac13}",
        "\\begin{array}{*{2}{c}}\\frac12 & \\frac13\\end{array}", "\\begin{tabular}{|r|r|}\\hline 1/2 & 1/3 \\\\ \\hline\\end{tabular}",
        "\\mathbf{y} = \\begin{bmatrix}\\frac12 & \\frac13\\end{bmatrix}", "\\hat{y} = [\\frac12, \\frac13]", "\\mu = [\\frac12, \\frac13]",
        "\\textcolor{red}{\\frac12} & \\textbf{{\\frac13}}", "{\\bf 1/2} & \\phantom{-}\\frac13", "\\num{0.5} & \\text{1/3}",
        "\\begin{aligned}\\displaystyle\\frac12\\quad\\tfrac13\\nonumber\\end{aligned}", "\\approx 5\\cdot10^{-1} & {}\\frac13"})
    void fractionsAndLayout(String text) {
        assertArrayEquals(new double[] {0.5, 1 / 3.0}, read(text, 0.5, 1 / 3.0).toArray(), 1e-12, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-\\frac52 & 2\\frac12", "-\\tfrac{5}{2} & 2\\nicefrac12", "-{5\\over2} & 2\\cfrac{1}{2}", "\\frac{-5}{2} & 2 \\frac12"})
    void signedAndMixedFractions(String text) {
        assertArrayEquals(new double[] {-2.5, 2.5}, read(text, -2.5, 2.5).toArray(), 1e-12, text);
    }
}
