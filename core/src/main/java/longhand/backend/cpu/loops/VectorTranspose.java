package longhand.backend.cpu.loops;

import java.util.Arrays;
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
 * through the rounds that are left. At the edges of the matrix only a part of the square is filled.
 */
final class VectorTranspose {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int ROUNDS = Integer.numberOfTrailingZeros(LANES);
    private static final int MOST_ROUNDS = 4;
    /**
     * In the last two rounds (both may be missing) rows j, j + FIRST, j + SECOND and j + FIRST + SECOND belong
     * together.
     */
    private static final int FIRST = ROUNDS > 2 ? 4 : 1;
    private static final int SECOND = ROUNDS > 3 ? 8 : ROUNDS > 2 ? 1 : 2;
    /** The next j. */
    private static final int NEXT = ROUNDS > 3 ? 1 : ROUNDS > 2 ? 2 : 4;
    private static final VectorShuffle<Float>[] SWAPS = swaps();
    private static final VectorMask<Float>[] SET = lanes(true);
    private static final VectorMask<Float>[] CLEAR = lanes(false);

    private static final ScalarKernels PLAIN = new ScalarKernels();
    /** Where the rounds meet: each thread's, for {@link #square} alone. */
    private static final ThreadLocal<float[]> SQUARE =
            ThreadLocal.withInitial(() -> new float[LANES * LANES + Scratch.PAD]);

    private VectorTranspose() {}

    /** For each round, the shuffle that swaps lanes whose numbers differ in bit s; none in rounds that are missing. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] swaps() {
        VectorShuffle<Float>[] all = new VectorShuffle[MOST_ROUNDS];
        Arrays.setAll(all, round -> VectorShuffle.fromOp(SPECIES, lane -> (lane ^ 1 << round) % LANES));
        return all;
    }

    /** For each round, the lanes in whose number bit s is set, or clear; none in rounds that are missing. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorMask<Float>[] lanes(boolean set) {
        VectorMask<Float>[] all = new VectorMask[MOST_ROUNDS];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            boolean[] chosen = new boolean[LANES];
            for (int lane = 0; lane < LANES && round < ROUNDS; lane++) {
                chosen[lane] = (lane & 1 << round) != 0 == set;
            }
            all[round] = VectorMask.fromArray(SPECIES, chosen, 0);
        }
        return all;
    }

    static void transpose(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow, int rows, int columns) {
        for (int j = 0; j < columns; j += LANES) {
            for (int i = 0; i < rows; i += LANES) {
                square(x, xAt + i * xRow + j, xRow, y, yAt + j * yRow + i, yRow, Math.min(LANES, rows - i),
                        Math.min(LANES, columns - j));
            }
        }
    }

    private static void square(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow, int rows, int columns) {
        if (xAt + (rows - 1) * xRow + LANES > x.length
                || Math.max(yAt, yAt + (columns - 1) * yRow) + LANES > y.length) {
            // Near the end of an array the JDK looks at every lane. To loops that were compiled before they ever met
            // that, it is news: they would be thrown away, run slowly for a while and be compiled again.
            PLAIN.transpose(x, xAt, xRow, y, yAt, yRow, rows, columns);
            return;
        }
        float[] square = SQUARE.get();
        fetch(x, xAt, xRow, square, rows, columns);
        store(square, y, yAt, yRow, rows, columns);
    }

    /** Rounds 1 and 2, from x. Rows that x does not have are copies of its last one. */
    private static void fetch(float[] x, int xAt, int xRow, float[] square, int rows, int columns) {
        VectorShuffle<Float> swap1 = SWAPS[0];
        VectorShuffle<Float> swap2 = SWAPS[1];
        VectorMask<Float> set1 = SET[0];
        VectorMask<Float> set2 = SET[1];
        VectorMask<Float> wanted = SPECIES.indexInRange(0, columns);
        for (int i = 0; i < LANES; i += 4) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xAt + Math.min(i, rows - 1) * xRow, wanted);
            FloatVector b = FloatVector.fromArray(SPECIES, x, xAt + Math.min(i + 1, rows - 1) * xRow, wanted);
            FloatVector c = FloatVector.fromArray(SPECIES, x, xAt + Math.min(i + 2, rows - 1) * xRow, wanted);
            FloatVector d = FloatVector.fromArray(SPECIES, x, xAt + Math.min(i + 3, rows - 1) * xRow, wanted);
            FloatVector ab = a.blend(b.rearrange(swap1), set1);
            FloatVector ba = a.rearrange(swap1).blend(b, set1);
            FloatVector cd = c.blend(d.rearrange(swap1), set1);
            FloatVector dc = c.rearrange(swap1).blend(d, set1);
            ab.blend(cd.rearrange(swap2), set2).intoArray(square, i * LANES);
            ba.blend(dc.rearrange(swap2), set2).intoArray(square, (i + 1) * LANES);
            ab.rearrange(swap2).blend(cd, set2).intoArray(square, (i + 2) * LANES);
            ba.rearrange(swap2).blend(dc, set2).intoArray(square, (i + 3) * LANES);
        }
    }

    /** Rounds 4 and 8, or as many of them as there are, to y. What y has no room for is dropped. */
    private static void store(float[] square, float[] y, int yAt, int yRow, int rows, int columns) {
        VectorShuffle<Float> swap4 = SWAPS[2];
        VectorShuffle<Float> swap8 = SWAPS[3];
        VectorMask<Float> set4 = SET[2];
        VectorMask<Float> clear4 = CLEAR[2];
        VectorMask<Float> set8 = SET[3];
        VectorMask<Float> clear8 = CLEAR[3];
        boolean whole = rows == LANES;
        VectorMask<Float> wanted = SPECIES.indexInRange(0, rows);
        for (int i = 0; i < LANES / 4; i++) {
            int j = i * NEXT;
            FloatVector a = FloatVector.fromArray(SPECIES, square, j * LANES);
            FloatVector b = FloatVector.fromArray(SPECIES, square, (j + FIRST) * LANES);
            FloatVector c = FloatVector.fromArray(SPECIES, square, (j + SECOND) * LANES);
            FloatVector d = FloatVector.fromArray(SPECIES, square, (j + FIRST + SECOND) * LANES);
            FloatVector ab = a.blend(b.rearrange(swap4), set4);
            FloatVector ba = b.blend(a.rearrange(swap4), clear4);
            FloatVector cd = c.blend(d.rearrange(swap4), set4);
            FloatVector dc = d.blend(c.rearrange(swap4), clear4);
            store(ab.blend(cd.rearrange(swap8), set8), y, yAt, yRow, j, columns, whole, wanted);
            store(ba.blend(dc.rearrange(swap8), set8), y, yAt, yRow, j + FIRST, columns, whole, wanted);
            store(cd.blend(ab.rearrange(swap8), clear8), y, yAt, yRow, j + SECOND, columns, whole, wanted);
            store(dc.blend(ba.rearrange(swap8), clear8), y, yAt, yRow, j + FIRST + SECOND, columns, whole,
                    wanted);
        }
    }

    /** Without a mask where all lanes are wanted: CPUs without mask registers may take ten times as long with one. */
    private static void store(FloatVector v, float[] y, int yAt, int yRow, int j, int columns, boolean whole,
            VectorMask<Float> wanted) {
        if (j < columns) {
            if (whole) {
                v.intoArray(y, yAt + j * yRow);
            } else {
                v.intoArray(y, yAt + j * yRow, wanted);
            }
        }
    }
}
