package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.assertClose;
import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Compare.random;

import java.util.Arrays;
import java.util.function.BiConsumer;
import longhand.backend.Backend;
import longhand.backend.StandardizedRows;
import org.junit.jupiter.api.Test;

/** The kernels of layer normalisation against the loops of {@link Backend}. */
class LayerNormsTest {
    /** Rows shorter and longer than a vector and than a block of 2,048; rows in blocks of 64; several strips. */
    private static final int[][] SIZES = {{1, 2}, {3, 17}, {64, 33}, {65, 64}, {130, 1_025}, {2, 5_000}, {1, 40_000},
        {700, 513}, {0, 4}};

    @Test
    void allKernelsAgree() {
        for (int[] size : SIZES) {
            check(size, random(1, size[0] * size[1]));
        }
    }

    /** Numbers that are not finite stay in their row, and what overflows as float does not as double. */
    @Test
    void unusualRowsLeaveTheOthersAlone() {
        float[] unusual = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, 1e-38f};
        for (int place = 0; place < 40; place += 3) {
            for (float value : unusual) {
                float[] x = random(place, 5 * 40);
                x[2 * 40 + place] = value;
                check(new int[] {5, 40}, x);
            }
        }
    }

    private static void check(int[] size, float[] x) {
        int count = size[0];
        int n = size[1];
        float[] g = random(2, count * n);
        float[] w = random(3, n);
        float[] b = random(4, n);
        StandardizedRows rows = new StandardizedRows(n, random(5, count), random(6, count), random(7, count));
        check("layer norm", size, count * n, (backend, y) -> backend.layerNorm(x, rows, w, b, y));
        check("gradient", size, count * n, (backend, y) -> backend.layerNormGradient(g, x, rows, w, y));
        check("gradient of an unusual one", size, count * n,
                (backend, y) -> backend.layerNormGradient(x, g, rows, w, y));
        check("weight gradient", size, n, (backend, y) -> backend.layerNormWeightGradient(g, x, rows, y));
    }

    private static void check(String what, int[] size, int length, BiConsumer<Backend, float[]> kernel) {
        float[] expected = output(length);
        kernel.accept(Compare.REFERENCE, expected);
        for (CpuBackend backend : Compare.BACKENDS) {
            String name = what + " of " + Arrays.toString(size) + " on " + backend.name();
            float[] y = onOneAndTwoThreads(name, () -> {
                float[] result = output(length);
                kernel.accept(backend, result);
                return result;
            });
            assertClose(name, expected, y, length);
        }
    }
}
