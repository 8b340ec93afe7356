package longhand.nn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConfusionMatrixTest {
    private static final Tensor LOGITS = Tensor.of(new float[][] {{1, 2, 0}, {3, 3, 1}, {-1, -2, -3}, {0, 0, 5}});

    @Test
    void theFirstOfEqualsIsPredicted() {
        assertArrayEquals(new int[] {1, 0, 0, 2}, ConfusionMatrix.predictions(LOGITS));
        float nan = Float.NaN;
        assertArrayEquals(new int[] {1, 0, 2}, ConfusionMatrix.predictions(Tensor.vector(
                9, nan, nan, nan, 1, 2, 1, Float.POSITIVE_INFINITY, nan).reshape(3, 3))); // as torch.argmax
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

    /** Rows (what it is): 2 1 0, 0 3 1, 1 0 0. */
    private static ConfusionMatrix matrix() {
        ConfusionMatrix matrix = new ConfusionMatrix(4);
        int[][] pairs = {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 2}, {2, 0}};
        for (int[] pair : pairs) {
            matrix.add(Tensor.oneHot(4, pair[1]), pair[0]);
        }
        return matrix;
    }

    @Test
    void precisionRecallAndF1AreSharesOfCounts() {
        ConfusionMatrix matrix = matrix();
        double[] precision = {2 / 3.0, 3 / 4.0, 0};
        double[] recall = {2 / 3.0, 3 / 4.0, 0};
        double[] f1 = {2 / 3.0, 3 / 4.0, 0};
        for (int k = 0; k < 3; k++) {
            assertEquals(precision[k], matrix.precision(k));
            assertEquals(recall[k], matrix.accuracy(k));
            assertEquals(f1[k], matrix.f1(k));
        }
        matrix.add(Tensor.oneHot(4, 0), 1); // now 4 were taken for class 0, 2 of them rightly
        assertEquals(2 / 4.0, matrix.precision(0));
        assertEquals(3 / 5.0, matrix.accuracy(1));
        assertEquals(2 * 2 / (3.0 + 4.0), matrix.f1(0)); // precision 1/2, recall 2/3: harmonic mean 4/7
        assertEquals(2 * 3 / (5.0 + 4.0), matrix.f1(1)); // precision 3/4, recall 3/5: harmonic mean 2/3
    }

    @Test
    void aClassThatNeverOccursHasNoShares() {
        ConfusionMatrix matrix = matrix();
        assertTrue(Double.isNaN(matrix.precision(3)));
        assertTrue(Double.isNaN(matrix.accuracy(3)));
        assertTrue(Double.isNaN(matrix.f1(3)));
    }

    @Test
    void topKCountsTheRowsWhoseLabelIsAmongTheKLargest() {
        Tensor logits = Tensor.of(new float[][] {{5, 4, 3, 2}, {1, 2, 3, 4}, {0, 7, -1, 7}, {2, 2, 2, 2}});
        // ranks of the labels: 3, 4, 2 (the first of two sevens is before it), 3
        int[] labels = {2, 0, 3, 2};
        int[] right = {0, 1, 3, 4};
        for (int k = 1; k <= 4; k++) {
            assertEquals(right[k - 1], ConfusionMatrix.correctWithin(k, logits, labels), "k = " + k);
        }
        assertEquals(ConfusionMatrix.correct(logits, labels), ConfusionMatrix.correctWithin(1, logits, labels));
        assertEquals(4, ConfusionMatrix.correctWithin(9, logits, labels));
    }

    /** As in PyTorch's argmax and topk, NaN is above all, and the first of several is taken. */
    @Test
    void networksThatSayNaNSayTheFirstOfThem() {
        Tensor logits = Tensor.of(new float[][] {{Float.NaN, Float.NaN}, {1, Float.NaN}, {Float.NaN, 1}});
        int[] labels = {1, 0, 0};
        assertEquals(1, ConfusionMatrix.correct(logits, labels));
        assertEquals(1, ConfusionMatrix.correctWithin(1, logits, labels));
        assertEquals(3, ConfusionMatrix.correctWithin(2, logits, labels));
    }

    private static void assertRefused(String start, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.startsWith(start) && message.contains("Rule: ") && message.contains("Fix: "), message);
    }

    /** A label that is no class, or a wrong number of them, would be counted in the wrong row. */
    @Test
    void wrongLabelsAndShapesAreRefused() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        for (int bad : new int[] {-1, 3}) {
            assertRefused("ConfusionMatrix.add: label " + bad, () -> matrix.add(LOGITS, 0, 0, 0, bad));
            assertEquals(3, ConfusionMatrix.correct(LOGITS, 1, 0, 0, bad));
            assertEquals(2, ConfusionMatrix.correctWithin(1, LOGITS, 1, 0, bad, 0));
        }
        for (int[] labels : new int[][] {{}, {0, 0, 0}, {0, 0, 0, 0, 0}}) {
            assertRefused("ConfusionMatrix.add: " + labels.length + " label", () -> matrix.add(LOGITS, labels));
            assertRefused("correct: " + labels.length + " label", () -> ConfusionMatrix.correct(LOGITS, labels));
            assertRefused("correctWithin: ", () -> ConfusionMatrix.correctWithin(1, LOGITS, labels));
        }
        assertRefused("ConfusionMatrix.add: prediction 3", () -> matrix.add(Tensor.oneHot(4, 0, 3), 0, 1));
        assertRefused("ConfusionMatrix.add: logits have shape [3]", () -> matrix.add(Tensor.ones(3), 0));
        assertRefused("predictions: logits have shape [2, 3, 2]",
                () -> ConfusionMatrix.predictions(Tensor.ones(2, 3, 2)));
        assertRefused("predictions: logits have shape [2, 0]", () -> ConfusionMatrix.predictions(Tensor.ones(2, 0)));
        assertRefused("predictions: the tensor of logits is null", () -> ConfusionMatrix.predictions(null));
        assertRefused("correct: the array of labels is null", () -> ConfusionMatrix.correct(LOGITS, (int[]) null));
        assertRefused("ConfusionMatrix: 0 classes", () -> new ConfusionMatrix(0));
        assertEquals(0, matrix.total(0), "nothing was counted");
    }

    @Test
    void aClassThatIsNotThereIsNamed() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        for (int k : new int[] {-1, 3}) {
            for (Executable call : List.<Executable>of(() -> matrix.count(0, k), () -> matrix.count(k, 0),
                    () -> matrix.total(k), () -> matrix.precision(k), () -> matrix.f1(k), () -> matrix.accuracy(k))) {
                assertTrue(assertThrows(IndexOutOfBoundsException.class, call).getMessage()
                        .startsWith("ConfusionMatrix: there is no class " + k + ". Rule: "));
            }
        }
    }
}
