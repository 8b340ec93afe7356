package longhand.backend.cpu.matmul;

import java.util.Arrays;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.MatmulShape;

/**
 * Products of few rows with the transpose of a matrix, as a linear layer computes for small batches, and of a matrix
 * with a vector: each element is the dot product of a row of A and a row of B, both whole. The larger one is read once
 * and not packed, since the time goes into reading it.
 */
final class Dots {
    private static final int FEW_ROWS = 16;
    private static final int FEWEST_PRODUCTS = 64; // in a sum
    private static final int MOST_ROWS = 128; // of long sums: packing B would still take a good part of the time
    private static final int LONG_SUM = 2_048;
    private static final int SLICE_VECTORS = 256; // added in each lane as float before their sum is added to C
    private static final int PART_TILES = 8; // tiles of columns in one part
    private static final int PART_ROWS = 32; // if there are too few such parts

    private final Kernels kernels;

    Dots(Kernels kernels) {
        this.kernels = kernels;
    }

    static boolean suit(MatmulShape s) {
        if (s.transposeA() || s.k() < FEWEST_PRODUCTS) {
            return false;
        }
        boolean few = s.m() <= FEW_ROWS || s.m() <= MOST_ROWS && s.k() >= LONG_SUM;
        return s.n() == 1 || few && s.transposeB();
    }

    void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        int columns = PART_TILES * kernels.dotColumns();
        int across = Math.ceilDiv(s.n(), columns);
        int rows = s.batch() * across >= Gemm.ENOUGH_PARTS ? s.m() : PART_ROWS;
        int down = Math.ceilDiv(s.m(), rows);
        boolean share = (long) s.batch() * s.m() * s.k() * s.n() > Gemm.WORTH_SHARING;
        Workers.ranges(s.batch() * down * across, share ? 1 : Integer.MAX_VALUE, (from, to) -> {
            for (int part = from; part < to; part++) {
                int top = part / across % down * rows;
                int left = part % across * columns;
                block(a, b, c, s, part / across / down, top, Math.min(s.m(), top + rows), left,
                        Math.min(s.n(), left + columns));
            }
        });
    }

    /** Rows [top, bottom) and columns [left, right) of C, of one item of the batch. */
    private void block(float[] a, float[] b, float[] c, MatmulShape s, int item, int top, int bottom, int left,
            int right) {
        int whole = s.k() / kernels.lanes() * kernels.lanes();
        int slice = SLICE_VECTORS * kernels.lanes();
        int aAt = item * s.strideA();
        int cAt = item * s.m() * s.n();
        for (int i = top; i < bottom; i++) {
            Arrays.fill(c, cAt + i * s.n() + left, cAt + i * s.n() + right, 0);
        }
        for (int first = 0; first < whole; first += slice) {
            int[] rows = new int[right - left];
            for (int j = 0; j < rows.length; j++) {
                rows[j] = item * s.strideB() + (left + j) * s.k() + first;
            }
            for (int j = 0; j < rows.length; j += kernels.dotColumns()) {
                for (int i = top; i < bottom; i += kernels.dotRows()) {
                    kernels.dotTile(Math.min(slice, whole - first), a, aAt + i * s.k() + first, s.k(), b, rows, j, c,
                            cAt + i * s.n() + left + j, s.n(), Math.min(kernels.dotRows(), bottom - i));
                }
            }
        }
        for (int i = top; i < bottom; i++) {
            for (int j = left; j < right; j++) {
                int bAt = item * s.strideB() + j * s.k();
                for (int p = whole; p < s.k(); p++) {
                    c[cAt + i * s.n() + j] += a[aAt + i * s.k() + p] * b[bAt + p];
                }
            }
        }
    }
}
