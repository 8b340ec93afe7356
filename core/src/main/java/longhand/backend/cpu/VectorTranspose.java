package longhand.backend.cpu;

import jdk.incubator.vector.FloatVector;
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
 * <p>The rounds go through a small square of scratch memory; the edges of the matrix are copied number by number.
 */
final class VectorTranspose {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int ROUNDS = Integer.numberOfTrailingZeros(LANES);
    private static final VectorShuffle<Float>[] UPPER = shuffles(false);
    private static final VectorShuffle<Float>[] LOWER = shuffles(true);

    private VectorTranspose() {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] shuffles(boolean lower) {
        VectorShuffle<Float>[] all = new VectorShuffle[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            int s = 1 << round;
            // negative indices (lane − LANES) take from the second vector
            all[round] = VectorShuffle.fromOp(SPECIES, lower
                    ? lane -> (lane & s) == 0 ? lane + s : lane - LANES
                    : lane -> (lane & s) == 0 ? lane : lane - s - LANES);
        }
        return all;
    }

    static void transpose(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow, int rows, int columns) {
        int fullRows = rows - rows % LANES;
        int fullColumns = columns - columns % LANES;
        for (int i = 0; i < fullRows; i += LANES) {
            for (int j = 0; j < fullColumns; j += LANES) {
                square(x, xAt + i * xRow + j, xRow, y, yAt + j * yRow + i, yRow);
            }
        }
        edge(x, xAt + fullColumns, xRow, y, yAt + fullColumns * yRow, yRow, fullRows, columns - fullColumns);
        edge(x, xAt + fullRows * xRow, xRow, y, yAt + fullRows, yRow, rows - fullRows, columns);
    }

    private static void edge(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow, int rows, int columns) {
        for (int top = 0; top < rows; top += LANES) {
            int bottom = Math.min(rows, top + LANES);
            for (int j = 0; j < columns; j++) {
                for (int i = top; i < bottom; i++) {
                    y[yAt + j * yRow + i] = x[xAt + i * xRow + j];
                }
            }
        }
    }

    private static void square(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow) {
        float[] half = Scratch.floats(Scratch.Use.EDGE_TILE, LANES * LANES);
        round(UPPER[0], LOWER[0], 1, x, xAt, xRow, half, 0, LANES);
        for (int round = 1; round < ROUNDS - 1; round++) {
            round(UPPER[round], LOWER[round], 1 << round, half, 0, LANES, half, 0, LANES);
        }
        round(UPPER[ROUNDS - 1], LOWER[ROUNDS - 1], LANES / 2, half, 0, LANES, y, yAt, yRow);
    }

    private static void round(VectorShuffle<Float> upper, VectorShuffle<Float> lower, int s, float[] x, int xAt, int xRow, float[] y,
            int yAt, int yRow) {
        for (int k = 0; k < LANES / 2; k++) {
            int i = (k & -s) * 2 + (k & s - 1); // the k-th row number with bit s clear
            FloatVector a = FloatVector.fromArray(SPECIES, x, xAt + i * xRow);
            FloatVector b = FloatVector.fromArray(SPECIES, x, xAt + (i + s) * xRow);
            a.rearrange(upper, b).intoArray(y, yAt + i * yRow);
            a.rearrange(lower, b).intoArray(y, yAt + (i + s) * yRow);
        }
    }
}
