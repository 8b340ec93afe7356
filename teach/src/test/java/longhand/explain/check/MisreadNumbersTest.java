package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.explain.Explain;
import longhand.explain.PaperBatchNorm;
import longhand.explain.Values;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One given number taken for another one: which one, and as what, is found from the answer alone. */
class MisreadNumbersTest {
    private static final double[] X = {3, 1, 4, -1.5, 5, 9, 2, 6, -5};
    private static final double[] W = {1, -2, 3, -0.5};

    private static double[] convolved(double[] x, double[] w) {
        double[] y = new double[4];
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 4; k++) {
                y[i] += w[k] * x[(i / 2 + k / 2) * 3 + i % 2 + k % 2];
            }
        }
        return y;
    }

    private static String say(double[] answer) {
        Problem problem = ConvolutionProblem.of(Values.of(X, 3, 3), Values.of(W, 2, 2), Explain.NONE,
                Window2d.square(2));
        return Diagnosis.of(problem, Written.exactly(Values.of(answer, problem.truth().dims()))).text();
    }

    /** The middle pixel is in all four windows, so four numbers tell what it was taken for. */
    @ParameterizedTest
    @ValueSource(doubles = {-5, 0, 0.25, 4.75, 12, 500, -9_999.5})
    void aPixelMisread(double taken) {
        double[] x = X.clone();
        x[4] = taken;
        String text = say(convolved(x, W));
        String number = taken == Math.rint(taken) ? String.valueOf((long) taken) : String.valueOf(taken);
        assertTrue(text.contains(" was taken as " + number + " instead of 5"), text);
    }

    /** Nobody takes a 5 for such numbers. */
    @ParameterizedTest
    @ValueSource(doubles = {1.2345, 10_001, -20_000})
    void noPixelIsTakenForAnUnlikelyNumber(double taken) {
        double[] x = X.clone();
        x[4] = taken;
        String text = say(convolved(x, W));
        assertEquals(-1, text.indexOf("was taken as"), text);
    }

    /** A learning rate of 0.1 is not read as 0.3 and then as a hundredth of that. */
    @Test
    void oneNumberIsNotTwoMistakes() {
        Values w = Values.vector(1, -2, 3);
        Problem problem = SgdProblem.of(w, Values.vector(4, -6, 7), Explain.NONE, 0.1, 0, 0, "forward");
        String text = Diagnosis.of(problem, Written.exactly(Values.vector(1 - 0.012, -2 + 0.018, 3 - 0.021))).text();
        assertTrue(!text.contains("misread") || !text.contains("decimal point"), text);
    }

    /** What was not given was not misread: running statistics, factors and offsets of a batch normalisation. */
    @Test
    void whatIsNotGivenIsNotMisread() {
        Values x = Values.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
        for (Values given : new Values[] {Explain.NONE, Values.vector(0.5, 2)}) {
            PaperBatchNorm norm = PaperBatchNorm.of(x, given, given, given, given, 0.1, 1e-5, false);
            long read = BatchNormProblem.of(norm, "forward").model().elements().get().stream()
                    .filter(e -> !e.name().startsWith("X") && e.name().endsWith("]")).count();
            assertEquals(given.size() == 0 ? 0 : 8, read);
        }
    }

    /** What a mistake leads to is compared as closely as its own numbers ask for, not as those of the right answer. */
    @Test
    void smallNumbersAreComparedAsSuch() {
        Problem problem = ConvolutionProblem.of(Values.of(new double[] {1000, 2000, 3000, 4000}, 2, 2),
                Values.of(new double[] {1}, 1, 1), Explain.NONE, Window2d.square(1));
        String exact = Diagnosis.of(problem, Written.exactly(Values.of(new double[] {1, 2, 3, 4}, 2, 2))).text();
        assertTrue(exact.contains("by the same factor"), exact);
        String text = Diagnosis.of(problem, Written.exactly(Values.of(new double[] {1, 2, 3, 4.001}, 2, 2))).text();
        assertTrue(!text.contains("exactly this answer"), text);
    }

    @Test
    void eachWeightMayHaveTheWrongSign() {
        for (int k = 0; k < 4; k++) {
            double[] w = W.clone();
            w[k] = -w[k];
            String text = say(convolved(X, w));
            String number = w[k] == Math.rint(w[k]) ? String.valueOf((long) w[k]) : String.valueOf(w[k]);
            assertTrue(text.contains(" was taken as " + number + " instead of "), k + ": " + text);
        }
    }
}
