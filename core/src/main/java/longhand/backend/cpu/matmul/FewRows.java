package longhand.backend.cpu.matmul;

import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.MatmulShape;

/**
 * Products of a few dozen rows with the transpose of a matrix, as a linear layer computes for a batch: Cᵀ = B·Aᵀ. Only
 * the small matrix A is packed, once; the large one is read once, where it is.
 */
final class FewRows {
    private static final int MOST_ROWS = 128; // beyond, packing B too takes a small part of the time
    private static final int FEWEST_PRODUCTS = 64; // in a sum
    private static final int MOST_PACKED = 1 << 23; // floats
    private static final int LEAST_SHARE = 3; // of a tile's columns, one in so many is to be filled
    private static final int PART = 96; // rows of B in one part: whole tiles
    private static final int SMALLEST_PART = 24;
    private static final int SLICE = Gemm.MOST_ROWS;

    private final Kernels kernels;
    private final Gemm gemm;

    FewRows(Gemm gemm) {
        kernels = gemm.kernels();
        this.gemm = gemm;
    }

    boolean suit(MatmulShape s) {
        return !s.transposeA() && s.transposeB() && s.m() <= MOST_ROWS && s.n() >= s.m()
                && LEAST_SHARE * s.m() >= kernels.tileColumns() && s.k() >= FEWEST_PRODUCTS
                && (long) items(s) * s.k() * width(s) <= MOST_PACKED;
    }

    /** Different matrices A. */
    private static int items(MatmulShape s) {
        return s.strideA() == 0 ? 1 : s.batch();
    }

    /** Rows of A, and what fills up the last panel. */
    private int width(MatmulShape s) {
        return kernels.wholeTiles(s.m());
    }

    /** C = A · Bᵀ. */
    void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        boolean share = (long) s.batch() * s.m() * s.k() * s.n() > Gemm.WORTH_SHARING;
        int grain = share ? 1 : Integer.MAX_VALUE;
        int height = s.batch() * Math.ceilDiv(s.n(), PART) >= Gemm.ENOUGH_PARTS ? PART : SMALLEST_PART;
        int strips = Math.ceilDiv(s.n(), height);
        int slices = Math.ceilDiv(s.k(), SLICE);
        int width = width(s);
        int items = items(s);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] panels = frame.floats(items * s.k() * width);
            Workers.ranges(items * slices, grain, (from, to) -> {
                for (int part = from; part < to; part++) {
                    int item = part / slices;
                    int first = part % slices * SLICE;
                    Matrix slice = Matrix.ofRows(a, item * s.strideA() + first, s.m(), Math.min(SLICE, s.k() - first),
                            s.k());
                    gemm.transposeToPanels(slice, panels, (item * s.k() + first) * width);
                }
            });
            Workers.ranges(s.batch() * strips, grain, (from, to) -> {
                for (int part = from; part < to; part++) {
                    int item = part / strips;
                    int left = part % strips * height;
                    int rows = Math.min(height, s.n() - left);
                    strip(panels, items == 1 ? 0 : item * s.k() * width, width,
                            Matrix.ofRows(b, item * s.strideB() + left * s.k(), rows, s.k(), s.k()),
                            Matrix.ofRows(c, item * s.m() * s.n() + left, s.m(), rows, s.n()));
                }
            });
        }
    }

    /** Some columns of C, from as many rows of B; the panels of A begin at {@code at}. */
    private void strip(float[] panels, int at, int width, Matrix b, Matrix c) {
        try (Scratch.Frame frame = Scratch.frame()) {
            Matrix products = Matrix.ofRows(frame.floats(b.rows() * width), 0, b.rows(), c.rows(), width);
            LongSum.ofSlices(kernels, b.columns(), SLICE, products, (first, count, target, add) -> gemm.multiply(
                    b.columns(first, count), gemm.panels(panels, count), at + first * width, target, 0, add));
            kernels.transpose(products.array(), 0, width, c.array(), c.start(), c.rowStride(), b.rows(), c.rows());
        }
    }
}
