package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer of 160,000 numbers is explained in seconds: no change of the computation takes 160,000² steps. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LargeAnswersTest {
    private static final int SIDE = 401;

    private static Problem problem() {
        double[] x = new double[SIDE * SIDE];
        for (int i = 0; i < x.length; i++) {
            x[i] = i * 7919L % 19 - 9;
        }
        return ConvolutionProblem.of(Values.of(x, SIDE, SIDE), MatrixText.parse("1 2; 3 4").values(), Explain.NONE,
                Window2d.square(2));
    }

    @Test
    void oneSlipIsFound() {
        Problem problem = problem();
        double[] answer = problem.truth().toArray();
        answer[12_345]++;
        String text = Diagnosis.of(problem, Written.exactly(Values.of(answer, problem.truth().dims()))).text();
        assertTrue(text.contains("one number is wrong, all others are right: at Y[30, 345]"), text);
    }

    @Test
    void runningSumsAreFound() {
        Problem problem = problem();
        double[] answer = problem.truth().toArray();
        for (int i = 1; i < answer.length; i++) {
            answer[i] += answer[i - 1];
        }
        String text = Diagnosis.of(problem, Written.exactly(Values.of(answer, problem.truth().dims()))).text();
        assertTrue(text.contains("What gives exactly this answer:") && text.contains("sum"), text);
    }
}
