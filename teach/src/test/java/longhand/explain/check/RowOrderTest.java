package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.explain.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are where their labels say, or refused. */
class RowOrderTest {
    private static final Values TRUTH = Values.of(new double[][] {{1, 2}, {3, 4}});

    private static double[] read(String text, Values truth) {
        Values read = AnswerNumbers.read(text, false, truth).written().values();
        assertTrue(Diagnosis.sameShape(truth, read), text + " has the shape of " + read);
        return read.toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Y[0,0] = 1\nY[1,0] = 3\nY[0,1] = 2\nY[1,1] = 4", "Y[1,0] = 1\nY[0,1] = 2", "Y[0][0] = 1\nY[1][0] = 2\nY[0][1] = 3\nY[1][1] = 4", "Y_{0,1} = 1\nY_{0,0} = 2",
        "Y(1,0) = 1\nY(0,1) = 2", "Y(1, 0): 1\nY(0, 1): 2", "Y_{11} = 1\nY_{21} = 2\nY_{12} = 3", "y_2 := 2\ny_1 := 1", "y_2 <- 2\ny_1 <- 1", "y^{(2)} = 2\ny^{(1)} = 1", "y[1] = 2\ny[0] = 1",
        "\\hat{y}_2 = 2\n\\hat{y}_1 = 1", "y'_2 = 2\ny'_1 = 1", "dL/dx_2 = 2\ndL/dx_1 = 1", "Y_out_2 = 2\nY_out_1 = 1", "Result: y_2 = 2\nResult: y_1 = 1", "y_2 = z = 2\ny_1 = z = 1",
        "y_100 = 1\ny_99 = 2", "y2 = 2, y1 = 1", "y_2 = 2; y_1 = 1", "y[1] = 2 and y[0] = 1", "| y_2 | y_1 |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"})
    void anotherOrderIsRefused(String text) {
        for (Values truth : new Values[] {TRUTH, Values.vector(1, 2), Values.vector(1, 2, 3)}) {
            String said = assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, truth), text)
                    .getMessage();
            assertTrue(said.contains(" stands below ") && said.endsWith("Write them in their order."), said);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Y[0,0] = 1\nY[0,1] = 2\nY[1,0] = 3\nY[1,1] = 4", "Y_{1,1} := 1\nY_{1,2} := 2\nY_{2,1} := 3\nY_{2,2} := 4", "Y_11 = 1\nY_12 = 2\nY_21 = 3\nY_22 = 4",
        "Y[0,0] = 1, Y[0,1] = 2, Y[1,0] = 3, Y[1,1] = 4", "Y[0,0] = 1, Y[0,1] = 2\nY[1,0] = 3, Y[1,1] = 4", "Y[0][0] = 1, Y[0][1] = 2, Y[1][0] = 3, Y[1][1] = 4.",
        "| y_1 | y_2 |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", "row 1: 1\nrow 2: 2\nrow 1: 3\nrow 2: 4", "The output is [[1, 2], [3, 4]]."})
    void theRightOrderIsRead(String text) {
        assertArrayEquals(TRUTH.toArray(), read(text, TRUTH), text);
    }

    @Test
    void labelsInOneLineAndSentences() {
        for (String text : new String[] {"y1 = 1, y2 = 2", "y1 = 1; y2 = 2", "y_1 = 1, y_2 = 2.", "y1 = 1 y2 = 2", "y1 = 1 and y2 = 2", "y1: 1, y2: 2", "y[0] = 1,0, y[1] = 2,0"}) {
            Values two = Values.vector(1, 2);
            assertArrayEquals(two.toArray(), AnswerNumbers.read(text, false, two).written().values().toArray(), text);
        }
        for (String text : new String[] {"The answer is 5.", "The answer is 5", "the answer is 5.0.", "So the loss is 5.", "My final answer is: 5", "L is 5", "It is 5."}) {
            assertArrayEquals(new double[] {5}, read(text, Values.vector(5)), text);
        }
        for (String text : new String[] {"Twice the answer is 5", "half of L is 5", "The answer is not 5", "The answer is 5 or 6", "y1 = 1, z2 = 2"}) {
            assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, Values.vector(5)), text);
        }
    }
}
