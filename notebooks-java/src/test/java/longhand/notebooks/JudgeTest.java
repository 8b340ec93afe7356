package longhand.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Tensor X = Tensor.arange(9).reshape(3, 3);
    private static final Tensor K = Tensor.of(new float[][] {{0, 1}, {2, 3}});

    /** An exercise comes without an answer, and running all cells of a lesson is no mistake. */
    @Test
    void nothingWrittenYetIsNoWrongAnswer() {
        for (String empty : new String[] {"", "  ", "\n"}) {
            String says = "No answer yet: write your numbers between the quotes and run the cell again.";
            assertEquals(says, Judge.corr2d(X, K, empty));
            assertEquals(says, Judge.maxPool2d(X, Window2d.square(2), empty));
            assertEquals(says, Judge.avgPool2d(X, Window2d.square(2), empty));
        }
    }

    @Test
    void rightAndWrongAnswersAreTold() {
        assertTrue(Judge.corr2d(X, K, "19 25; 37 43").startsWith("correct"), Judge.corr2d(X, K, "19 25; 37 43"));
        assertTrue(Judge.corr2d(X, K, "43 37; 25 19").startsWith("wrong"), Judge.corr2d(X, K, "43 37; 25 19"));
    }
}
