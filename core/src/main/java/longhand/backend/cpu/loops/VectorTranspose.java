package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.cpu.threads.Scratch;

/**
 * Transposes a matrix in squares of LANES × LANES, each in log₂(LANES) rounds. Round s swaps, for every pair of rows
 * whose numbers differ in bit s, the columns where bit s is set in one with those where it is clear in the other:
 *
 * <pre>
 *   rows i, i + s:   upper: a₀ a₁ a₂ a₃        a₀ b₀ a₂ b₂
 *                    lower: b₀ b₁ b₂ b₃   →    a₁ b₁ a₃ b₃      (s = 1, 4 lanes)
 * </pre>
 *
 * <p>Four rows at a time go through two rounds in registers, into a small square of scratch memory, and from there
 * through the rounds that are left. The last squares begin earlier, so that they end with the matrix; one or two lines
 * that are left over are copied one by one. Shuffles and masks are constants, each in a field of its own: the compiler
 * would read those of an array anew for each square.
 */
final class VectorTranspose {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int ROUNDS = Integer.numberOfTrailingZeros(LANES);
    /**
     * In the last two rounds (both may be missing) rows j, j + FIRST, j + SECOND and j + FIRST + SECOND belong
     * together.
     */
    private static final int FIRST = ROUNDS > 2 ? 4 : 1;
    private static final int SECOND = ROUNDS > 3 ? 8 : ROUNDS > 2 ? 1 : 2;
    /** The next j. */
    private static final int NEXT = ROUNDS > 3 ? 1 : ROUNDS > 2 ? 2 : 4;
    private static final VectorShuffle<Float> SWAP1 = swap(1);
    private static final VectorShuffle<Float> SWAP2 = swap(2);
    private static final VectorShuffle<Float> SWAP4 = swap(4);
    private static final VectorShuffle<Float> SWAP8 = swap(8);
    private static final VectorMask<Float> SET1 = lanes(1, true);
    private static final VectorMask<Float> SET2 = lanes(2, true);
    private static final VectorMask<Float> SET4 = lanes(4, true);
    private static final VectorMask<Float> SET8 = lanes(8, true);
    private static final VectorMask<Float> CLEAR4 = lanes(4, false);
    private static final VectorMask<Float> CLEAR8 = lanes(8, false);

    /** So many lines that are left over, or that a matrix has, are quicker one by one. */
    private static final int FEW_LEFT = 2;
    private static final int FEW = 4;
    private static final ScalarKernels PLAIN = new ScalarKernels();
    /** Where the rounds meet, and where a square is made of which only a part is wanted: each thread's. */
    private static final ThreadLocal<float[]> SQUARES =
            ThreadLocal.withInitial(() -> new float[2 * LANES * LANES + Scratch.PAD]);

    private VectorTranspose() {}

    /** Swaps lanes whose numbers differ in bit s; the identity, if there is no such bit. */
    private static VectorShuffle<Float> swap(int s) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ s) % LANES);
    }

    /** The lanes in whose number bit s is set, or clear. */
    private static VectorMask<Float> lanes(int s, boolean set) {
        boolean[] chosen = new boolean[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            chosen[lane] = s < LANES && (lane & s) != 0 == set;
        }
        return VectorMask.fromArray(SPECIES, chosen, 0);
    }

    static void transpose(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow, int rows, int columns) {
        if (rows <= FEW || columns <= FEW) {
            PLAIN.transpose(x, xAt, xRow, y, yAt, yRow, rows, columns);
            return;
        }
        int inRows = inSquares(rows);
        int inColumns = inSquares(columns);
        float[] squares = SQUARES.get();
        for (int j = 0; j < inColumns; j += LANES) {
            int left = Math.clamp(columns - LANES, 0, j);
            for (int i = 0; i < inRows; i += LANES) {
                int top = Math.clamp(rows - LANES, 0, i);
                square(squares, x, xAt + top * xRow + left, xRow, y, yAt + left * yRow + top, yRow,
                        Math.min(LANES, rows), Math.min(LANES, columns));
            }
        }
        PLAIN.transpose(x, xAt + inColumns, xRow, y, yAt + inColumns * yRow, yRow, rows, columns - inColumns);
        PLAIN.transpose(x, xAt + inRows * xRow, xRow, y, yAt + inRows, yRow, rows - inRows, inColumns);
    }

    /** How many of n lines are in squares: all, if the last square begins before the one next to it ends; or most. */
    private static int inSquares(int n) {
        int left = n % LANES;
        return n > LANES && left <= FEW_LEFT ? n - left : n;
    }

    /** A square, or a part of it if the matrix is smaller. */
    private static void square(float[] squares, float[] x, int xAt, int xRow, float[] y, int yAt, int yRow, int rows,
            int columns) {
        if (columns < LANES && Math.max(xAt, xAt + (rows - 1) * xRow) + LANES > x.length) {
            // The end of the array would cut a vector off.
            PLAIN.transpose(x, xAt, xRow, y, yAt, yRow, rows, columns);
            return;
        }
        fetch(x, xAt, xRow, squares, rows);
        if (rows == LANES) {
            store(squares, y, yAt, yRow, columns);
            return;
        }
        int second = LANES * LANES;
        store(squares, squares, second, LANES, columns);
        for (int j = 0; j < columns; j++) {
            System.arraycopy(squares, second + j * LANES, y, yAt + j * yRow, rows);
        }
    }

    /** Rounds 1 and 2, from x. Rows that x does not have are copies of its last one. */
    private static void fetch(float[] x, int xAt, int xRow, float[] square, int rows) {
        for (int i = 0; i < LANES; i += 4) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xAt + Math.min(i, rows - 1) * xRow);
            FloatVector b = FloatVector.fromArray(SPECIES, x, xAt + Math.min(i + 1, rows - 1) * xRow);
            FloatVector c = FloatVector.fromArray(SPECIES, x, xAt + Math.min(i + 2, rows - 1) * xRow);
            FloatVector d = FloatVector.fromArray(SPECIES, x, xAt + Math.min(i + 3, rows - 1) * xRow);
            FloatVector ab = a.blend(b.rearrange(SWAP1), SET1);
            FloatVector ba = a.rearrange(SWAP1).blend(b, SET1);
            FloatVector cd = c.blend(d.rearrange(SWAP1), SET1);
            FloatVector dc = c.rearrange(SWAP1).blend(d, SET1);
            ab.blend(cd.rearrange(SWAP2), SET2).intoArray(square, i * LANES);
            ba.blend(dc.rearrange(SWAP2), SET2).intoArray(square, (i + 1) * LANES);
            ab.rearrange(SWAP2).blend(cd, SET2).intoArray(square, (i + 2) * LANES);
            ba.rearrange(SWAP2).blend(dc, SET2).intoArray(square, (i + 3) * LANES);
        }
    }

    /** Rounds 4 and 8, or as many of them as there are, to y. Lines of y from {@code columns} on are dropped. */
    private static void store(float[] square, float[] y, int yAt, int yRow, int columns) {
        for (int i = 0; i < LANES / 4; i++) {
            int j = i * NEXT;
            FloatVector a = FloatVector.fromArray(SPECIES, square, j * LANES);
            FloatVector b = FloatVector.fromArray(SPECIES, square, (j + FIRST) * LANES);
            FloatVector c = FloatVector.fromArray(SPECIES, square, (j + SECOND) * LANES);
            FloatVector d = FloatVector.fromArray(SPECIES, square, (j + FIRST + SECOND) * LANES);
            FloatVector ab = a.blend(b.rearrange(SWAP4), SET4);
            FloatVector ba = b.blend(a.rearrange(SWAP4), CLEAR4);
            FloatVector cd = c.blend(d.rearrange(SWAP4), SET4);
            FloatVector dc = d.blend(c.rearrange(SWAP4), CLEAR4);
            if (ROUNDS > 3) {
                FloatVector abcd = ab.blend(cd.rearrange(SWAP8), SET8);
                FloatVector badc = ba.blend(dc.rearrange(SWAP8), SET8);
                cd = cd.blend(ab.rearrange(SWAP8), CLEAR8);
                dc = dc.blend(ba.rearrange(SWAP8), CLEAR8);
                ab = abcd;
                ba = badc;
            }
            store(ab, y, yAt, yRow, j, columns);
            store(ba, y, yAt, yRow, j + FIRST, columns);
            store(cd, y, yAt, yRow, j + SECOND, columns);
            store(dc, y, yAt, yRow, j + FIRST + SECOND, columns);
        }
    }

    private static void store(FloatVector v, float[] y, int yAt, int yRow, int j, int columns) {
        if (j < columns) {
            v.intoArray(y, yAt + j * yRow);
        }
    }
}
