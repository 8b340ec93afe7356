package longhand.backend.cpu.loops;

import longhand.backend.BinaryOp;
import longhand.backend.Operand;
import longhand.backend.StandardizedRows;
import longhand.backend.TernaryOp;
import longhand.backend.UnaryOp;
import longhand.backend.cpu.loops.TileTransform.Lines;

/**
 * The innermost loops. They exist twice: with the Vector API ({@link VectorKernels}) and as plain Java that needs no
 * module ({@link ScalarKernels}); those that the compiler turns into equally fast vectors by itself are here, once.
 * Everything else in this package is written once, on top of these.
 *
 * <p>Positions are given as an array and an index into it ({@code a, aAt}).
 */
public interface Kernels {
    /** See {@link #addWindowProducts}. */
    int SUMS_TO_SPARE = 8;

    /** Floats in one vector: rows of working memory that are a multiple of this long have no tail. */
    int lanes();

    /** Rows of the matrix tile that {@link #tile} computes in registers. */
    int tileRows();

    /** Columns of that tile. */
    int tileColumns();

    /** Columns of the widest tile, where the rows of b are not packed for {@link #tileColumns}. */
    int mostColumns();

    /** So many numbers rounded up to whole vectors. */
    default int wholeVectors(int numbers) {
        return Math.ceilDiv(numbers, lanes()) * lanes();
    }

    /** So many columns rounded up to whole tiles. */
    default int wholeTiles(int columns) {
        return Math.ceilDiv(columns, tileColumns()) * tileColumns();
    }

    /**
     * The heart of every matrix product and convolution: a small tile of C = A·B, or C += A·B, kept in registers.
     *
     * <pre>  c[i·cRow + j] (+)= Σₚ a[i·aRow + p·aCol] · b[offsets[p] + j]   i &lt; rows, j &lt; columns, p &lt; k</pre>
     *
     * @param bAt what is added to the offsets of the rows of b
     * @param rows at most {@link #tileRows}
     * @param columns at most {@link #mostColumns}; b must be readable for whole vectors even if fewer are wanted
     * @param add add to c instead of overwriting it
     */
    void tile(int k, float[] a, int aAt, int aRow, int aCol, Rows b, int bAt, float[] c, int cAt, int cRow, int rows,
            int columns, boolean add);

    /** Rows of {@link #dotTile}. */
    int dotRows();

    /** Columns of {@link #dotTile}. */
    int dotColumns();

    /**
     * A tile of a weight gradient: sums over all positions of an image, added to c.
     *
     * <pre>  c[i·cRow + j] += Σₚ a[i·aRow + p] · b[p + shifts[first + j]]   for p &lt; positions</pre>
     *
     * @param positions a multiple of {@link #lanes}
     * @param rows at most {@link #dotRows}; the columns end where the shifts end
     */
    void dotTile(int positions, float[] a, int aAt, int aRow, float[] b, int[] shifts, int first, float[] c, int cAt,
            int cRow, int rows);

    /**
     * Transforms {@code count} rows or columns of Winograd's tiles; each element is n numbers, n a multiple of {@link
     * #lanes}.
     *
     * @return false, and nothing done, if a product with the transform's matrix is as fast
     */
    boolean transformTiles(TileTransform t, Lines x, int xAt, Lines y, int yAt, int n, int count);

    /** y[i] = op(x[i]) for i &lt; n. */
    void unary(UnaryOp op, float[] x, int xAt, float[] y, int yAt, int n);

    /** y[i] = op(a[i·aStep], b[i·bStep]) for i &lt; n; the steps of the operands are 0 or 1. */
    void binary(BinaryOp op, Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n);

    /**
     * y[i] = op(a[i·aStep], b[i·bStep], c[i·cStep]) for i from {@code at} to {@code at + n − 1}; the steps of the
     * operands are 0 or 1.
     */
    void ternary(TernaryOp op, Operand a, Operand b, Operand c, float[] y, int at, int n);

    /** y[i] += x[i]. */
    void accumulate(float[] x, int xAt, float[] y, int yAt, int n);

    /** Every step-th number of x, one after the other: y[yAt + i] = x[xAt + i·step], i &lt; n. */
    void strided(float[] x, int xAt, int step, float[] y, int yAt, int n);

    /** y[i] = Σⱼ x[i + j·step] for j &lt; rows, i &lt; n. */
    void sumRows(float[] x, int xAt, int step, int rows, float[] y, int yAt, int n);

    /** y[i] = max(x[i] + bias, floor); NaN stays NaN; y may be x. */
    void biasAndFloor(float[] x, int xAt, float bias, float floor, float[] y, int yAt, int n);

    /** y[i] += Σⱼ a[j] · x[j·step + i], a few rows at a time: y is read and written less often. */
    void addWeightedRows(float[] a, int aAt, float[] x, int xAt, int step, int rows, float[] y, int yAt, int n);

    /**
     * y[i] = Σⱼ a[j] · x[xAt + offsets[j] + i], the products in turn: a tile of one row, as long as it may be. Up to a
     * multiple of {@link #lanes} is computed: y and x have room for that.
     */
    void weightedSum(float[] a, int aAt, float[] x, int xAt, int[] offsets, float[] y, int yAt, int n);

    /** Σ x[i]. */
    float sum(float[] x, int at, int n);

    /**
     * Whether no element is NaN or infinite, by their sum, for there is no faster way to ask them all; so the answer is
     * no as well if the sum is too large for a float.
     */
    default boolean areFinite(float[] x, int at, int n) {
        return Float.isFinite(sum(x, at, n));
    }

    /** sums[0] = Σ (a[i] − centerA), sums[1] = Σ (a[i] − centerA)·(b[i] − centerB). */
    void centeredSums(float[] a, float centerA, float[] b, float centerB, int at, int n, double[] sums);

    /** Row i of {@link longhand.backend.Backend#layerNorm}. */
    void standardizedRow(float[] x, StandardizedRows rows, int i, float[] w, float[] b, float[] y);

    /** y[j] += g[i,j]·x̂[i,j] for n columns from {@code left} on. */
    void addStandardizedProducts(float[] g, float[] x, StandardizedRows rows, int i, float[] y, int left, int n);

    /** The largest x[i]; NaN if there is one. */
    float max(float[] x, int at, int n);

    /** The first i with x[i] = value, or with NaN if the value is NaN; there is one. */
    int indexOf(float[] x, int at, int n, float value);

    /**
     * y[i] = x[at + i] for n numbers that are indices: whole numbers from 0 to {@code limit − 1}.
     *
     * @return how many are before the first one that is none
     */
    int indices(float[] x, int at, int n, int limit, int[] y);

    /** y[i] = e^(x[i] − shift); returns the sum. */
    float expShifted(float[] x, int xAt, float shift, float[] y, int yAt, int n);

    /** y[i] = x[−i] for i &lt; n, counted from xAt. */
    void reverse(float[] x, int xAt, float[] y, int yAt, int n);

    /** y[j·yRow + i] = x[i·xRow + j] for i &lt; rows, j &lt; columns. */
    void transpose(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow, int rows, int columns);

    /**
     * Packs a row of n numbers into panels as wide as a tile: the first {@link #tileColumns} numbers go to y[yAt], the
     * next ones to y[yAt + step], and so on.
     */
    void packRow(float[] x, int xAt, int n, float[] y, int yAt, int step);

    /**
     * Max pooling of one plane: the largest number of each window, and its place in the image (the first, if several
     * are equal).
     *
     * @param x without NaN, and every window has a number above −∞
     * @param at where the plane begins in x; with windows over padding, which must be −∞
     * @param argmax null if nobody asks for the places
     * @param to where the output plane begins in y and argmax
     */
    void maxPlane(float[] x, int at, Windows w, float[] y, int[] argmax, int to);

    /**
     * Average pooling of one plane.
     *
     * @param divisors what the sum of each window is divided by; at least {@link #lanes} longer than the plane
     */
    void averagePlane(float[] x, int at, Windows w, float[] divisors, float[] y, int to);

    /**
     * Depthwise convolution of one plane, whose windows lie one column and {@code rowStep} numbers apart.
     *
     * <pre>  y[yAt + i·columns + j] = Σₖ w[wAt + k] · x[i·rowStep + j + shifts[k]]   i &lt; rows, j &lt; columns</pre>
     *
     * @param x readable for whole vectors
     * @param limit what is between the end of the plane and this position of y may be overwritten
     */
    void weightedPlane(float[] x, int rowStep, int[] shifts, float[] w, int wAt, float[] y, int yAt, int rows,
            int columns, int limit);

    /**
     * The gradient of these weights, as a few numbers that are still to be added up.
     *
     * <pre>  Σₗ sums[k·lanes + l] += Σᵢⱼ dy[i·columns + j] · x[i·rowStep + j + shifts[k]]   l &lt; lanes</pre>
     *
     * @param columns a multiple of {@link #lanes}
     * @param sums with room for {@value #SUMS_TO_SPARE} weights more than there are
     */
    void addWindowProducts(float[] x, int rowStep, int[] shifts, float[] dy, int rows, int columns, float[] sums);
}
