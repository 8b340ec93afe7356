package longhand.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Elements that do not fill a vector are computed in memory that each thread uses again. */
class LastElementsTest {
    private static final int MOST = 37;

    private static float[] after(float earlier, CpuBackend backend, BinaryOp op, float[] x) {
        float[] all = new float[MOST];
        Arrays.fill(all, earlier);
        backend.binary(op, all, all, new float[MOST], Broadcast.same(MOST));
        float[] y = new float[x.length];
        float[] exponent = {1.5f};
        backend.binary(op, x, exponent, y, new Broadcast(new int[] {x.length}, new int[] {1}, new int[] {0}));
        return y;
    }

    @ParameterizedTest
    @EnumSource(BinaryOp.class)
    void areTheSameWhateverWasComputedBefore(BinaryOp op) {
        for (CpuBackend backend : Compare.BACKENDS) {
            for (int n = 1; n < MOST; n++) {
                float[] x = new float[n];
                for (int i = 0; i < n; i++) {
                    x[i] = (i + 1f) / MOST;
                }
                assertArrayEquals(after(1, backend, op, x), after(Float.NaN, backend, op, x), op + " of " + n);
            }
        }
    }
}
