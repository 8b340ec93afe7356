package longhand.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import java.util.Optional;
import longhand.ops.Losses;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Values by hand: the formulas themselves are tested where they live, in core. */
class LossTest {
    private static final double LOG_3 = Math.log(3);

    @Test
    void classifierLosses() {
        Tensor equal = Tensor.zeros(2, 3);
        assertEquals(LOG_3, new CrossEntropyLoss().forward(equal, 0, 2).item(), 1e-6);
        assertEquals(LOG_3, new CrossEntropyLoss(0.1).forward(equal, 0, 2).item(), 1e-6);
        assertEquals(LOG_3, new NLLLoss().forward(equal.logSoftmax(1), 0, 2).item(), 1e-6);
    }

    @Test
    void targetLosses() {
        Tensor x = Tensor.vector(1, 2);
        Tensor target = Tensor.vector(0, 4);
        assertEquals(2.5, new MSELoss().forward(x, target).item(), 1e-6);
        assertEquals(1.5, new L1Loss().forward(x, target).item(), 1e-6);
        assertEquals(Math.log(2), new BCEWithLogitsLoss().forward(Tensor.zeros(3), Tensor.ones(3)).item(), 1e-6);
        assertEquals("MSELoss()", new MSELoss().toString());
    }

    /** Each setting alone and all of them together, where every one makes a difference. */
    @Test
    void settingsReachTheFormula() {
        Tensor logits = Tensor.of(new float[][] {{1, 2, -1}, {0.5f, -2, 3}, {2, 0, 1}, {-1, 1, 0}});
        int[] labels = {0, 2, 1, 0};
        Optional<Tensor> none = Optional.empty();
        Optional<Tensor> weights = Optional.of(Tensor.vector(1, 4, 0.5));
        double plain = Losses.crossEntropy(logits, labels).item();
        Map<CrossEntropyLoss, Tensor> cases = Map.of(
                new CrossEntropyLoss(0.3), Losses.crossEntropy(logits, labels, none, Losses.IGNORE_INDEX, 0.3),
                new CrossEntropyLoss().weight(weights.get()),
                Losses.crossEntropy(logits, labels, weights, Losses.IGNORE_INDEX, 0),
                new CrossEntropyLoss().ignoreIndex(2), Losses.crossEntropy(logits, labels, none, 2, 0),
                new CrossEntropyLoss(0.3).weight(weights.get()).ignoreIndex(2),
                Losses.crossEntropy(logits, labels, weights, 2, 0.3));
        cases.forEach((loss, expected) -> {
            assertEquals(expected.item(), loss.forward(logits, labels).item());
            assertNotEquals(plain, expected.item(), 1e-3);
        });
        assertEquals(plain, new CrossEntropyLoss().forward(logits, labels).item());
        Tensor x = Tensor.vector(1, -5, 0.25);
        Tensor target = Tensor.vector(0, 4, 0);
        for (double delta : new double[] {0.1, 1, 3}) {
            assertEquals(Losses.huberLoss(x, target, delta).item(), new HuberLoss(delta).forward(x, target).item());
        }
        assertEquals(Losses.huberLoss(x, target, 1).item(), new HuberLoss().forward(x, target).item());
        assertNotEquals(Losses.huberLoss(x, target, 1).item(), Losses.huberLoss(x, target, 3).item(), 1e-3);
    }
}
