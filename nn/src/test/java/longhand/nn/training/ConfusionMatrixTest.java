package longhand.nn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    private static final Tensor LOGITS = Tensor.of(new float[][] {{1, 2, 0}, {3, 3, 1}, {-1, -2, -3}, {0, 0, 5}});

    @Test
    void theFirstOfEqualsIsPredicted() {
        assertArrayEquals(new int[] {1, 0, 0, 2}, ConfusionMatrix.predictions(LOGITS));
    }

    @Test
    void counts() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        matrix.add(LOGITS, 1, 1, 0, 0);
        assertEquals(3, matrix.classes());
        assertEquals(1, matrix.count(1, 0));
        assertEquals(2, matrix.total(1));
        assertEquals(0.5, matrix.accuracy(1));
        assertTrue(Double.isNaN(matrix.accuracy(2)));
        assertEquals(2, ConfusionMatrix.correct(LOGITS, 1, 1, 0, 0));
    }
}
