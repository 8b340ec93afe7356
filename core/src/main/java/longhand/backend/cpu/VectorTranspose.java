package longhand.backend.cpu;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes a matrix in squares of LANES × LANES, each in log₂(LANES) rounds. Round s swaps, for every pair of rows whose numbers
 * differ in bit s, the columns where bit s is set in one with those where it is clear in the other:
 *
 * <pre>
 *   rows i, i + s:   upper: a₀ a₁ a₂ a₃        a₀ b₀ a₂ b₂
 *                    lower: b₀ b₁ b₂ b₃   →    a₁ b₁ a₃ b₃      (s = 1, 4 lanes)
 * </pre>
 *
 * <p>The rounds go through a small square of scratch memory. At the edges of the matrix only a part of the square is filled.
 */
final class VectorTranspose {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int ROUNDS = Integer.numberOfTrailingZeros(LANES);
    private static final VectorShuffle<Float>[] SWAPS = swaps();
    private static final VectorMask<Float>[] SET = set();

    private VectorTranspose() {}

    /** For each round, the shuffle that swaps lanes whose numbers differ in bit s. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] swaps() {
        VectorShuffle<Float>[] all = new VectorShuffle[ROUNDS];
        Arrays.setAll(all, round -> VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1 << round));
        return all;
    }

    /** For each round, the lanes in whose number bit s is set. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorMask<Float>[] set() {
        VectorMask<Float>[] all = new VectorMask[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            boolean[] lanes = new boolean[LANES];
            for (int lane = 0; lane < LANES; lane++) {
                lanes[lane] = (lane & 1 << round) != 0;
            }
            all[round] = VectorMask.fromArray(SPECIES, lanes, 0);
        }
        return all;
    }

    static void transpose(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow, int rows, int columns) {
        for (int j = 0; j < columns; j += LANES) {
            for (int i = 0; i < rows; i += LANES) {
                square(x, xAt + i * xRow + j, xRow, y, yAt + j * yRow + i, yRow, Math.min(LANES, rows - i), Math.min(LANES, columns - j));
            }
        }
    }

    private static void square(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow, int rows, int columns) {
        float[] square = Scratch.floats(Scratch.Use.EDGE_TILE, LANES * LANES);
        load(x, xAt, xRow, square, rows, columns);
        for (int round = 1; round < ROUNDS - 1; round++) {
            round(SWAPS[round], SET[round], 1 << round, square);
        }
        store(square, y, yAt, yRow, rows, columns);
    }

    /** The first round, from x. Rows that x does not have are copies of its last one. */
    private static void load(float[] x, int xAt, int xRow, float[] square, int rows, int columns) {
        VectorShuffle<Float> swap = SWAPS[0];
        VectorMask<Float> set = SET[0];
        VectorMask<Float> wanted = SPECIES.indexInRange(0, columns);
        for (int i = 0; i < LANES; i += 2) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xAt + Math.min(i, rows - 1) * xRow, wanted);
            FloatVector b = FloatVector.fromArray(SPECIES, x, xAt + Math.min(i + 1, rows - 1) * xRow, wanted);
            a.blend(b.rearrange(swap), set).intoArray(square, i * LANES);
            a.rearrange(swap).blend(b, set).intoArray(square, (i + 1) * LANES);
        }
    }

    private static void round(VectorShuffle<Float> swap, VectorMask<Float> set, int s, float[] square) {
        for (int k = 0; k < LANES / 2; k++) {
            int i = ((k & -s) * 2 + (k & s - 1)) * LANES; // the k-th row number with bit s clear
            FloatVector a = FloatVector.fromArray(SPECIES, square, i);
            FloatVector b = FloatVector.fromArray(SPECIES, square, i + s * LANES);
            a.blend(b.rearrange(swap), set).intoArray(square, i);
            a.rearrange(swap).blend(b, set).intoArray(square, i + s * LANES);
        }
    }

    /** The last round, to y; what y has no room for is dropped. */
    private static void store(float[] square, float[] y, int yAt, int yRow, int rows, int columns) {
        VectorShuffle<Float> swap = SWAPS[ROUNDS - 1];
        VectorMask<Float> set = SET[ROUNDS - 1];
        VectorMask<Float> wanted = SPECIES.indexInRange(0, rows);
        int half = LANES / 2;
        for (int j = 0; j < Math.min(half, columns); j++) {
            FloatVector a = FloatVector.fromArray(SPECIES, square, j * LANES);
            FloatVector b = FloatVector.fromArray(SPECIES, square, (j + half) * LANES);
            a.blend(b.rearrange(swap), set).intoArray(y, yAt + j * yRow, wanted);
            if (j + half < columns) {
                a.rearrange(swap).blend(b, set).intoArray(y, yAt + (j + half) * yRow, wanted);
            }
        }
    }
}
