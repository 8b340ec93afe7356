package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;

/** Mistakes of single channels, and numbers that are solved for. */
class SeveralPlanesTest {
    private static final double[] X = {3, 1, 4, 1, 5, 9, 2, 6, 5};
    private static final double[] FIRST = {1, 2, 3, 4};
    private static final double[] SECOND = {2, 7, 1, 8};

    private static Problem problem() {
        double[] kernels = {1, 2, 3, 4, 2, 7, 1, 8};
        return ConvolutionProblem.of(Values.of(X, 1, 3, 3), Values.of(kernels, 2, 1, 2, 2), Explain.NONE,
                Window2d.square(2));
    }

    private static void fill(double[] answer, int plane, double factor, double... kernel) {
        for (int i = 0; i < 4; i++) {
            double sum = 0;
            for (int k = 0; k < 4; k++) {
                sum += kernel[k] * X[(i / 2 + k / 2) * 3 + i % 2 + k % 2];
            }
            answer[4 * plane + i] = factor * sum;
        }
    }

    private static String say(double... answer) {
        Problem problem = problem();
        return Diagnosis.of(problem, Written.exactly(Values.of(answer, problem.truth().dims()))).text();
    }

    @Test
    void eachChannelMayHaveAMistakeOfItsOwn() {
        double[] answer = new double[8];
        fill(answer, 0, 1, FIRST);
        fill(answer, 1, 1, SECOND);
        assertEquals("correct", say(answer));
        fill(answer, 0, 1, 4, 3, 2, 1); // rotated by 180°
        fill(answer, 1, 1, 7, 2, 8, 1); // mirrored left to right
        String text = say(answer);
        assertTrue(text.contains("in channel 0: the kernel was rotated by 180°"), text);
        assertTrue(text.contains("in channel 1: the kernel was mirrored"), text);
    }

    @Test
    void aFactorOfAllResultsIsNamed() {
        double[] answer = new double[8];
        fill(answer, 0, 3.5, FIRST);
        fill(answer, 1, 3.5, SECOND);
        String text = say(answer);
        assertTrue(text.contains("all results differ by the same factor (by 3.5)"), text);
    }
}
