package longhand.backend.cpu.loops;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Rows added up, searched and reversed. What is left of a row after whole vectors is computed with the same bits. */
final class VectorRows {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Float> REVERSED = VectorShuffle.iota(SPECIES, LANES - 1, -1, true);

    private static final VectorShuffle<Float> EVERY_OTHER = VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % LANES);
    private static final VectorMask<Float> SECOND_HALF = VectorMask.fromLong(SPECIES, -1L << LANES / 2);

    private VectorRows() {}

    /** Of two vectors, their numbers 0, 2, 4, … With one shuffle of two vectors it takes longer. */
    static FloatVector everyOther(FloatVector near, FloatVector far) {
        return near.rearrange(EVERY_OTHER).blend(far.rearrange(EVERY_OTHER), SECOND_HALF);
    }

    /** y[i] = x[2i], as far as whole vectors of x go; returns how many numbers of y are done. */
    static int everyOther(float[] x, int xAt, float[] y, int yAt, int n) {
        int whole = Math.min(n, (x.length - xAt) / 2);
        int i = 0;
        for (; i <= whole - LANES; i += LANES) {
            FloatVector near = FloatVector.fromArray(SPECIES, x, xAt + 2 * i);
            everyOther(near, FloatVector.fromArray(SPECIES, x, xAt + 2 * i + LANES)).intoArray(y, yAt + i);
        }
        return i;
    }

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

    static void biasAndFloor(float[] x, int xAt, float bias, float floor, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).add(bias).max(floor).intoArray(y, yAt + i);
        }
        if (i < n) { // rows of small images are not much longer than a vector
            VectorMask<Float> rest = SPECIES.indexInRange(i, n);
            FloatVector.fromArray(SPECIES, x, xAt + i, rest).add(bias).max(floor).intoArray(y, yAt + i, rest);
        }
    }

    static void addWeighted(float[] a, int aAt, float[] x, int xAt, int step, int rows, float[] y, int yAt, int n) {
        int whole = rows / 4 * 4;
        for (int j = 0; j < whole; j += 4) {
            addFourWeighted(a, aAt + j, x, xAt + j * step, step, y, yAt, n);
        }
        for (int j = whole; j < rows; j++) {
            addOneWeighted(a[aAt + j], x, xAt + j * step, y, yAt, n);
        }
    }

    static void weightedSum(float[] a, int aAt, float[] x, int xAt, int[] offsets, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) {
            fourWeightedSums(a, aAt, x, xAt + i, offsets, y, yAt + i);
        }
        for (; i < n; i += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = 0; j < offsets.length; j++) {
                sum = FloatVector.fromArray(SPECIES, x, xAt + i + offsets[j])
                        .fma(FloatVector.broadcast(SPECIES, a[aAt + j]), sum);
            }
            sum.intoArray(y, yAt + i);
        }
    }

    /** Four vectors of sums, which do not wait for one another. */
    private static void fourWeightedSums(float[] a, int aAt, float[] x, int xAt, int[] offsets, float[] y, int yAt) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        for (int j = 0; j < offsets.length; j++) {
            FloatVector v = FloatVector.broadcast(SPECIES, a[aAt + j]);
            int at = xAt + offsets[j];
            s0 = FloatVector.fromArray(SPECIES, x, at).fma(v, s0);
            s1 = FloatVector.fromArray(SPECIES, x, at + LANES).fma(v, s1);
            s2 = FloatVector.fromArray(SPECIES, x, at + 2 * LANES).fma(v, s2);
            s3 = FloatVector.fromArray(SPECIES, x, at + 3 * LANES).fma(v, s3);
        }
        s0.intoArray(y, yAt);
        s1.intoArray(y, yAt + LANES);
        s2.intoArray(y, yAt + 2 * LANES);
        s3.intoArray(y, yAt + 3 * LANES);
    }

    private static void addFourWeighted(float[] a, int aAt, float[] x, int at, int step, float[] y, int yAt, int n) {
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[aAt]);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[aAt + 1]);
        FloatVector a2 = FloatVector.broadcast(SPECIES, a[aAt + 2]);
        FloatVector a3 = FloatVector.broadcast(SPECIES, a[aAt + 3]);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector sum = FloatVector.fromArray(SPECIES, x, at + i).fma(a0,
                    FloatVector.fromArray(SPECIES, y, yAt + i));
            sum = FloatVector.fromArray(SPECIES, x, at + step + i).fma(a1, sum);
            sum = FloatVector.fromArray(SPECIES, x, at + 2 * step + i).fma(a2, sum);
            FloatVector.fromArray(SPECIES, x, at + 3 * step + i).fma(a3, sum).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            float sum = Math.fma(x[at + i], a[aAt], y[yAt + i]);
            sum = Math.fma(x[at + step + i], a[aAt + 1], sum);
            sum = Math.fma(x[at + 2 * step + i], a[aAt + 2], sum);
            y[yAt + i] = Math.fma(x[at + 3 * step + i], a[aAt + 3], sum);
        }
    }

    private static void addOneWeighted(float a, float[] x, int at, float[] y, int yAt, int n) {
        FloatVector factor = FloatVector.broadcast(SPECIES, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, x, at + i).fma(factor, FloatVector.fromArray(SPECIES, y, yAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = Math.fma(x[at + i], a, y[yAt + i]);
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

    static int indices(float[] x, int at, int n, int limit, int[] y) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, at + i);
            IntVector j = (IntVector) v.convert(VectorOperators.F2I, 0);
            FloatVector back = (FloatVector) j.convert(VectorOperators.I2F, 0);
            VectorMask<Float> none = v.compare(VectorOperators.EQ, back).not();
            if (none.anyTrue() || j.compare(VectorOperators.LT, 0).or(j.compare(VectorOperators.GE, limit)).anyTrue()) {
                break;
            }
            j.intoArray(y, i);
        }
        return ScalarKernels.indices(x, at, i, n, limit, y);
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
