package longhand.backend.cpu.matmul;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.MatmulShape;

/**
 * Matrix products, built from the tile of {@link Kernels#tile} in three layers (Goto and van de Geijn, "Anatomy of high-performance
 * matrix multiplication", 2008):
 *
 * <ol>
 *   <li>C is cut into blocks; each block is a part of the job, so that parts never share an element of C;
 *   <li>k is cut into slices; the slice of A and of B that a block needs is copied ("packed") into scratch memory, where it stays in
 *       the second-level cache: B as panels as wide as a tile, so that a tile reads it from end to end;
 *   <li>the block is walked tile by tile: a panel of B stays in the first-level cache while A runs past.
 * </ol>
 */
public final class Gemm {
    private static final int BLOCK = 256;
    private static final int SMALLEST_BLOCK = 32;
    private static final int K_SLICE = 256;
    private static final int ENOUGH_PARTS = 8;
    private static final int LINE = 16; // floats in a cache line
    private static final long WORTH_SHARING = 50_000; // multiply-adds

    private static final int MOST_STEPS = 1_000; // more different sizes than any network has
    private static final Map<Integer, int[]> STEPS = new ConcurrentHashMap<>();

    private final Kernels kernels;

    public Gemm(Kernels kernels) {
        this.kernels = kernels;
    }

    public void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        int mBlock = Math.min(BLOCK, s.m());
        int nBlock = Math.min(BLOCK, s.n());
        boolean share = (long) s.batch() * s.m() * s.k() * s.n() > WORTH_SHARING;
        while (share && parts(s, mBlock, nBlock) < ENOUGH_PARTS && Math.max(mBlock, nBlock) > SMALLEST_BLOCK) {
            if (mBlock >= nBlock) {
                mBlock = half(mBlock, kernels.tileRows());
            } else {
                nBlock = half(nBlock, kernels.tileColumns());
            }
        }
        int rows = mBlock;
        int columns = nBlock;
        int across = Math.ceilDiv(s.n(), columns);
        int down = Math.ceilDiv(s.m(), rows);
        Workers.ranges(s.batch() * down * across, share ? 1 : Integer.MAX_VALUE, (from, to) -> {
            for (int part = from; part < to; part++) {
                int top = part / across % down * rows;
                int left = part % across * columns;
                block(a, b, c, s, part / across / down, top, Math.min(s.m(), top + rows), left, Math.min(s.n(), left + columns));
            }
        });
    }

    private static int parts(MatmulShape s, int mBlock, int nBlock) {
        return s.batch() * Math.ceilDiv(s.m(), mBlock) * Math.ceilDiv(s.n(), nBlock);
    }

    private static int half(int n, int multiple) {
        return Math.ceilDiv(Math.ceilDiv(n, 2), multiple) * multiple;
    }

    private void block(float[] a, float[] b, float[] c, MatmulShape s, int item, int top, int bottom, int left, int right) {
        int rows = bottom - top;
        int columns = right - left;
        int cAt = (item * s.m() + top) * s.n() + left;
        if (s.k() == 0) {
            for (int i = 0; i < rows; i++) {
                Arrays.fill(c, cAt + i * s.n(), cAt + i * s.n() + columns, 0);
            }
        }
        try (Scratch.Frame frame = Scratch.frame()) {
            LongSum sum = new LongSum(kernels, Math.ceilDiv(s.k(), K_SLICE), c, cAt, s.n(), rows, columns, frame);
            for (int first = 0; first < s.k(); first += K_SLICE) {
                slice(a, b, s, item, top, left, first, sum);
                sum.next();
            }
        }
    }

    /** What a slice of k, from {@code first} on, adds to the block of C at row {@code top} and column {@code left}. */
    private void slice(float[] a, float[] b, MatmulShape s, int item, int top, int left, int first, LongSum sum) {
        int rows = sum.rows;
        int columns = sum.columns;
        int k = Math.min(K_SLICE, s.k() - first);
        int width = kernels.tileColumns();
        int packedRow = paddedRow(s.transposeA() ? rows : k);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] panels = frame.floats(Math.ceilDiv(columns, width) * width * k);
            float[] packed = frame.floats((s.transposeA() ? k : rows) * packedRow);
            int bAt = item * s.strideB();
            if (s.transposeB()) {
                transposeToPanels(b, bAt + left * s.k() + first, s.k(), columns, k, panels);
            } else {
                for (int p = 0; p < k; p++) {
                    kernels.packRow(b, bAt + (first + p) * s.n() + left, columns, panels, p * width, k * width);
                }
            }
            int aAt = item * s.strideA();
            if (s.transposeA()) {
                copyRows(a, aAt + first * s.m() + top, s.m(), packed, packedRow, k, rows);
                multiplyPanels(rows, columns, k, packed, 0, 1, packedRow, panels, sum.target, sum.at, sum.row,
                        sum.adds());
            } else {
                copyRows(a, aAt + top * s.k() + first, s.k(), packed, packedRow, rows, k);
                multiplyPanels(rows, columns, k, packed, 0, packedRow, 1, panels, sum.target, sum.at, sum.row,
                        sum.adds());
            }
        }
    }

    /** C (+)= A·B for one block, tile by tile; row p of B begins at bRows[p]. The strides are those of {@link Kernels#tile}. */
    public void multiply(int m, int n, int k, float[] a, int aAt, int aRow, int aCol, float[] b, int bAt, int[] bRows, float[] c, int cAt,
            int cRow, boolean add) {
        int height = kernels.tileRows();
        int width = kernels.tileColumns();
        for (int j = 0; j < n; j += width) {
            int columns = Math.min(width, n - j);
            for (int i = 0; i < m; i += height) {
                kernels.tile(k, a, aAt + i * aRow, aRow, aCol, b, bAt + j, bRows, c, cAt + i * cRow + j, cRow,
                        Math.min(height, m - i), columns, add);
            }
        }
    }

    /** The numbers 0, step, 2·step, … (at least {@code n} of them): where the rows of a matrix begin. */
    public static int[] evenSteps(int step, int n) {
        int[] steps = STEPS.get(step);
        if (steps == null || steps.length < n) {
            steps = new int[Math.max(n, K_SLICE)];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = i * step;
            }
            if (STEPS.size() >= MOST_STEPS) {
                STEPS.clear();
            }
            STEPS.put(step, steps);
        }
        return steps;
    }

    /** C (+)= A·B where B is packed in panels [k][tile width], one after the other. */
    public void multiplyPanels(int m, int n, int k, float[] a, int aAt, int aRow, int aCol, float[] panels, float[] c, int cAt, int cRow,
            boolean add) {
        int width = kernels.tileColumns();
        int height = kernels.tileRows();
        int[] rows = evenSteps(width, k);
        for (int j = 0; j < n; j += width) {
            for (int i = 0; i < m; i += height) {
                kernels.tile(k, a, aAt + i * aRow, aRow, aCol, panels, j * k, rows, c, cAt + i * cRow + j, cRow,
                        Math.min(height, m - i), Math.min(width, n - j), add);
            }
        }
    }

    /** Packs the transpose of n rows of k numbers into panels. Rows are first fetched one by one: memory likes to be read in order. */
    public void transposeToPanels(float[] b, int bAt, int bRow, int n, int k, float[] panels) {
        int width = kernels.tileColumns();
        int row = paddedRow(k);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] fetched = frame.floats(width * row);
            for (int j = 0; j < n; j += width) {
                int rows = Math.min(width, n - j);
                copyRows(b, bAt + j * bRow, bRow, fetched, row, rows, k);
                kernels.transpose(fetched, 0, row, panels, j * k, width, rows, k);
            }
        }
    }

    /** A row length for packed data: whole 64-byte cache lines, whose number is no multiple of 4. */
    public int paddedRow(int n) {
        int lines = Math.ceilDiv(Math.max(n, kernels.tileColumns()), LINE);
        return (lines % 4 == 0 ? lines + 1 : lines) * LINE;
    }

    private static void copyRows(float[] from, int at, int row, float[] to, int toRow, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(from, at + i * row, to, i * toRow, columns);
        }
    }
}
