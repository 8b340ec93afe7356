package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.explain.check.Diagnosis.Finding;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;

/** A mistake that explains some numbers, without order among the right ones, is no misconception for sure. */
class InconsistentMistakesTest {
    private static final int SIDE = 5;

    private static Problem problem(int seed) {
        double[] x = new Random(seed).ints((SIDE + 1) * (SIDE + 1), -9, 20).asDoubleStream().toArray();
        return ConvolutionProblem.of(Values.of(x, SIDE + 1, SIDE + 1), MatrixText.parse("2 -1; 3 4").values(),
                Explain.NONE, Window2d.square(2));
    }

    private static Diagnosis diagnosis(Problem p, IntUnaryOperator cell) {
        return Diagnosis.of(p, Written.exactly(Values.of(IntStream.range(0, SIDE * SIDE).map(cell).asDoubleStream()
                .toArray(), SIDE, SIDE)));
    }

    private static boolean isAccused(Diagnosis d) {
        return d.findings().stream().anyMatch(Finding::certain);
    }

    private static int right(Problem p, int i) {
        return (int) p.truth().get(i);
    }

    @Test
    void numbersOfNeighboursAreNotColumnsThatWereShifted() {
        for (int seed = 0; seed < 8; seed++) {
            Problem p = problem(seed);
            Diagnosis smaller = diagnosis(p,
                    i -> Math.min(right(p, i), right(p, i % SIDE == SIDE - 1 ? i - SIDE + 1 : i + 1)));
            assertFalse(isAccused(smaller), smaller::text);
            Diagnosis larger = diagnosis(p, i -> Math.max(right(p, i), right(p, (i + SIDE) % (SIDE * SIDE))));
            assertFalse(isAccused(larger), larger::text);
        }
    }

    @Test
    void whatHappensToManyNumbersWithoutOrderIsNamedWithDoubt() {
        for (int seed = 0; seed < 8; seed++) {
            Problem p = problem(seed);
            Diagnosis d = diagnosis(p, i -> right(p, i) % 2 == 0 ? right(p, i) / 2 : right(p, i));
            assertFalse(isAccused(d), d::text);
            assertTrue(d.text().contains("all results are halved"), d::text);
            assertTrue(d.text().contains("though a mistake is seldom made now and then, without order"), d::text);
        }
    }

    /** Who turns the kernel over, but not in three of the windows, does so; so does who forgets it in three. */
    @Test
    void aFewExceptionsLeaveNoDoubt() {
        for (int seed = 0; seed < 8; seed++) {
            Problem p = problem(seed);
            Problem turned = ConvolutionProblem.of(((ConvolutionProblem) p).conv().x(),
                    MatrixText.parse("4 3; -1 2").values(), Explain.NONE, Window2d.square(2));
            Diagnosis most = diagnosis(p, i -> right(i == 3 || i == 11 || i == 17 ? p : turned, i));
            assertTrue(isAccused(most), most::text);
            assertTrue(most.text().contains("everywhere but at [0, 3], [2, 1] and [3, 2]: the kernel was rotated"), most::text);
            Diagnosis few = diagnosis(p, i -> right(i == 3 || i == 11 || i == 17 ? turned : p, i));
            assertFalse(few.text().contains("now and then"), few::text);
            assertTrue(few.text().contains("at [0, 3], [2, 1] and [3, 2]: the kernel was rotated"), few::text);
        }
    }
}
