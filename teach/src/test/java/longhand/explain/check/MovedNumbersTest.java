package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;

/** One number of an answer left out or written twice, and the others moved, for answers of any shape. */
class MovedNumbersTest {
    /** Y is 12 34 27 43 51; 62 75 81 93 18. */
    private static final Problem MATRIX = PoolingProblem.of(
            MatrixText.parse("12 34 27 43 51; 62 75 81 93 18").values(), Window2d.square(1), true, true);
    private static final Problem PLANES = PoolingProblem.of(
            MatrixText.parse("12 34 27 43; 51 62 75 81 | 93 18 46 29; 38 57 64 70").values(), Window2d.square(1), true,
            true);
    private static final Problem GRADIENT = LinearProblem.of(MatrixText.parse("1 2; 3 4").values(),
            MatrixText.parse("3 -2; 7 11; 5 13").values(), Explain.NONE,
            MatrixText.parse("10 2 5; 13 4 -9").values(), ViewNames.INPUT_GRADIENT);
    private static final Problem VECTOR = SgdProblem.of(Values.vector(12, 34, 27, 43, 51, 62),
            Values.vector(0, 0, 0, 0, 0, 0), Explain.NONE, 1, 0, 0, ViewNames.FORWARD);

    private static void assertSays(Problem problem, String answer, String words) {
        Diagnosis d = Diagnosis.of(problem, MatrixText.parse(answer));
        assertTrue(d.findings().stream().anyMatch(f -> f.certain() && f.detail().contains(words)), d::text);
    }

    @Test
    void leftOutWithAnythingAtTheEnd() {
        String left = "a number of the answer was left out, and those behind it moved up: that at [0, 2]; ";
        assertSays(MATRIX, "12 34 43 51 62; 75 81 93 18 18", left + "the last one stands there twice");
        assertSays(MATRIX, "12 34 43 51 62; 75 81 93 18 0", left + "0 stands at the end");
        assertSays(MATRIX, "12 34 43 51 62; 75 81 93 18 37", left + "the number at the end fits to nothing");
        assertSays(MATRIX, "34 27 43 51 62; 75 81 93 18 55", "moved up: that at [0, 0]; the number at the end");
    }

    @Test
    void writtenTwiceWithTheLastMissing() {
        assertSays(MATRIX, "12 34 27 27 43; 51 62 75 81 93",
                "a number of the answer was written twice, and those behind it moved on: that at [0, 2]; the last one is "
                        + "missing");
    }

    @Test
    void oneNumberTooFewOrTooMany() {
        assertSays(MATRIX, "12 34 43 51 62 75 81 93 18", "left out, and those behind it moved up: that at [0, 2]");
        assertSays(MATRIX, "12 34 27 27 43 51 62 75 81 93 18", "twice, and those behind it moved on: that at [0, 2]");
        assertSays(VECTOR, "12 34 43 51 62", "left out, and those behind it moved up: that at [2]");
        assertSays(VECTOR, "12; 34; 27; 27; 43; 51; 62", "twice, and those behind it moved on: that at [2]");
        assertSays(VECTOR, "34 27 43 51 62", "the first column is missing");
    }

    @Test
    void inAChannelARowAndAGradient() {
        assertSays(PLANES, "12 34 27 43; 51 62 75 81 | 93 46 29 38; 57 64 70 71",
                "in channel 1: a number of the answer was left out, and those behind it moved up: that at [1, 0, 1]");
        assertSays(MATRIX, "12 34 27 43 51; 75 81 93 18 18", "in row 1: a number of the answer was left out");
        Values dx = GRADIENT.truth();
        assertSays(GRADIENT, dx.get(0) + " " + dx.get(2) + "; " + dx.get(3) + " 0", "moved up: that at [0, 1]");
    }

    /** A single number that moved is a slip, and other numbers of the row must be right. */
    @Test
    void otherAnswersAreNotCalledSo() {
        for (String answer : List.of("12 34 27 43 51; 62 75 81 18 93", "12 34 27 51 43; 62 75 81 93 18",
                "12 34 43 51 62; 75 81 11 18 0", "51 43 34 27 12; 18 62 75 81 93")) {
            String text = Diagnosis.of(MATRIX, MatrixText.parse(answer)).text();
            assertFalse(text.contains("left out") || text.contains("written twice"), text);
        }
    }

    /** Another mistake, and one number left out, written twice or exchanged with another: that is probable only. */
    @Test
    void besideAnotherMistake() {
        Problem p = ConvolutionProblem.of(MatrixText.parse("1 5 2 7; 3 3 8 1; 6 2 9 4; 2 7 1 6").values(),
                MatrixText.parse("2 -1; 3 4").values(), Explain.NONE, Window2d.square(2));
        // The kernel rotated by 180° gives 22 39 23; 19 52 34; 42 30 59.
        assertProbable(p, "22 23 19; 52 34 42; 30 59 0", "the kernel was rotated", "left out");
        assertProbable(p, "22 39 39; 23 19 52; 34 42 30", "the kernel was rotated", "written twice");
        assertProbable(p, "22 39 23; 19 59 34; 42 30 52", "the kernel was rotated", "exchanged: [1, 1] and [2, 2]");
        String right = Diagnosis.of(p, MatrixText.parse("22 39 23; 19 52 34; 42 30 59")).text();
        assertFalse(right.contains("probably"), right);
    }

    private static void assertProbable(Problem problem, String answer, String first, String second) {
        Diagnosis d = Diagnosis.of(problem, MatrixText.parse(answer));
        assertTrue(d.text().contains("exactly this answer, probably: two mistakes together: (1) " + first)
                && d.text().contains("; (2) ") && d.text().contains(second)
                && d.findings().stream().noneMatch(Diagnosis.Finding::certain), d::text);
    }
}
