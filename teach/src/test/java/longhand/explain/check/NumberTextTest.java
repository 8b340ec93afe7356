package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.shape.Window2d;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a number may lie from the exact one, by the digits that are written. */
class NumberTextTest {
    private static final Problem WHOLE = ConvolutionProblem.of(MatrixText.parse("0 1 2; 3 4 5; 6 7 8").values(),
            MatrixText.parse("0 1; 2 3").values(), Explain.NONE, Window2d.square(2));
    private static final Problem SMALL = ConvolutionProblem.of(MatrixText.parse("0.090031 0.244728 0.665241").values(),
            MatrixText.parse("1").values(), Explain.NONE, Window2d.square(1));

    @ParameterizedTest
    @CsvSource({"19, 0", "1.5, 0", "1.25, 0.005", "0.00, 0.005", "1.250e-1, 0.00005", "9.0e-2, 0.0005", "2.4E-1, 0.005",
        "9e-2, 0.005", "24e-2, 0.005", "1.9e1, 0", "1.23e3, 5", "1.00e6, 5000", "1.234e3, 0.5", "0.00e9, 0", "0.00e1, 0",
        "0.000e1, 0.005", "0.01e4, 0", "0.12e2, 0", "0.00e9999, 0", "0e9, 0", "1e-400, 0", "50.00%, 0.00005", "1/3, 0", "33.3%, 0.0005", "50%, 0.005", "1900%, 0.005", "5e2%, 0", "12.3e3, 50", "123e2, 50", "0.123e5, 50", "12e3, 0",
        "190e-1, 0", "100.0e2, 5"})
    void rounding(String text, double rounding) {
        assertEquals(rounding, NumberText.parse(text, "number 1").rounding(), rounding * 1e-9, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"33.3% 66.7% 50% 75%", "33% 67% 50% 75%", "33,33% 66,67% 50% 75%", "33.33 % 66.67 % 50 % 75 %", "33.33\\% 66.67\\% 50\\% 75\\%",
        "33,33 %; 66,67 %; 50 %; 75 %", "0.333 0.667 0.5 0.75"})
    void percentages(String answer) {
        Values third = Values.vector(1 / 3.0, 2 / 3.0, 0.5, 0.75);
        Written read = AnswerNumbers.read(answer, false, third).written().sameDecimals();
        assertTrue(Closeness.allTrue(Closeness.agree(third, read, 1)), answer);
        Written other = AnswerNumbers.read(answer, false, third).written().sameDecimals();
        assertFalse(Closeness.agree(Values.vector(0.345, 2 / 3.0, 0.5, 0.75), other, 1)[0], answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.23e4", "12.3e3", "12.3\u00B710^3", "123e2", "1.23\u00B710^4", "0.123e5", "12345", "1234.5e1"})
    void threeDigitsOfALargeNumber(String answer) {
        Problem large = ConvolutionProblem.of(MatrixText.parse("12345").values(), MatrixText.parse("1").values(),
                Explain.NONE, Window2d.square(1));
        assertTrue(isRight(large, answer), answer);
        assertFalse(isRight(large, answer.replaceFirst("3", "4")), answer);
    }

    private static boolean isRight(Problem problem, String answer) {
        return Diagnosis.of(problem, AnswerNumbers.read(answer, false, problem.truth()).written()).correct();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00e9 0.00e9; 0.00e9 0.00e9", "0.00e9999 0.00e9999; 0.00e9999 0.00e9999", "0.01e4 0.01e4; 0.01e4 0.01e4",
        "1.23e4 25; 37 43", "19 25; 37 0.00e9", "[[0.00e9, 0.00e9], [0.00e9, 0.00e9]]", "19 25; 37 0.00E3%", "20 25; 37 43.0e0"})
    void aPowerOfTenIsNoExcuse(String answer) {
        assertFalse(isRight(WHOLE, answer));
        assertFalse(isRight(SMALL, answer.replaceAll(";.*", " 0.00e9")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"19 25; 37 43", "1.90e1 2.50e1; 3.70e1 4.30e1", "19.00e0 2.5e1; 37 4.3E+01", "19.0 25.00; 3700e-2 43",
        "190e-1 25; 37 43e0", "19 25; 37 43.00"})
    void wholeNumbers(String answer) {
        assertTrue(isRight(WHOLE, answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.0e-2 2.4e-1 6.7e-1", "0.09 0.24 0.67", "9e-2 24e-2 67e-2", "9.00e-2 2.45e-1 6.65e-1", "0.0900 0.2447 0.6652",
        "9.0%10^-2 2.4%10^-1 6.7%10^-1", "9.0e-2 0.24 0.67", "9.003e-2 0.24 .67", "0.09 0.24 6.7e-1"})
    void smallNumbers(String answer) {
        assertTrue(isRight(SMALL, answer.replace('%', '\u00B7')));
    }
}
