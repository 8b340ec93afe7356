package longhand.backend.cpu;

import longhand.backend.Walk;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Workers;

/**
 * Copies of blocks that are walked in any way: runs of neighbours are copied as such, and where the neighbours of one
 * array lie far apart in the other, squares are transposed. Also copies of slices by their number.
 */
final class Copies {
    /** Elements of one part of the work. */
    private static final int GRAIN = 32_768;
    /** Side of a square that is transposed at a time: rows and columns of it stay in the first-level cache. */
    private static final int SQUARE = 64;
    /** Shorter runs are copied by a loop. */
    private static final int RUN = 24;
    /** Rows that are not so wide are copied column by column. */
    private static final int NARROW = 8;
    private static final int ROWS = 512;
    private static final int MOST_FLOAT_SUMMANDS = 64;
    /** Narrower strips of many rows would lie in few lines of the first-level cache, and throw each other out. */
    private static final int FEWEST_COLUMNS = 256;

    /** So often all indices are looked through at most for rows that are put. */
    private static final int MOST_SEARCHES = 8;

    private final Kernels kernels;

    Copies(Kernels kernels) {
        this.kernels = kernels;
    }

    void copy(float[] x, Walk from, float[] y, Walk to, int[] dims) {
        Block block = Block.merged(from, to, dims);
        if (block.isEmpty()) {
            return;
        }
        int columns = block.columns();
        if (columns < 0) {
            rows(x, y, block);
        } else {
            squares(x, y, block, columns);
        }
    }

    /** Row by row of the last dimension. */
    private void rows(float[] x, float[] y, Block block) {
        int last = block.rank() - 1;
        int width = block.dim(last);
        int xStep = block.xStride(last);
        int yStep = block.yStride(last);
        Block outer = block.without(last, last);
        if (width >= 2 * GRAIN) {
            longRows(x, y, block, outer);
            return;
        }
        int inner = last == 0 ? 1 : block.dim(last - 1); // rows that follow each other evenly
        int xRow = last == 0 ? 0 : block.xStride(last - 1);
        int yRow = last == 0 ? 0 : block.yStride(last - 1);
        Workers.ranges(outer.size(), Math.max(1, GRAIN / width), (start, end) -> {
            for (int row = start; row < end;) {
                int n = Math.min(end - row, inner - row % inner);
                int xAt = outer.xAt(row);
                int yAt = outer.yAt(row);
                if (width >= NARROW || n < NARROW) {
                    for (int i = 0; i < n; i++) {
                        row(x, xAt + i * xRow, xStep, y, yAt + i * yRow, yStep, width);
                    }
                } else {
                    n = Math.min(n, ROWS); // so many rows of both stay in the cache
                    for (int j = 0; j < width; j++) {
                        row(x, xAt + j * xStep, xRow, y, yAt + j * yStep, yRow, n);
                    }
                }
                row += n;
            }
        });
    }

    /** Rows in pieces. */
    private void longRows(float[] x, float[] y, Block block, Block outer) {
        int last = block.rank() - 1;
        int width = block.dim(last);
        int xStep = block.xStride(last);
        int yStep = block.yStride(last);
        int pieces = width / GRAIN;
        Workers.ranges(outer.size() * pieces, 1, (start, end) -> {
            for (int part = start; part < end; part++) {
                int row = part / pieces;
                int left = (int) ((long) width * (part % pieces) / pieces);
                int right = (int) ((long) width * (part % pieces + 1) / pieces);
                row(x, outer.xAt(row) + left * xStep, xStep, y, outer.yAt(row) + left * yStep, yStep, right - left);
            }
        });
    }

    private void row(float[] x, int xAt, int xStep, float[] y, int yAt, int yStep, int n) {
        if (xStep == 1 && yStep == 1 && n >= RUN) {
            System.arraycopy(x, xAt, y, yAt, n);
        } else if (xStep == 0 && yStep == 1) {
            fill(x[xAt], y, yAt, n);
        } else if (xStep == -1 && yStep == 1) {
            kernels.reverse(x, xAt, y, yAt, n);
        } else if (yStep == 1) {
            gather(x, xAt, xStep, y, yAt, n);
        } else if (xStep == 1) {
            spread(x, xAt, y, yAt, yStep, n);
        } else {
            for (int i = 0; i < n; i++) {
                y[yAt + i * yStep] = x[xAt + i * xStep];
            }
        }
    }

    /** A loop with one variable step is twice as fast as one with two. */
    private static void spread(float[] x, int xAt, float[] y, int yAt, int yStep, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i * yStep] = x[xAt + i];
        }
    }

    private static void fill(float value, float[] y, int yAt, int n) {
        for (int i = yAt; i < yAt + n; i++) {
            y[i] = value;
        }
    }

    private static void gather(float[] x, int xAt, int xStep, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = x[xAt + i * xStep];
        }
    }

    /** The dimension {@code columns} has neighbours in x, the last one in y. */
    private void squares(float[] x, float[] y, Block block, int columns) {
        int last = block.rank() - 1;
        Block outer = block.without(columns, last);
        int high = block.dim(last);
        int wide = block.dim(columns);
        int xRow = block.xStride(last);
        int yRow = block.yStride(columns);
        int strips = Math.ceilDiv(wide, SQUARE);
        Workers.ranges(outer.size() * strips, Math.max(1, GRAIN / (SQUARE * high)), (start, end) -> {
            for (int part = start; part < end; part++) {
                int left = part % strips * SQUARE;
                int xAt = outer.xAt(part / strips) + left;
                int yAt = outer.yAt(part / strips) + left * yRow;
                for (int top = 0; top < high; top += SQUARE) {
                    kernels.transpose(x, xAt + top * xRow, xRow, y, yAt + top, yRow, Math.min(SQUARE, high - top),
                            Math.min(SQUARE, wide - left));
                }
            }
        });
    }

    void indexSelect(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        int count = index.length;
        if (inner == 1) {
            Workers.ranges(outer, Math.max(1, GRAIN / Math.max(1, count)), (from, to) -> {
                for (int o = from; o < to; o++) {
                    pick(x, o * n, index, y, o * count);
                }
            });
            return;
        }
        Workers.ranges(outer * count, Math.max(1, GRAIN / Math.max(1, inner)), (from, to) -> {
            for (int slice = from; slice < to; slice++) {
                int o = slice / count;
                row(x, (o * n + index[slice - o * count]) * inner, 1, y, slice * inner, 1, inner);
            }
        });
    }

    private static void pick(float[] x, int xAt, int[] index, float[] y, int yAt) {
        for (int j = 0; j < index.length; j++) {
            y[yAt + j] = x[xAt + index[j]];
        }
    }

    /** Each part puts what belongs into some rows of y, so of several for one row the last counts. */
    static void indexPut(float[] x, int[] index, float[] y, int n, int inner) {
        int parts = Math.max(1, Math.min(Math.min(MOST_SEARCHES, inner), (int) ((long) index.length * inner / GRAIN)));
        Workers.run(parts, part -> putRows(x, index, y, inner, (int) ((long) n * part / parts),
                (int) ((long) n * (part + 1) / parts)));
    }

    private static void putRows(float[] x, int[] index, float[] y, int inner, int first, int end) {
        for (int j = 0; j < index.length; j++) {
            int row = index[j];
            if (row < first || row >= end) {
                continue;
            }
            if (inner == 1) {
                y[row] = x[j];
            } else {
                System.arraycopy(x, j * inner, y, row * inner, inner);
            }
        }
    }

    /** Sums of few are made in float; long ones would lose digits, and are left to {@code inDouble}. */
    void indexAdd(float[] x, int[] index, float[] y, int outer, int n, int inner, Runnable inDouble) {
        int[] counts = new int[n];
        int most = 0;
        for (int k : index) {
            most = Math.max(most, ++counts[k]);
        }
        if (most > MOST_FLOAT_SUMMANDS) {
            inDouble.run();
            return;
        }
        int width = Math.max(1, Math.min(inner, Math.max(FEWEST_COLUMNS, GRAIN / Math.max(1, index.length))));
        int pieces = Math.ceilDiv(inner, width);
        Workers.ranges(outer * pieces, Math.max(1, GRAIN / Math.max(1, index.length * width)), (from, to) -> {
            for (int part = from; part < to; part++) {
                int o = part / pieces;
                int left = part % pieces * width;
                int right = Math.min(inner, left + width);
                for (int k = 0; k < n; k++) {
                    fill(0, y, (o * n + k) * inner + left, right - left);
                }
                addSlices(x, o * index.length * inner, index, y, o * n * inner, inner, left, right - left);
            }
        });
    }

    private void addSlices(float[] x, int xAt, int[] index, float[] y, int yAt, int inner, int left, int width) {
        if (inner == 1) {
            for (int j = 0; j < index.length; j++) {
                y[yAt + index[j]] += x[xAt + j];
            }
            return;
        }
        for (int j = 0; j < index.length; j++) {
            kernels.accumulate(x, xAt + j * inner + left, y, yAt + index[j] * inner + left, width);
        }
    }
}
