package longhand.backend.cpu.loops;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Rows added up, searched and reversed. */
final class VectorRows {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Float> REVERSED = VectorShuffle.iota(SPECIES, LANES - 1, -1, true);

    private VectorRows() {}

    static void accumulate(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).add(FloatVector.fromArray(SPECIES, y, yAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] += x[xAt + i];
        }
    }

    static void sum(float[] x, int xAt, int step, int rows, float[] y, int yAt, int n) {
        int first = rows % 4;
        Arrays.fill(y, yAt, yAt + n, 0);
        for (int j = 0; j < first; j++) {
            accumulate(x, xAt + j * step, y, yAt, n);
        }
        for (int j = first; j < rows; j += 4) {
            addFourRows(x, xAt + j * step, step, y, yAt, n);
        }
    }

    private static void addFourRows(float[] x, int at, int step, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector upper = FloatVector.fromArray(SPECIES, x, at + i)
                    .add(FloatVector.fromArray(SPECIES, x, at + step + i));
            FloatVector lower = FloatVector.fromArray(SPECIES, x, at + 2 * step + i)
                    .add(FloatVector.fromArray(SPECIES, x, at + 3 * step + i));
            FloatVector.fromArray(SPECIES, y, yAt + i).add(upper.add(lower)).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] += x[at + i] + x[at + step + i] + (x[at + 2 * step + i] + x[at + 3 * step + i]);
        }
    }

    static int indexOf(float[] x, int at, int n, float value) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, at + i);
            if (v.compare(VectorOperators.EQ, value).or(v.compare(VectorOperators.NE, v)).anyTrue()) {
                break; // NaN is there only if it is what is looked for
            }
        }
        while (i < n && x[at + i] != value && x[at + i] == x[at + i]) {
            i++;
        }
        return i;
    }

    static void reverse(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt - i - (LANES - 1)).rearrange(REVERSED).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = x[xAt - i];
        }
    }
}
