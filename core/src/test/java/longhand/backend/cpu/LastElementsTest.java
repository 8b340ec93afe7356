package longhand.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Elements that do not fill a vector are computed in memory that each thread uses again. */
class LastElementsTest {
    /** All but the last lane of every vector width are left over. */
    private static final int MOST = 31;
    private static final int ROWS = 2_000;

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
            for (int row = 0; row < ROWS; row++) {
                float[] x = Compare.random(row, 1 + row % MOST);
                for (int i = 0; i < x.length; i++) {
                    x[i] = Math.abs(x[i]);
                }
                assertArrayEquals(after(1, backend, op, x), after(Float.NaN, backend, op, x), op + " of row " + row);
            }
        }
    }
}
