package longhand.backend.cpu.loops;

import java.util.Arrays;
import longhand.backend.BinaryOp;
import longhand.backend.Operand;
import longhand.backend.StandardizedRows;
import longhand.backend.TernaryOp;
import longhand.backend.UnaryOp;
import longhand.backend.cpu.loops.TileTransform.Lines;

/** The inner loops in plain Java, simple enough for the compiler to vectorise most of them by itself. */
public final class ScalarKernels implements Kernels {
    private static final int TILE_ROWS = 4;
    private static final int TILE_COLUMNS = 32;
    private static final int TRANSPOSE_BLOCK = 16;
    static final int LANES = 8;
    /** One row of b and the sums: each thread's, for {@link #tile} alone, which calls nobody who wants them too. */
    private static final ThreadLocal<float[][]> TILE =
            ThreadLocal.withInitial(() -> new float[1 + TILE_ROWS][TILE_COLUMNS]);
    /** The same for {@link #dotTile}. */
    private static final ThreadLocal<float[]> DOT_LANES = ThreadLocal.withInitial(() -> new float[LANES]);

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public int tileRows() {
        return TILE_ROWS;
    }

    @Override
    public int tileColumns() {
        return TILE_COLUMNS;
    }

    @Override
    public void tile(int k, float[] a, int aAt, int aRow, int aCol, float[] b, int bAt, int[] bRows, float[] c, int cAt,
            int cRow, int rows, int columns, boolean add) {
        float[][] arrays = TILE.get();
        float[] row = arrays[TILE_ROWS];
        float[] s0 = arrays[0];
        float[] s1 = arrays[1];
        float[] s2 = arrays[2];
        float[] s3 = arrays[3];
        for (float[] array : arrays) {
            Arrays.fill(array, 0);
        }
        int a1 = Math.min(1, rows - 1) * aRow;
        int a2 = Math.min(2, rows - 1) * aRow;
        int a3 = Math.min(3, rows - 1) * aRow;
        int at = aAt;
        for (int p = 0; p < k; p++) {
            System.arraycopy(b, bAt + bRows[p], row, 0, TILE_COLUMNS);
            float f0 = a[at];
            float f1 = a[at + a1];
            float f2 = a[at + a2];
            float f3 = a[at + a3];
            // one index for all arrays: only then does the compiler see that it may use vectors
            for (int j = 0; j < TILE_COLUMNS; j++) {
                s0[j] += f0 * row[j];
                s1[j] += f1 * row[j];
                s2[j] += f2 * row[j];
                s3[j] += f3 * row[j];
            }
            at += aCol;
        }
        for (int i = 0; i < rows; i++) {
            float[] sum = arrays[i];
            int to = cAt + i * cRow;
            for (int j = 0; j < columns; j++) {
                c[to + j] = add ? c[to + j] + sum[j] : sum[j];
            }
        }
    }

    @Override
    public int dotRows() {
        return 1;
    }

    @Override
    public int dotColumns() {
        return 1;
    }

    @Override
    public void dotTile(int positions, float[] a, int aAt, int aRow, float[] b, int[] shifts, int first, float[] c,
            int cAt, int cRow, int rows) {
        float[] sums = DOT_LANES.get();
        Arrays.fill(sums, 0);
        for (int p = 0; p < positions; p += lanes()) {
            for (int lane = 0; lane < lanes(); lane++) {
                sums[lane] += a[aAt + p + lane] * b[shifts[first] + p + lane];
            }
        }
        for (int lane = 0; lane < lanes(); lane++) {
            c[cAt] += sums[lane];
        }
    }

    @Override
    public boolean transformTiles(TileTransform t, Lines x, int xAt, Lines y, int yAt, int n, int count) {
        return false;
    }

    @Override
    public void unary(UnaryOp op, float[] x, int xAt, float[] y, int yAt, int n) {
        ScalarUnary.unary(op, x, xAt, y, yAt, n);
    }

    @Override
    public void binary(BinaryOp op, Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        ScalarBinary.binary(op, a, aAt, b, bAt, y, yAt, n);
    }

    @Override
    public void ternary(TernaryOp op, Operand a, Operand b, Operand c, float[] y, int at, int n) {
        ScalarTernary.ternary(op, a, b, c, y, at, n);
    }

    @Override
    public void strided(float[] x, int xAt, int step, float[] y, int yAt, int n) {
        if (step == 1) {
            System.arraycopy(x, xAt, y, yAt, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yAt + i] = x[xAt + i * step];
        }
    }

    @Override
    public void accumulate(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] += x[xAt + i];
        }
    }

    @Override
    public void sumRows(float[] x, int xAt, int step, int rows, float[] y, int yAt, int n) {
        Arrays.fill(y, yAt, yAt + n, 0);
        for (int j = 0; j < rows; j++) {
            accumulate(x, xAt + j * step, y, yAt, n);
        }
    }

    @Override
    public void biasAndFloor(float[] x, int xAt, float bias, float floor, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = Math.max(x[xAt + i] + bias, floor);
        }
    }

    @Override
    public void addWeightedRows(float[] a, int aAt, float[] x, int xAt, int step, int rows, float[] y, int yAt, int n) {
        for (int j = 0; j < rows; j++) {
            for (int i = 0; i < n; i++) {
                y[yAt + i] += a[aAt + j] * x[xAt + j * step + i];
            }
        }
    }

    @Override
    public int indexOf(float[] x, int at, int n, float value) {
        int i = 0;
        while (x[at + i] != value && (x[at + i] == x[at + i] || value == value)) {
            i++;
        }
        return i;
    }

    @Override
    public int indices(float[] x, int at, int n, int limit, int[] y) {
        return indices(x, at, 0, n, limit, y);
    }

    /** The same from the given one on. */
    static int indices(float[] x, int at, int first, int n, int limit, int[] y) {
        for (int i = first; i < n; i++) {
            int j = (int) x[at + i];
            if (j != x[at + i] || j < 0 || j >= limit) {
                return i;
            }
            y[i] = j;
        }
        return n;
    }

    @Override
    public float sum(float[] x, int at, int n) {
        double sum = 0;
        for (int i = at; i < at + n; i++) {
            sum += x[i];
        }
        return (float) sum;
    }

    @Override
    public void centeredSums(float[] a, float centerA, float[] b, float centerB, int at, int n, double[] sums) {
        double sum = 0;
        double products = 0;
        for (int i = at; i < at + n; i++) {
            double distance = (double) a[i] - centerA;
            sum += distance;
            products += distance * ((double) b[i] - centerB);
        }
        sums[0] = sum;
        sums[1] = products;
    }

    @Override
    public void standardizedRow(float[] x, StandardizedRows rows, int i, float[] w, float[] b, float[] y) {
        float center = rows.center()[i];
        float scale = rows.scale()[i];
        float shift = rows.shift()[i];
        int start = i * rows.n();
        for (int j = 0; j < rows.n(); j++) {
            y[start + j] = ((x[start + j] - center) * scale + shift) * w[j] + b[j];
        }
    }

    @Override
    public void addStandardizedProducts(float[] g, float[] x, StandardizedRows rows, int i, float[] y, int left,
            int n) {
        float center = rows.center()[i];
        float scale = rows.scale()[i];
        float shift = rows.shift()[i];
        int start = i * rows.n();
        for (int j = left; j < left + n; j++) {
            y[j] += g[start + j] * ((x[start + j] - center) * scale + shift);
        }
    }

    @Override
    public float max(float[] x, int at, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = at; i < at + n; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    @Override
    public float expShifted(float[] x, int xAt, float shift, float[] y, int yAt, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            float e = (float) Math.exp(x[xAt + i] - shift);
            y[yAt + i] = e;
            sum += e;
        }
        return (float) sum;
    }

    @Override
    public void reverse(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = x[xAt - i];
        }
    }

    @Override
    public void transpose(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow, int rows, int columns) {
        for (int top = 0; top < rows; top += TRANSPOSE_BLOCK) {
            int bottom = Math.min(rows, top + TRANSPOSE_BLOCK);
            for (int j = 0; j < columns; j++) {
                int to = yAt + j * yRow;
                int from = xAt + j;
                for (int i = top; i < bottom; i++) {
                    y[to + i] = x[from + i * xRow];
                }
            }
        }
    }

    @Override
    public void packRow(float[] x, int xAt, int n, float[] y, int yAt, int step) {
        for (int i = 0; i < n; i += TILE_COLUMNS) {
            System.arraycopy(x, xAt + i, y, yAt + i / TILE_COLUMNS * step, Math.min(TILE_COLUMNS, n - i));
        }
    }

    @Override
    public boolean maxPlane(float[] x, int at, Windows w, float[] y, int[] argmax, int to) {
        return ScalarPooling.maxPlane(x, at, w, y, argmax, to);
    }

    @Override
    public void averagePlane(float[] x, int at, Windows w, float[] divisors, float[] y, int to) {
        ScalarPooling.averagePlane(x, at, w, divisors, y, to);
    }
}
