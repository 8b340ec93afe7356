package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Compare.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import org.junit.jupiter.api.Test;

/** Two arrays that broadcast to rows around the longest short ones, in parts around what is written at once. */
class ShortRowsTest {
    private static final int[][] SHAPES = {{3, 1}, {2, 2}, {5, 33}, {2048, 1}, {1023, 2}, {1025, 2}, {64, 32}, {65, 32},
        {700, 7, 16}, {3, 2100, 5}, {9, 31, 17, 10}, {2, 1, 3, 4}, {40_000, 3}, {4, 3, 2, 3, 5}};

    @Test
    void everyWayToWalkThem() {
        for (int[] dims : SHAPES) {
            for (int seed = 0; seed < 8; seed++) {
                Random random = new Random(seed);
                int[] a = strides(dims, random, seed % 2 == 0);
                int[] b = strides(dims, random, false);
                check(BinaryOp.SUB, new Broadcast(dims, a, b));
                check(BinaryOp.GREATER, new Broadcast(dims, b, a));
            }
        }
    }

    /** Those of a row-major array, or with some repeated dimensions and maybe the last two exchanged. */
    private static int[] strides(int[] dims, Random random, boolean rowMajor) {
        int[] strides = new int[dims.length];
        int step = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            boolean repeated = !rowMajor && random.nextBoolean();
            strides[d] = repeated ? 0 : step;
            step *= repeated ? 1 : dims[d];
        }
        int last = dims.length - 1;
        if (!rowMajor && strides[last] == 1 && strides[last - 1] != 0 && random.nextBoolean()) {
            strides[last] = dims[last - 1];
            strides[last - 1] = 1;
        }
        return strides;
    }

    private static void check(BinaryOp op, Broadcast s) {
        float[] a = random(1, s.length());
        float[] b = random(2, s.length());
        float[] expected = output(s.length());
        Compare.REFERENCE.binary(op, a, b, expected, s);
        for (CpuBackend backend : Compare.BACKENDS) {
            String what = op + " of " + Arrays.toString(s.dims()) + ", " + Arrays.toString(s.strideA()) + ", "
                    + Arrays.toString(s.strideB());
            assertArrayEquals(expected, onOneAndTwoThreads(what, () -> {
                float[] y = output(s.length());
                backend.binary(op, a, b, y, s);
                return y;
            }), what);
        }
    }
}
