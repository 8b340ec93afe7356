package longhand.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
