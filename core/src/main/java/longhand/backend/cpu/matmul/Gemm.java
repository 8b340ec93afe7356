package longhand.backend.cpu.matmul;

import java.util.Arrays;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.loops.Rows;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.MatmulShape;

/**
 * Matrix products (BLAS calls them GEMM, general matrix multiplication), built from the tile of {@link Kernels#tile} in
 * three layers (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008):
 *
 * <ol>
 *   <li>C is cut into blocks; each block is a part of the job, so that parts never share an element of C;
 *   <li>k is cut into slices; the slice of B that a block needs is copied ("packed") into scratch memory, as panels as
 *       wide as a tile, so that a tile reads it from end to end. It stays in the second-level cache. A block is taller
 *       than wide, so that packing takes a small part of the time. A is read where it is if its rows are whole;
 *   <li>the block is walked tile by tile: a few rows of A stay in the first-level cache while the panels of B run past,
 *       and C is read and written in the order of memory.
 * </ol>
 *
 * <p>The sum of one slice is a float sum of {@link #MOST_ROWS} products; see {@link LongSum} for how slices are added.
 */
public final class Gemm {
    /**
     * Rows of panels, and so the products that one tile adds up: a block's panels of them fit the second-level cache,
     * and what a tile reads of A fits the first-level one.
     */
    public static final int MOST_ROWS = 256;

    private static final int MOST_BLOCK_ROWS = 1024;
    private static final int MOST_BLOCK_COLUMNS = 256;
    private static final int SMALLEST_BLOCK = 32;
    static final int ENOUGH_PARTS = 8;
    private static final int LINE = 16; // floats in a cache line
    private static final int LANES_OF_A_COLUMN = 4; // of a vector: with fewer for each column, dot products are quicker
    static final long WORTH_SHARING = 50_000; // multiply-adds

    private final Kernels kernels;
    private final FewRows fewRows;
    private final Dots dots;
    private final VectorProducts vectors;
    private final SymmetricProducts symmetric;
    private final int[] panelRows; // where the rows of a panel begin

    public Gemm(Kernels kernels) {
        this.kernels = kernels;
        fewRows = new FewRows(this);
        dots = new Dots(kernels);
        vectors = new VectorProducts(kernels);
        symmetric = new SymmetricProducts(this);
        panelRows = Rows.multiples(kernels.tileColumns(), MOST_ROWS);
    }

    /** The innermost loops that products are made of. */
    public Kernels kernels() {
        return kernels;
    }

    /** C = op(A) · op(B) for each item of a batch. */
    public void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        if (s.m() == 0 || s.n() == 0) {
            return;
        }
        if (s.k() == 1) {
            vectors.columnTimesRow(a, b, c, s);
        } else if (s.n() == 1 && s.m() > 1) {
            matmul(b, a, c, VectorProducts.columnAsRow(s));
        } else if (fewRows.suit(s)) {
            fewRows.matmul(a, b, c, s);
        } else if (Dots.suit(s)) {
            dots.matmul(a, b, c, s);
        } else if (VectorProducts.isRowTimesMatrix(s)) {
            vectors.rowTimesMatrix(a, b, c, s);
        } else {
            blocks(a, b, c, s);
        }
    }

    /** C = op(A) · op(B), which is known to be symmetric. */
    public void symmetricMatmul(float[] a, float[] b, float[] c, MatmulShape s) {
        if (symmetric.suit(s)) {
            symmetric.matmul(a, b, c, s);
        } else {
            matmul(a, b, c, s);
        }
    }

    private void blocks(float[] a, float[] b, float[] c, MatmulShape s) {
        int mBlock = Math.min(MOST_BLOCK_ROWS, s.m());
        int nBlock = Math.min(kernels.wholeTiles(MOST_BLOCK_COLUMNS), s.n());
        boolean share = (long) s.batch() * s.m() * s.k() * s.n() > WORTH_SHARING;
        while (share && parts(s, mBlock, nBlock) < ENOUGH_PARTS && Math.max(mBlock, nBlock) > SMALLEST_BLOCK) {
            int fewerColumns = halved(nBlock, kernels.tileColumns());
            if (mBlock < nBlock && fewerColumns < nBlock) {
                nBlock = fewerColumns;
            } else if (mBlock > kernels.tileRows()) {
                mBlock = halved(mBlock, kernels.tileRows());
            } else {
                break;
            }
        }
        int rows = mBlock;
        int columns = nBlock;
        int across = Math.ceilDiv(s.n(), columns);
        int down = Math.ceilDiv(s.m(), rows);
        Workers.ranges(s.batch() * down * across, share ? 1 : Integer.MAX_VALUE, (from, to) -> {
            for (int part = from; part < to; part++) {
                int item = part / across / down;
                int top = part / across % down * rows;
                int left = part % across * columns;
                int height = Math.min(rows, s.m() - top);
                int width = Math.min(columns, s.n() - left);
                block(matrix(a, item * s.strideA(), s.m(), s.k(), s.transposeA()).rows(top, height),
                        matrix(b, item * s.strideB(), s.k(), s.n(), s.transposeB()).columns(left, width),
                        Matrix.ofRows(c, (item * s.m() + top) * s.n() + left, height, width, s.n()));
            }
        });
    }

    private static int parts(MatmulShape s, int mBlock, int nBlock) {
        return s.batch() * Math.ceilDiv(s.m(), mBlock) * Math.ceilDiv(s.n(), nBlock);
    }

    /** Half of n, rounded up to a multiple. */
    private static int halved(int n, int multiple) {
        return Math.ceilDiv(Math.ceilDiv(n, 2), multiple) * multiple;
    }

    static Matrix matrix(float[] array, int start, int rows, int columns, boolean transposed) {
        return transposed ? Matrix.ofRows(array, start, columns, rows, rows).transposed()
                : Matrix.ofRows(array, start, rows, columns, columns);
    }

    /** C = A·B on this thread. */
    void block(Matrix a, Matrix b, Matrix c) {
        if (a.columns() == 0) {
            for (int i = 0; i < c.rows(); i++) {
                Arrays.fill(c.array(), c.at(i, 0), c.at(i, c.columns()), 0);
            }
        }
        LongSum.ofSlices(kernels, a.columns(), MOST_ROWS, c, (first, count, target, add) ->
                slice(a.columns(first, count), b.rows(first, count), target, add));
    }

    private void slice(Matrix a, Matrix b, Matrix c, boolean add) {
        try (Scratch.Frame frame = Scratch.frame()) {
            int k = b.rows();
            int width = kernels.tileColumns();
            float[] panels = frame.floats(kernels.wholeTiles(b.columns()) * k);
            if (b.columnStride() == 1) {
                for (int p = 0; p < k; p++) {
                    kernels.packRow(b.array(), b.at(p, 0), b.columns(), panels, p * width, k * width);
                }
            } else {
                transposeToPanels(b.transposed(), panels);
            }
            multiply(inOrder(a, frame), panels(panels, k), c, add);
        }
    }

    /** The matrix itself if its rows are whole; else a copy whose columns are, each from a new cache line on. */
    private Matrix inOrder(Matrix a, Scratch.Frame frame) {
        if (a.columnStride() == 1) {
            return a;
        }
        int row = paddedRow(a.rows());
        float[] packed = frame.floats(a.columns() * row);
        copyRows(a.transposed(), packed, row);
        return Matrix.ofRows(packed, 0, a.columns(), a.rows(), row).transposed();
    }

    /** C = A·B, or C += A·B; elements of a row of C follow each other. */
    public void multiply(Matrix a, Rows b, Matrix c, boolean add) {
        multiply(a, b, 0, c, 0, add);
    }

    /** As {@link #multiply(Matrix, Rows, Matrix, boolean)}, with B and C so much further on in their arrays. */
    public void multiply(Matrix a, Rows b, int bShift, Matrix c, int cShift, boolean add) {
        int height = kernels.tileRows();
        int width = kernels.tileColumns();
        int m = c.rows();
        int last = columnsLeft(a, c);
        int n = c.columns() - last;
        for (int i = 0; i < m; i += height) {
            int aAt = a.start() + i * a.rowStride();
            int rows = Math.min(height, m - i);
            int columns;
            for (int j = 0; j < n; j += columns) {
                columns = b.columnStride() == 1 ? evenly(n - j, width) : Math.min(width, n - j);
                kernels.tile(a.columns(), a.array(), aAt, a.rowStride(), a.columnStride(), b,
                        b.start() + bShift + j * b.columnStride(), c.array(),
                        c.start() + cShift + i * c.rowStride() + j, c.rowStride(), rows, columns, add);
            }
        }
        if (last > 0) {
            int panel = n / width * width;
            lastColumns(a, b, b.start() + bShift + panel * b.columnStride() + n - panel,
                    c.columns(n, last), cShift, add);
        }
    }

    /** How many columns are left for a vector that would be nearly empty: as dot products they take less time. */
    private int columnsLeft(Matrix a, Matrix c) {
        int left = c.columns() % kernels.lanes();
        boolean few = left * LANES_OF_A_COLUMN <= kernels.lanes() && left < c.columns();
        return few && a.columnStride() == 1 && a.columns() >= LANES_OF_A_COLUMN * kernels.lanes() ? left : 0;
    }

    /** C = A·B, or C += A·B, of a few columns of B, the first of which begins at {@code bAt}. */
    private void lastColumns(Matrix a, Rows b, int bAt, Matrix c, int cShift, boolean add) {
        int k = a.columns();
        int m = c.rows();
        int n = c.columns();
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] columns = frame.floats(n * k);
            for (int p = 0; p < k; p++) {
                int from = bAt + b.offsets()[p];
                for (int j = 0; j < n; j++) {
                    columns[j * k + p] = b.array()[from + j];
                }
            }
            float[] sums = frame.floats(n * m);
            dots.block(Matrix.ofRows(columns, 0, n, k, k), a, Matrix.ofRows(sums, 0, n, m, m));
            for (int i = 0; i < m; i++) {
                int to = cShift + c.at(i, 0);
                for (int j = 0; j < n; j++) {
                    c.array()[to + j] = add ? c.array()[to + j] + sums[j * m + i] : sums[j * m + i];
                }
            }
        }
    }

    /** Of what is left, all or half in whole vectors: a tile of one vector cannot keep the multipliers busy. */
    private int evenly(int left, int width) {
        return left <= kernels.mostColumns() ? left
                : left >= 2 * width ? width : kernels.wholeVectors(Math.ceilDiv(left, 2));
    }

    /** Panels of k rows, at most {@link #MOST_ROWS}, as the right-hand factor of a product. */
    public Rows panels(float[] panels, int k) {
        return new Rows(panels, 0, panelRows, kernels.tileColumns(), k);
    }

    /**
     * Packs the transpose of a matrix, whose rows are whole, into panels. The rows are first fetched one by one: memory
     * is read faster in order.
     */
    public void transposeToPanels(Matrix b, float[] panels) {
        transposeToPanels(b, panels, 0);
    }

    /** The same, to panels that begin at {@code at}. */
    void transposeToPanels(Matrix b, float[] panels, int at) {
        int k = b.columns();
        int width = kernels.tileColumns();
        int row = paddedRow(k);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] fetched = frame.floats(width * row);
            for (int j = 0; j < b.rows(); j += width) {
                int rows = Math.min(width, b.rows() - j);
                copyRows(b.rows(j, rows), fetched, row);
                kernels.transpose(fetched, 0, row, panels, at + j * k, width, rows, k);
            }
        }
    }

    /** A row length for packed data: whole 64-byte cache lines, whose number is no multiple of 4. */
    public int paddedRow(int n) {
        int lines = Math.ceilDiv(Math.max(n, kernels.tileColumns()), LINE);
        return (lines % 4 == 0 ? lines + 1 : lines) * LINE;
    }

    private static void copyRows(Matrix from, float[] to, int toRow) {
        for (int i = 0; i < from.rows(); i++) {
            System.arraycopy(from.array(), from.at(i, 0), to, i * toRow, from.columns());
        }
    }
}
