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
    private static final int TRANSPOSE_BLOCK = 16;
    static final int LANES = 8;
    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public int tileRows() {
        return ScalarTile.ROWS;
    }

    @Override
    public int tileColumns() {
        return ScalarTile.COLUMNS;
    }

    @Override
    public int mostColumns() {
        return tileColumns();
    }

    @Override
    public void tile(int k, float[] a, int aAt, int aRow, int aCol, Rows b, int bAt, float[] c, int cAt, int cRow,
            int rows, int columns, boolean add) {
        ScalarTile.tile(k, a, aAt, aRow, aCol, b, bAt, c, cAt, cRow, rows, columns, add);
    }

    @Override
    public int dotRows() {
        return ScalarTile.DOT_ROWS;
    }

    @Override
    public int dotColumns() {
        return ScalarTile.DOT_COLUMNS;
    }

    @Override
    public void dotTile(int positions, float[] a, int aAt, int aRow, float[] b, int[] shifts, int first, float[] c,
            int cAt, int cRow, int rows) {
        ScalarTile.dotTile(positions, a, aAt, aRow, b, shifts, first, c, cAt, cRow, rows);
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
    public void weightedSum(float[] a, int aAt, float[] x, int xAt, int[] offsets, float[] y, int yAt, int n) {
        Rows rows = Rows.at(x, offsets);
        for (int i = 0; i < n; i += tileColumns()) {
            tile(offsets.length, a, aAt, 0, 1, rows, xAt + i, y, yAt + i, 0, 1, Math.min(tileColumns(), n - i), false);
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
        for (int i = 0; i < n; i += ScalarTile.COLUMNS) {
            System.arraycopy(x, xAt + i, y, yAt + i / ScalarTile.COLUMNS * step, Math.min(ScalarTile.COLUMNS, n - i));
        }
    }

    @Override
    public void maxPlane(float[] x, int at, Windows w, float[] y, int[] argmax, int to) {
        ScalarPooling.maxPlane(x, at, w, y, argmax, to);
    }

    @Override
    public void averagePlane(float[] x, int at, Windows w, float[] divisors, float[] y, int to) {
        ScalarPooling.averagePlane(x, at, w, divisors, y, to);
    }

    @Override
    public void weightedPlane(float[] x, int rowStep, int[] shifts, float[] w, int wAt, float[] y, int yAt, int rows,
            int columns, int limit) {
        float[] row = new float[wholeTiles(columns)];
        for (int i = 0; i < rows; i++) {
            weightedSum(w, wAt, x, i * rowStep, shifts, row, 0, columns);
            System.arraycopy(row, 0, y, yAt + i * columns, columns);
        }
    }

    @Override
    public void addWindowProducts(float[] x, int rowStep, int[] shifts, float[] dy, int rows, int columns,
            float[] sums) {
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < shifts.length; k++) {
                float sum = 0;
                for (int j = 0; j < columns; j++) {
                    sum += dy[i * columns + j] * x[i * rowStep + j + shifts[k]];
                }
                sums[k * lanes()] += sum;
            }
        }
    }
}
