package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.BinaryOp;
import longhand.backend.Operand;
import longhand.backend.SparseMatrix;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Workers;

/** Products of a sparse matrix with the slices of a tensor, row by row of the result. */
final class SparseProducts {
    /** Multiply-adds of one part of the work. */
    private static final int GRAIN = 32_768;
    /** What a row costs besides its entries, as many multiply-adds. */
    private static final int OF_A_ROW = 8;
    /** Numbers of a row that are worked on at a time: they stay in the first-level cache. */
    private static final int PIECE = 1_024;
    /** Sums of so many are made in float; of longer ones, the parts are added in double. */
    private static final int BLOCK = 32;

    private final Kernels kernels;
    private final SparseMatrix m;
    private final float[] x;
    private final float[] y;
    private final int inner;

    private SparseProducts(Kernels kernels, SparseMatrix m, float[] x, float[] y, int inner) {
        this.kernels = kernels;
        this.m = m;
        this.x = x;
        this.y = y;
        this.inner = inner;
    }

    static void multiply(Kernels kernels, SparseMatrix m, float[] x, float[] y, int outer, int inner) {
        int perRow = Math.max(1, m.weight().length / Math.max(1, m.rows()));
        if (inner == 1) {
            int each = entriesOfEach(m);
            int work = Math.max(m.weight().length, OF_A_ROW * m.rows());
            Workers.ranges(outer, Math.max(1, GRAIN / Math.max(1, work)), (from, to) -> {
                for (int o = from; o < to; o++) {
                    vector(m, each, x, o * m.columns(), y, o * m.rows());
                }
            });
            return;
        }
        if (inner < kernels.lanes()) {
            Workers.ranges(outer, Math.max(1, GRAIN / Math.max(1, OF_A_ROW * m.rows() * inner)), (from, to) -> {
                for (int o = from; o < to; o++) {
                    narrow(m, x, o * m.columns() * inner, inner, y, o * m.rows() * inner);
                }
            });
            return;
        }
        SparseProducts product = new SparseProducts(kernels, m, x, y, inner);
        Workers.ranges(outer * m.rows(), Math.max(1, GRAIN / Math.max(1, inner * perRow)), (from, to) -> {
            double[] sums = new double[Math.min(inner, PIECE)];
            for (int slice = from; slice < to; slice++) {
                int o = slice / m.rows();
                int row = slice - o * m.rows();
                for (int left = 0; left < inner; left += PIECE) {
                    product.row(row, o * m.columns() * inner + left, slice * inner + left,
                            Math.min(PIECE, inner - left), sums);
                }
            }
        });
    }

    /** The product with one column; the loops for one and two entries in each row have no loop inside. */
    private static void vector(SparseMatrix m, int each, float[] x, int xAt, float[] y, int yAt) {
        int[] column = m.column();
        float[] weight = m.weight();
        int rows = m.rows();
        switch (each) {
            case 1 -> {
                for (int i = 0; i < rows; i++) {
                    y[yAt + i] = weight[i] * x[xAt + column[i]];
                }
            }
            case 2 -> {
                for (int i = 0; i < rows; i++) {
                    y[yAt + i] = weight[2 * i] * x[xAt + column[2 * i]]
                            + weight[2 * i + 1] * x[xAt + column[2 * i + 1]];
                }
            }
            default -> {
                for (int i = 0; i < rows; i++) {
                    y[yAt + i] = dot(m, m.start()[i], m.start()[i + 1], x, xAt, 1);
                }
            }
        }
    }

    /** The product with fewer columns than a vector has numbers. */
    private static void narrow(SparseMatrix m, float[] x, int xAt, int inner, float[] y, int yAt) {
        int to = yAt;
        for (int i = 0; i < m.rows(); i++) {
            for (int k = 0; k < inner; k++) {
                y[to++] = dot(m, m.start()[i], m.start()[i + 1], x, xAt + k, inner);
            }
        }
    }

    private static float dot(SparseMatrix m, int start, int end, float[] x, int xAt, int inner) {
        if (end - start <= BLOCK) {
            return shortDot(m, start, end, x, xAt, inner);
        }
        double total = -0.0; // 0 + −0 would be 0
        for (int block = start; block < end; block += BLOCK) {
            total += shortDot(m, block, Math.min(end, block + BLOCK), x, xAt, inner);
        }
        return (float) total;
    }

    private static float shortDot(SparseMatrix m, int start, int end, float[] x, int xAt, int inner) {
        int[] column = m.column();
        float[] weight = m.weight();
        float sum = -0f;
        for (int t = start; t < end; t++) {
            sum += weight[t] * x[xAt + column[t] * inner];
        }
        return sum;
    }

    /** How many entries each row has; 0 if they differ. */
    private static int entriesOfEach(SparseMatrix m) {
        int each = m.rows() == 0 ? 0 : m.start()[1] - m.start()[0];
        for (int i = 0; i < m.rows(); i++) {
            if (m.start()[i + 1] - m.start()[i] != each) {
                return 0;
            }
        }
        return each;
    }

    /** {@code n} neighbours of one row of the product. */
    private void row(int row, int xAt, int yAt, int n, double[] sums) {
        int start = m.start()[row];
        int end = m.start()[row + 1];
        block(start, Math.min(end, start + BLOCK), xAt, yAt, n);
        if (end - start <= BLOCK) {
            return;
        }
        for (int i = 0; i < n; i++) {
            sums[i] = y[yAt + i];
        }
        for (int t = start + BLOCK; t < end; t += BLOCK) {
            block(t, Math.min(end, t + BLOCK), xAt, yAt, n);
            for (int i = 0; i < n; i++) {
                sums[i] += y[yAt + i];
            }
        }
        for (int i = 0; i < n; i++) {
            y[yAt + i] = (float) sums[i];
        }
    }

    /** The same for the entries {@code start} to {@code end} − 1 of the matrix. */
    private void block(int start, int end, int xAt, int yAt, int n) {
        if (start == end) {
            Arrays.fill(y, yAt, yAt + n, -0f);
            return;
        }
        kernels.binary(BinaryOp.MUL, new Operand(m.weight(), 0), start, new Operand(x, 1),
                xAt + m.column()[start] * inner, y, yAt, n);
        for (int t = start + 1; t < end; t++) {
            kernels.addWeightedRows(m.weight(), t, x, xAt + m.column()[t] * inner, 0, 1, y, yAt, n);
        }
    }
}
