package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.assertClose;
import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Compare.random;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import longhand.backend.Walk;
import org.junit.jupiter.api.Test;

/** Copies of blocks and slices against the loops that say what they mean. */
class CopiesTest {
    /** Sizes around vectors, squares and parts of the work. */
    private static final int[][] BLOCKS = {{}, {1}, {5}, {70_001}, {3, 0, 2}, {17, 33}, {64, 64}, {1, 65, 1, 63},
        {130, 300}, {2, 3, 4, 5}, {7, 40, 41}, {5, 9, 2, 16}, {300, 3}, {3, 300}, {2, 40_000}, {1_300, 3}, {3, 1_300},
        {2, 700, 7}};

    /** Every order of the dimensions, and each of them repeated or reversed. */
    @Test
    void blocksAgree() {
        for (int[] dims : BLOCKS) {
            for (int seed = 0; seed < 12; seed++) {
                Random random = new Random(seed);
                int[] strides = new int[dims.length];
                int start = 3;
                int step = 1;
                for (int d : order(dims.length, random)) {
                    boolean repeated = random.nextInt(6) == 0;
                    boolean reversed = random.nextInt(6) == 0 && dims[d] > 0;
                    strides[d] = repeated ? 0 : reversed ? -step : step;
                    start += reversed && !repeated ? (dims[d] - 1) * step : 0;
                    step *= dims[d];
                }
                check(dims, new Walk(start, strides), step + 3);
            }
        }
    }

    private static int[] order(int n, Random random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[i];
            order[i] = order[j];
            order[j] = other;
        }
        return order;
    }

    /** To an array with a gap behind each of its rows, which must stay. */
    private static void check(int[] dims, Walk from, int length) {
        float[] x = random(1, length);
        int[] strides = new int[dims.length];
        int step = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            strides[d] = step;
            step *= dims[d] + 1;
        }
        Walk to = new Walk(2, strides);
        float[] expected = output(step + 2);
        Compare.REFERENCE.copy(x, from, expected, to, dims);
        for (CpuBackend backend : Compare.BACKENDS) {
            int size = step + 2;
            assertClose("copy of " + Arrays.toString(dims), expected, onOneAndTwoThreads("copy", () -> {
                float[] y = output(size);
                backend.copy(x, from, y, to, dims);
                return y;
            }), size, 0);
        }
    }

    @Test
    void slicesAgree() {
        int[][] sizes = {{1, 5, 1}, {3, 40, 1}, {2, 7, 3}, {1, 300, 130}, {400, 90, 1}, {1, 2, 70_000}, {2, 3, 0}};
        for (int[] size : sizes) {
            for (int count : new int[] {0, 1, 2, 50, 400}) {
                int[] index = new Random(count).ints(count, 0, size[1]).toArray();
                float[] x = random(2, size[0] * size[1] * size[2]);
                float[] slices = random(3, size[0] * count * size[2]);
                int selected = slices.length;
                float[] expected = output(selected);
                Compare.REFERENCE.indexSelect(x, index, expected, size[0], size[1], size[2]);
                float[] put = x.clone();
                Compare.REFERENCE.indexPut(slices, index, put, size[0] * size[1], size[2]);
                float[] sums = output(x.length);
                Compare.REFERENCE.indexAdd(slices, index, sums, size[0], size[1], size[2]);
                for (CpuBackend backend : Compare.BACKENDS) {
                    assertClose("indexSelect", expected, onOneAndTwoThreads("indexSelect", () -> {
                        float[] y = output(selected);
                        backend.indexSelect(x, index, y, size[0], size[1], size[2]);
                        return y;
                    }), selected, 0);
                    assertClose("indexPut", put, onOneAndTwoThreads("indexPut", () -> {
                        float[] y = x.clone();
                        backend.indexPut(slices, index, y, size[0] * size[1], size[2]);
                        return y;
                    }), x.length, 0);
                    assertClose("indexAdd", sums, onOneAndTwoThreads("indexAdd", () -> {
                        float[] y = output(x.length);
                        backend.indexAdd(slices, index, y, size[0], size[1], size[2]);
                        return y;
                    }), x.length, 1e-5);
                }
            }
        }
    }
}
