package longhand.backend.cpu.loops;

import java.util.Arrays;

/**
 * The tiles of {@link Kernels#tile} and {@link Kernels#dotTile} in plain Java.
 *
 * <p>The compiler makes vectors of a loop by itself only if it is long and all its arrays are read and written at the
 * same index: at two indices, what is written might be read later. So {@link #tile} copies the rows of b to arrays of
 * their own, and is much wider than one that is kept in registers. In {@link #dotTile} the copies would take as long as
 * the products; nine sums in registers, without vectors, are as fast there.
 */
final class ScalarTile {
    static final int ROWS = 8;
    static final int COLUMNS = 256;
    static final int DOT_ROWS = 3;
    static final int DOT_COLUMNS = 3;
    private static final int TERMS = 4; // rows of b added at a time: the sums are read and written less often
    private static final int LONGEST_SUM = 1024; // products that dotTile adds one after the other
    /** The sums and copies of rows: each thread's, for {@link #tile} alone, which calls nobody who wants them too. */
    private static final ThreadLocal<float[][]> ARRAYS =
            ThreadLocal.withInitial(() -> new float[ROWS + TERMS][COLUMNS]);

    private ScalarTile() {}

    /** See {@link Kernels#tile}. */
    static void tile(int k, float[] a, int aAt, int aRow, int aCol, Rows b, int bAt, float[] c, int cAt, int cRow,
            int rows, int columns, boolean add) {
        float[][] arrays = ARRAYS.get();
        for (int i = 0; i < rows; i++) {
            Arrays.fill(arrays[i], 0, columns, 0);
        }
        int p = 0;
        for (; p + TERMS <= k; p += TERMS) {
            for (int term = 0; term < TERMS; term++) {
                System.arraycopy(b.array(), bAt + b.offsets()[p + term], arrays[ROWS + term], 0, columns);
            }
            for (int i = 0; i < rows; i++) {
                int at = aAt + i * aRow + p * aCol;
                addFour(a[at], arrays[ROWS], a[at + aCol], arrays[ROWS + 1], a[at + 2 * aCol], arrays[ROWS + 2],
                        a[at + 3 * aCol], arrays[ROWS + 3], arrays[i], columns);
            }
        }
        for (; p < k; p++) {
            System.arraycopy(b.array(), bAt + b.offsets()[p], arrays[ROWS], 0, columns);
            for (int i = 0; i < rows; i++) {
                addOne(a[aAt + i * aRow + p * aCol], arrays[ROWS], arrays[i], columns);
            }
        }
        for (int i = 0; i < rows; i++) {
            store(arrays[i], c, cAt + i * cRow, columns, add);
        }
    }

    private static void addFour(float a0, float[] b0, float a1, float[] b1, float a2, float[] b2, float a3, float[] b3,
            float[] sums, int n) {
        for (int j = 0; j < n; j++) {
            sums[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
        }
    }

    private static void addOne(float a, float[] b, float[] sums, int n) {
        for (int j = 0; j < n; j++) {
            sums[j] += a * b[j];
        }
    }

    private static void store(float[] sums, float[] c, int at, int n, boolean add) {
        if (!add) {
            System.arraycopy(sums, 0, c, at, n);
            return;
        }
        for (int j = 0; j < n; j++) {
            c[at + j] += sums[j];
        }
    }

    /** See {@link Kernels#dotTile}. */
    static void dotTile(int positions, float[] a, int aAt, int aRow, float[] b, int[] shifts, int first, float[] c,
            int cAt, int cRow, int rows) {
        int columns = Math.min(DOT_COLUMNS, shifts.length - first);
        int a1 = aAt + Math.min(1, rows - 1) * aRow;
        int a2 = aAt + (rows - 1) * aRow;
        int b0 = shifts[first];
        int b1 = shifts[first + Math.min(1, columns - 1)];
        int b2 = shifts[first + columns - 1];
        float[] sums = new float[DOT_ROWS * DOT_COLUMNS];
        for (int p = 0; p < positions; p += LONGEST_SUM) {
            addDots(Math.min(LONGEST_SUM, positions - p), a, aAt + p, a1 + p, a2 + p, b, b0 + p, b1 + p, b2 + p, sums);
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                c[cAt + i * cRow + j] += sums[i * DOT_COLUMNS + j];
            }
        }
    }

    /** sums[i, j] += Σₚ a[aᵢ + p] · b[bⱼ + p] for p &lt; n. */
    private static void addDots(int n, float[] a, int a0, int a1, int a2, float[] b, int b0, int b1, int b2,
            float[] sums) {
        float s00 = 0;
        float s01 = 0;
        float s02 = 0;
        float s10 = 0;
        float s11 = 0;
        float s12 = 0;
        float s20 = 0;
        float s21 = 0;
        float s22 = 0;
        for (int p = 0; p < n; p++) {
            float x0 = a[a0 + p];
            float x1 = a[a1 + p];
            float x2 = a[a2 + p];
            float y0 = b[b0 + p];
            float y1 = b[b1 + p];
            float y2 = b[b2 + p];
            s00 += x0 * y0;
            s01 += x0 * y1;
            s02 += x0 * y2;
            s10 += x1 * y0;
            s11 += x1 * y1;
            s12 += x1 * y2;
            s20 += x2 * y0;
            s21 += x2 * y1;
            s22 += x2 * y2;
        }
        sums[0] += s00;
        sums[1] += s01;
        sums[2] += s02;
        sums[3] += s10;
        sums[4] += s11;
        sums[5] += s12;
        sums[6] += s20;
        sums[7] += s21;
        sums[8] += s22;
    }
}
