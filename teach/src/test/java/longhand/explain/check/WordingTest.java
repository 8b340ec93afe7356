package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;

/** What is said of the size and of the number of right answers, for any size. */
class WordingTest {
    private static Problem problem(int rows, int columns) {
        double[] x = IntStream.range(0, rows * columns).mapToDouble(i -> (i * 7 + 3) % 11).toArray();
        return ConvolutionProblem.of(Values.of(x, rows, columns), MatrixText.parse("2 -1; 3 4").values(), Explain.NONE,
                Window2d.square(2));
    }

    private static String sizes(Problem problem, int rows, int columns) {
        double[] answer = IntStream.range(0, rows * columns).mapToDouble(i -> 1000 + 37 * i * i).toArray();
        String text = Diagnosis.of(problem, Written.exactly(Values.of(answer, rows, columns))).text();
        return text.lines().findFirst().orElseThrow();
    }

    /** Y is 2 × 3: the working of each dimension has its own number of X. */
    @Test
    void eachDimensionThatIsWrongIsNamedWithItsOwnWorking() {
        Problem p = problem(3, 4);
        String rows = " (out = ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1 = ⌊(3 + 2·0 − 1·(2 − 1) − 1) / 1⌋ + 1 = 2)";
        String columns = rows.replace("(3 + ", "(4 + ").replace("= 2)", "= 3)");
        String start = "wrong: the answer has another size: ";
        assertEquals(start + "4 rows instead of 2" + rows + ".", sizes(p, 4, 3));
        assertEquals(start + "1 row instead of 2" + rows + ".", sizes(p, 1, 3));
        assertEquals(start + "2 columns instead of 3" + columns + ".", sizes(p, 2, 2));
        assertEquals(start + "1 column instead of 3" + columns + ".", sizes(p, 2, 1));
        assertEquals(start + "4 rows instead of 2" + rows + ", 5 columns instead of 3" + columns + ".", sizes(p, 4, 5));
        assertEquals(start + "3 × 4 instead of 2 × 2" + rows.replace("(out", "(rows and columns: out") + ".",
                sizes(problem(3, 3), 3, 4));
    }

    /** Any number of wrong ones, wherever they are: eight are named. */
    @Test
    void rightNumbersAreCountedAndWrongOnesNamed() {
        Problem p = problem(5, 6);
        double[] truth = p.truth().toArray();
        for (int wrong = 1; wrong <= truth.length; wrong++) {
            double[] answer = truth.clone();
            for (int i = 0; i < wrong; i++) {
                answer[answer.length - 1 - i] += 1000 + 37 * i * i;
            }
            int from = truth.length - wrong;
            String names = IntStream.range(from, truth.length).limit(8).mapToObj(i -> "Y[" + i / 5 + ", " + i % 5 + "]")
                    .collect(Collectors.joining(", "));
            Diagnosis diagnosis = Diagnosis.of(p, Written.exactly(Values.of(answer, 4, 5)));
            String text = diagnosis.text();
            assertEquals("wrong: " + from + " of 20 numbers are right" + (from == 0 ? "" : ", but not " + names
                    + (wrong > 8 ? ", …" : "")) + ".", text.lines().findFirst().orElseThrow());
            assertTrue(text.contains("\nRight: Y[" + from / 5 + ", " + from % 5 + "] = "), text);
            assertEquals(from, diagnosis.rightCount());
        }
    }

    /** The kernel rotated by 180°: everywhere, everywhere but for a slip, and in some rows. */
    @Test
    void whatAnExplanationLeavesOutIsSaidToo() {
        Problem p = problem(5, 6);
        double[] truth = p.truth().toArray();
        double[] x = IntStream.range(0, 30).mapToDouble(i -> (i * 7 + 3) % 11).toArray();
        double[] rotated = new double[20];
        for (int i = 0; i < 20; i++) {
            int at = i / 5 * 6 + i % 5;
            rotated[i] = 4 * x[at] + 3 * x[at + 1] - x[at + 6] + 2 * x[at + 7];
        }
        String found = "the kernel was rotated by 180°";
        String all = say(p, rotated);
        assertTrue(all.contains(found) && !all.contains("besides") && !all.contains("the other numbers"), all);
        double[] slip = rotated.clone();
        slip[7] += 1000;
        String besides = say(p, slip);
        assertTrue(besides.contains(found) && besides.contains("; besides, one number is wrong, all others are right: "
                + "at Y[1, 2], "), besides);
        double[] rows = truth.clone();
        System.arraycopy(rotated, 5, rows, 5, 5);
        String partly = say(p, rows);
        assertTrue(partly.contains("in row 1: " + found) && partly.contains("; the other numbers are right"), partly);
    }

    /** The + 1 of the output size, for rows and columns, rows alone and columns alone, of every kind of window. */
    @Test
    void thePlusOneIsNamedForEveryWindow() {
        Values x = Values.of(IntStream.range(0, 30).mapToDouble(i -> (i * 7 + 3) % 11).toArray(), 5, 6);
        for (Problem p : List.of(problem(5, 6), PoolingProblem.of(x, Window2d.square(2).stride(1), true, true),
                PoolingProblem.of(x, Window2d.square(2).stride(1), false, true))) {
            for (int[] size : new int[][] {{3, 4}, {3, 5}, {4, 4}}) {
                double[] answer = IntStream.range(0, size[0] * size[1])
                        .mapToDouble(i -> p.truth().get(i / size[1] * 5 + i % size[1])).toArray();
                String text = Diagnosis.of(p, Written.exactly(Values.of(answer, size))).text();
                assertTrue(text.contains("as where the + 1 at the end of the formula for the output size is forgotten"),
                        text);
            }
        }
    }

    private static String say(Problem problem, double... answer) {
        return Diagnosis.of(problem, Written.exactly(Values.of(answer, 4, 5))).text();
    }
}
