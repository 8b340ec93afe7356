package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.BinaryOp;
import longhand.backend.Operand;
import longhand.backend.StandardizedRows;
import longhand.backend.TernaryOp;
import longhand.backend.UnaryOp;
import longhand.backend.cpu.loops.TileTransform.Lines;
import longhand.backend.cpu.threads.Scratch;

/**
 * The inner loops with the Vector API, at the widest vectors the CPU likes. Loaded only if {@code jdk.incubator.vector}
 * is there.
 *
 * <p>One rule holds in all classes {@code Vector…}: a method is called on a vector that was loaded or made in the same
 * expression or a line before; the vector that a loop carries from one pass to the next is an argument. The reason: the
 * JIT compiler C2 keeps a vector in a register only if it knows the exact class of the object on which a method is
 * called. It knows that of a vector that was just loaded, but for one that comes from the pass before it relies on what
 * was observed while the loop ran in the interpreter, which may have been little. If it does not know the class, it
 * makes an object of every vector, in every pass, a thousand times slower, and never compiles the loop again. The
 * exception is {@link VectorReductions#sumOfLanes}.
 */
public final class VectorKernels implements Kernels {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int LANES_512_BIT = 16;
    private static final int TILE_COLUMNS = (LANES >= LANES_512_BIT ? 2 : 3) * LANES;
    private static final int FEW_REGISTERS_ROWS = 12; // whole tiles of 4 rows, or of 6 where fewer vectors are left
    private static final int MOST_DOT_SUMS = 4 * 5;
    /**
     * What a tile at the edge of a matrix sticks out into: each thread's, for {@link #tile} alone, which calls nobody
     * who wants it too.
     */
    private static final ThreadLocal<float[]> WHOLE_TILE =
            ThreadLocal.withInitial(() -> new float[VectorTile8.ROWS * 2 * LANES + Scratch.PAD]);
    /** The same for {@link #dotTile}: the lanes of its sums. */
    private static final ThreadLocal<float[]> DOT_LANES =
            ThreadLocal.withInitial(() -> new float[MOST_DOT_SUMS * LANES + Scratch.PAD]);

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public int tileRows() {
        return LANES >= LANES_512_BIT ? VectorTile8.ROWS : FEW_REGISTERS_ROWS;
    }

    @Override
    public int tileColumns() {
        return TILE_COLUMNS;
    }

    @Override
    public int mostColumns() {
        return 3 * LANES;
    }

    @Override
    public void tile(int k, float[] a, int aAt, int aRow, int aCol, Rows b, int bAt, float[] c, int cAt, int cRow,
            int rows, int columns, boolean add) {
        int vectors = columns > 2 * LANES ? 3 : columns > LANES ? 2 : 1;
        int width = vectors * LANES;
        int height;
        for (int i = 0; i < rows; i += height) {
            height = height(vectors, rows - i);
            int left = Math.min(height, rows - i);
            if (left == height && columns == width && !add) {
                tile(height, vectors, k, a, aAt + i * aRow, aRow, aCol, b, bAt, c, cAt + i * cRow, cRow, height);
                continue;
            }
            float[] sums = WHOLE_TILE.get();
            tile(height, vectors, k, a, aAt + i * aRow, aRow, aCol, b, bAt, sums, 0, width, left);
            for (int row = 0; row < left; row++) {
                if (add) {
                    accumulate(sums, row * width, c, cAt + (i + row) * cRow, columns);
                } else {
                    System.arraycopy(sums, row * width, c, cAt + (i + row) * cRow, columns);
                }
            }
        }
    }

    /** Rows of the tile that suits so many left. */
    private static int height(int vectors, int left) {
        if (LANES >= LANES_512_BIT && left >= VectorTile8.ROWS && vectors < 3) {
            return VectorTile8.ROWS;
        }
        return vectors == 3 ? VectorTile4.ROWS : VectorTile6.ROWS;
    }

    /** The whole tile of that height and of so many vectors; see the tiles for {@code rows}. */
    private static void tile(int height, int vectors, int k, float[] a, int aAt, int aRow, int aCol, Rows b, int bAt,
            float[] c, int cAt, int cRow, int rows) {
        float[] from = b.array();
        if (vectors == 2 && rows <= VectorTile4.ROWS) {
            VectorTile4.twoVectors(k, a, aAt, aRow, aCol, from, bAt, b.offsets(), c, cAt, cRow, rows);
        } else if (vectors == 3 && b.step() != 0) {
            VectorTile4.wideOfEven(k, a, aAt, aRow, aCol, from, bAt, b.step(), c, cAt, cRow, rows);
        } else if (vectors == 3) {
            VectorTile4.wide(k, a, aAt, aRow, aCol, from, bAt, b.offsets(), c, cAt, cRow, rows);
        } else if (height == VectorTile8.ROWS && vectors == 2) {
            VectorTile8.wide(k, a, aAt, aRow, aCol, from, bAt, b.offsets(), c, cAt, cRow);
        } else if (height == VectorTile8.ROWS) {
            VectorTile8.narrow(k, a, aAt, aRow, aCol, from, bAt, b.offsets(), c, cAt, cRow);
        } else if (vectors == 2) {
            VectorTile6.wide(k, a, aAt, aRow, aCol, from, bAt, b.offsets(), c, cAt, cRow, rows);
        } else {
            VectorTile6.narrow(k, a, aAt, aRow, aCol, from, bAt, b.offsets(), c, cAt, cRow, rows);
        }
    }

    @Override
    public int dotRows() {
        return 4;
    }

    @Override
    public int dotColumns() {
        return LANES >= LANES_512_BIT ? 5 : 3;
    }

    @Override
    public void dotTile(int positions, float[] a, int aAt, int aRow, float[] b, int[] shifts, int first, float[] c,
            int cAt, int cRow, int rows) {
        float[] lanes = DOT_LANES.get();
        if (rows == 1) {
            VectorDotTile.tile1x5(positions, a, aAt, b, shifts, first, lanes);
        } else if (LANES >= LANES_512_BIT) {
            VectorDotTile.tile4x5(positions, a, aAt, aRow, b, shifts, first, rows, lanes);
        } else {
            VectorDotTile.tile4x3(positions, LANES, a, aAt, aRow, b, shifts, first, rows, lanes);
        }
        int columns = Math.min(dotColumns(), shifts.length - first);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int at = (i * dotColumns() + j) * LANES;
                c[cAt + i * cRow + j] += VectorReductions.sumOfLanes(FloatVector.fromArray(SPECIES, lanes, at));
            }
        }
    }

    @Override
    public boolean transformTiles(TileTransform t, Lines x, int xAt, Lines y, int yAt, int n, int count) {
        if (t.kind() == TileTransform.Kind.WEIGHT) {
            VectorWinogradWeights.transform(t, x, xAt, y, yAt, n, count);
        } else {
            VectorWinograd.transform(t, x, xAt, y, yAt, n, count);
        }
        return true;
    }

    @Override
    public void unary(UnaryOp op, float[] x, int xAt, float[] y, int yAt, int n) {
        VectorUnary.unary(op, x, xAt, y, yAt, n);
    }

    @Override
    public void binary(BinaryOp op, Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        VectorBinary.binary(op, a, aAt, b, bAt, y, yAt, n);
    }

    @Override
    public void ternary(TernaryOp op, Operand a, Operand b, Operand c, float[] y, int at, int n) {
        VectorTernary.ternary(op, a, b, c, y, at, n);
    }

    @Override
    public float sum(float[] x, int at, int n) {
        return VectorReductions.sum(x, at, n);
    }

    @Override
    public void centeredSums(float[] a, float centerA, float[] b, float centerB, int at, int n, double[] sums) {
        VectorReductions.centeredSums(a, centerA, b, centerB, at, n, sums);
    }

    @Override
    public void standardizedRow(float[] x, StandardizedRows rows, int i, float[] w, float[] b, float[] y) {
        VectorStandardized.row(x, rows, i, w, b, y);
    }

    @Override
    public void addStandardizedProducts(float[] g, float[] x, StandardizedRows rows, int i, float[] y, int left,
            int n) {
        VectorStandardized.addProducts(g, x, rows, i, y, left, n);
    }

    @Override
    public float max(float[] x, int at, int n) {
        return VectorReductions.max(x, at, n);
    }

    @Override
    public float expShifted(float[] x, int xAt, float shift, float[] y, int yAt, int n) {
        return VectorReductions.expShifted(x, xAt, shift, y, yAt, n);
    }

    @Override
    public void strided(float[] x, int xAt, int step, float[] y, int yAt, int n) {
        if (step == 1) {
            System.arraycopy(x, xAt, y, yAt, n);
            return;
        }
        int done = step == 2 ? VectorRows.everyOther(x, xAt, y, yAt, n) : 0;
        for (int i = done; i < n; i++) {
            y[yAt + i] = x[xAt + i * step];
        }
    }

    @Override
    public void accumulate(float[] x, int xAt, float[] y, int yAt, int n) {
        VectorRows.accumulate(x, xAt, y, yAt, n);
    }

    @Override
    public void sumRows(float[] x, int xAt, int step, int rows, float[] y, int yAt, int n) {
        VectorRows.sum(x, xAt, step, rows, y, yAt, n);
    }

    @Override
    public void biasAndFloor(float[] x, int xAt, float bias, float floor, float[] y, int yAt, int n) {
        VectorRows.biasAndFloor(x, xAt, bias, floor, y, yAt, n);
    }

    @Override
    public void weightedSum(float[] a, int aAt, float[] x, int xAt, int[] offsets, float[] y, int yAt, int n) {
        VectorRows.weightedSum(a, aAt, x, xAt, offsets, y, yAt, n);
    }

    @Override
    public void addWeightedRows(float[] a, int aAt, float[] x, int xAt, int step, int rows, float[] y, int yAt, int n) {
        VectorRows.addWeighted(a, aAt, x, xAt, step, rows, y, yAt, n);
    }

    @Override
    public int indexOf(float[] x, int at, int n, float value) {
        return VectorRows.indexOf(x, at, n, value);
    }

    @Override
    public int indices(float[] x, int at, int n, int limit, int[] y) {
        return VectorRows.indices(x, at, n, limit, y);
    }

    @Override
    public void reverse(float[] x, int xAt, float[] y, int yAt, int n) {
        VectorRows.reverse(x, xAt, y, yAt, n);
    }

    @Override
    public void transpose(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow, int rows, int columns) {
        VectorTranspose.transpose(x, xAt, xRow, y, yAt, yRow, rows, columns);
    }

    @Override
    public void maxPlane(float[] x, int at, Windows w, float[] y, int[] argmax, int to) {
        if (w.columnStep() <= VectorPooling.MOST_COLUMN_STEP) {
            VectorPooling.maxPlane(x, at, w, y, argmax, to);
        } else {
            ScalarPooling.maxPlane(x, at, w, y, argmax, to);
        }
    }

    @Override
    public void averagePlane(float[] x, int at, Windows w, float[] divisors, float[] y, int to) {
        if (w.columnStep() <= VectorPooling.MOST_COLUMN_STEP) {
            VectorPooling.averagePlane(x, at, w, divisors, y, to);
        } else {
            ScalarPooling.averagePlane(x, at, w, divisors, y, to);
        }
    }

    @Override
    public void packRow(float[] x, int xAt, int n, float[] y, int yAt, int step) {
        int to = yAt;
        int i = 0;
        for (; i <= n - TILE_COLUMNS; i += TILE_COLUMNS) {
            for (int j = 0; j < TILE_COLUMNS; j += LANES) {
                FloatVector.fromArray(SPECIES, x, xAt + i + j).intoArray(y, to + j);
            }
            to += step;
        }
        if (i < n) {
            System.arraycopy(x, xAt + i, y, to, n - i);
        }
    }

    @Override
    public void weightedPlane(float[] x, int rowStep, int[] shifts, float[] w, int wAt, float[] y, int yAt, int rows,
            int columns, int limit) {
        VectorPlanes.weighted(x, rowStep, shifts, w, wAt, y, yAt, rows, columns, limit);
    }

    @Override
    public void addWindowProducts(float[] x, int rowStep, int[] shifts, float[] dy, int rows, int columns,
            float[] sums) {
        VectorPlanes.addProducts(x, rowStep, shifts, dy, rows, columns, sums);
    }
}
