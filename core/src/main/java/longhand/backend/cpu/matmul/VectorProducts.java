package longhand.backend.cpu.matmul;

import java.util.Arrays;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.MatmulShape;

/**
 * Products with a vector: a row times a matrix, which adds up the rows of the matrix, and a column times a row, where
 * every element is one product. Time goes into reading or writing the matrix, so nothing is packed.
 */
final class VectorProducts {
    /** Columns of one part; its sums stay in the first-level cache. */
    private static final int STRIP = 512;
    /** Products of one part of a column times a row. */
    private static final int GRAIN = 16_384;

    private final Kernels kernels;

    VectorProducts(Kernels kernels) {
        this.kernels = kernels;
    }

    /** As (A·b)ᵀ = bᵀ·Aᵀ, a matrix times a column is a row times a matrix, with the same elements in memory. */
    static MatmulShape columnAsRow(MatmulShape s) {
        return new MatmulShape(s.batch(), 1, s.k(), s.m(), false, !s.transposeA(), s.strideB(), s.strideA());
    }

    static boolean isRowTimesMatrix(MatmulShape s) {
        return s.m() == 1 && !s.transposeB() && s.k() > 1;
    }

    void rowTimesMatrix(float[] a, float[] b, float[] c, MatmulShape s) {
        int across = Math.ceilDiv(s.n(), STRIP);
        boolean share = (long) s.batch() * s.k() * s.n() > Gemm.WORTH_SHARING;
        Workers.ranges(s.batch() * across, share ? 1 : Integer.MAX_VALUE, (from, to) -> {
            for (int part = from; part < to; part++) {
                int item = part / across;
                int left = part % across * STRIP;
                int width = Math.min(STRIP, s.n() - left);
                strip(Matrix.ofRows(a, item * s.strideA(), 1, s.k(), s.k()),
                        Matrix.ofRows(b, item * s.strideB() + left, s.k(), width, s.n()),
                        Matrix.ofRows(c, item * s.n() + left, 1, width, s.n()));
            }
        });
    }

    private void strip(Matrix a, Matrix b, Matrix c) {
        LongSum.ofSlices(kernels, a.columns(), Gemm.MOST_ROWS, c, (first, count, target, add) -> {
            float[] y = target.array();
            int yAt = target.start();
            if (!add) {
                Arrays.fill(y, yAt, yAt + c.columns(), 0);
            }
            kernels.addWeightedRows(a.array(), a.at(0, first), b.array(), b.at(first, 0), b.rowStride(), count, y, yAt,
                    c.columns());
        });
    }

    void columnTimesRow(float[] a, float[] b, float[] c, MatmulShape s) {
        Workers.ranges(s.batch() * s.m(), Math.max(1, GRAIN / s.n()), (from, to) -> {
            for (int row = from; row < to; row++) {
                int item = row / s.m();
                Arrays.fill(c, row * s.n(), (row + 1) * s.n(), 0);
                kernels.addWeightedRows(a, item * s.strideA() + row % s.m(), b, item * s.strideB(), s.n(), 1, c,
                        row * s.n(), s.n());
            }
        });
    }
}
