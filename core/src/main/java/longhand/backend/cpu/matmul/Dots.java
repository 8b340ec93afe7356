package longhand.backend.cpu.matmul;

import java.util.Arrays;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.MatmulShape;

/**
 * Products of few rows with the transpose of a matrix, fewer than {@link FewRows} takes, and products with few columns:
 * each element is the dot product of a row of A and a row of B, both whole. The larger matrix is read once
 * and not packed, since the time goes into reading it.
 */
final class Dots {
    private static final int FEW_ROWS = 16;
    private static final int FEW_COLUMNS = 4;
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
        if (s.n() <= FEW_COLUMNS && s.m() > 1) {
            return true;
        }
        boolean few = s.m() <= FEW_ROWS || s.m() <= MOST_ROWS && s.k() >= LONG_SUM;
        return few && s.transposeB();
    }

    /** C = A · op(B). */
    void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        if (s.transposeB()) {
            matmulTransposed(a, b, c, s);
            return;
        }
        int size = s.k() * s.n();
        int items = s.strideB() == 0 ? 1 : s.batch();
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] transposed = frame.floats(items * size);
            for (int item = 0; item < items; item++) {
                kernels.transpose(b, item * s.strideB(), s.n(), transposed, item * size, s.k(), s.k(), s.n());
            }
            matmulTransposed(a, transposed, c, new MatmulShape(s.batch(), s.m(), s.k(), s.n(), false, true, s.strideA(),
                    s.strideB() == 0 ? 0 : size));
        }
    }

    private void matmulTransposed(float[] a, float[] b, float[] c, MatmulShape s) {
        int columns = PART_TILES * kernels.dotColumns();
        int across = Math.ceilDiv(s.n(), columns);
        int rows = s.batch() * across >= Gemm.ENOUGH_PARTS ? s.m() : PART_ROWS;
        int down = Math.ceilDiv(s.m(), rows);
        boolean share = (long) s.batch() * s.m() * s.k() * s.n() > Gemm.WORTH_SHARING;
        Workers.ranges(s.batch() * down * across, share ? 1 : Integer.MAX_VALUE, (from, to) -> {
            for (int part = from; part < to; part++) {
                int item = part / across / down;
                int top = part / across % down * rows;
                int left = part % across * columns;
                int height = Math.min(rows, s.m() - top);
                int width = Math.min(columns, s.n() - left);
                block(Matrix.ofRows(a, item * s.strideA() + top * s.k(), height, s.k(), s.k()),
                        Matrix.ofRows(b, item * s.strideB() + left * s.k(), width, s.k(), s.k()),
                        Matrix.ofRows(c, (item * s.m() + top) * s.n() + left, height, width, s.n()));
            }
        });
    }

    /** C = A·Bᵀ; elements of a row follow each other in all three. */
    void block(Matrix a, Matrix b, Matrix c) {
        int whole = a.columns() / kernels.lanes() * kernels.lanes();
        int slice = SLICE_VECTORS * kernels.lanes();
        for (int i = 0; i < c.rows(); i++) {
            Arrays.fill(c.array(), c.at(i, 0), c.at(i, c.columns()), 0);
        }
        for (int first = 0; first < whole; first += slice) {
            int[] rows = new int[b.rows()];
            for (int j = 0; j < rows.length; j++) {
                rows[j] = b.at(j, first);
            }
            for (int j = 0; j < rows.length; j += kernels.dotColumns()) {
                for (int i = 0; i < c.rows(); i += kernels.dotRows()) {
                    kernels.dotTile(Math.min(slice, whole - first), a.array(), a.at(i, first), a.rowStride(),
                            b.array(), rows, j, c.array(), c.at(i, j), c.rowStride(),
                            Math.min(kernels.dotRows(), c.rows() - i));
                }
            }
        }
        addRest(a, b, c, whole);
    }

    /** C += A·Bᵀ of the columns of A and B from {@code first} on: fewer than a vector holds. */
    private static void addRest(Matrix a, Matrix b, Matrix c, int first) {
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.columns(); j++) {
                int aAt = a.at(i, 0);
                int bAt = b.at(j, 0);
                for (int p = first; p < a.columns(); p++) {
                    c.array()[c.at(i, j)] += a.array()[aAt + p] * b.array()[bAt + p];
                }
            }
        }
    }
}
