package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import longhand.explain.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Powers of ten, percent signs and strokes that stand apart from their number. */
class AttachedTest {

    @ParameterizedTest
    @ValueSource(strings = {"3 4 \u00B7 10^-2", "3 4 * 10^(-2)", "3 4 x 10^{-2}", "3 4 \u00D710\u207B\u00B2", "3 4 &times; 10^-2", "3 4 &#215; 10<sup>-2</sup>", "3 4 \\cdot 10^{-2}",
        "3 4 e-2", "1 2 3 %", "1 2 3  %", "3 4 &percnt;", "1.5 2.5 %", "1,5 2,5 %", "0 0 -5 %", "3 4 /9", "3 4 / 9", "3 4 /  9", "1 2; 3 4 / 9", "3 4 / 9; 1 2", "1 2\n3 4 %",
        "1 2 / 9\n3 4 / 9", "Y = 3 4 / 9", "Y = 3 4 \u00B7 10^2", "row 1: 3 4 %", "1 2 | 3 4 %", "| 1 2 | 3 4 % |", "0.5 1/2 1 / 4", "5, 3 4 %", "3 4 &frasl; 9", "2 1/2 %", "10 1 / 3"})
    void behindTheLastOfSeveralNumbersItMayMeanAll(String text) {
        for (Values truth : new Values[] {Values.vector(3, 0.04), Values.vector(0.03, 0.04), Values.vector(1, 2, 3)}) {
            String said = assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, truth), text)
                    .getMessage();
            assertTrue(said.contains("can mean all numbers or the last one"), said);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"1 % 2 %@.01 .02", "1% 2 %@.01 .02", "1 % 2 % 3 %@.01 .02 .03", "1 % 2; 3 4 %@.01 2 3 .04", "1 2%@1 .02", "1, 2 %@1 .02", "1; 2 %@1 .02", "5 %@.05",
        "0.5, 2 \u00B7 10^-3@.5 .002", "[0.5, 2 \u00B7 10^-3]@.5 .002", "(5, 2 / 4)@5 .5", "[[1, 2 %], [3, 4 %]]@1 .02 3 .04", "1 \u00B7 10^-2 2 \u00B7 10^-2@.01 .02", "1e-2 2 * 10^-2@.01 .02",
        "3 4\u00B710^-2@3 .04", "1 / 2 1 / 4@.5 .25", "0 1 / 2 3 / 4@0 .5 .75", "1 / 2 0; 0 1 / 4@.5 0 0 .25", "3 4/8@3 .5", "3 4/ 8@3 .5", "1 250 %@12.5", "| 1 | 2 % |@1 .02", "1 e-2@.01",
        "<table><tr><td>1</td><td>2 %</td></tr></table>@1 .02", "<td>5 %</td> <td>1 / 4</td>@.05 .25", "1 & 2 \\%@1 .02", "2 &middot; 10<sup>2</sup>@200", "2&sdot;10&sup2;@200",
        "&frac12;&nbsp;&frac34;@.5 .75", "1&frac12; &minus;2@1.5 -2", "&#8722;2 &#x2212;3@-2 -3", "&lbrack;1&comma; 2&rbrack;@1 2", "&asymp; 5@5", "1&#32;2@1 2", "50&percnt;@.5"})
    void whereItMeansOneNumberItIsRead(String text, String numbers) {
        double[] expected = Arrays.stream(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray();
        double[] read = AnswerNumbers.read(text, false, Values.vector(expected)).written().values().toArray();
        assertArrayEquals(expected, read, 1e-12, text);
    }

    @Test
    void aTabSeparatesCells() {
        Values truth = Values.vector(1, 0.02);
        for (String text : new String[] {"1\t2 %", "1\t2 \u00B7 10^-2", "1\t2 / 100"}) {
            Values read = AnswerNumbers.read(text, false, truth).written().values();
            assertArrayEquals(truth.toArray(), read.toArray(), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"&foo; 2", "&#99999999; 2", "&#x110000; 2", "&radic;4", "2 &pi;", "5&deg;", "5 &permil;", "&plusmn;2", "1 &lt; 2", "1 &divide; 2", "0.5&times;3"})
    void otherSignsOfWebPagesAreNoNumbers(String text) {
        assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, Values.vector(2, 7)), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 %", "1 / ", "1\t", "1 \u00B7 10^", "&amp;", "<td>"})
    void longTextsAreReadSoon(String part) {
        String text = part.repeat(120_000 / part.length()) + "x";
        assertTimeoutPreemptively(Duration.ofSeconds(30), () ->
                assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, Values.vector(1, 2))));
    }
}
