package longhand.backend.cpu.loops;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Neighbours reduced to one number: their sum, their sum around a centre, their maximum, the sum of exponentials. */
final class VectorReductions {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Float>[] ROTATIONS = rotations();
    /** The last elements of a row: each thread's. */
    private static final ThreadLocal<float[]> REST = ThreadLocal.withInitial(() -> new float[LANES]);

    private VectorReductions() {}

    /** Shuffles that rotate the lanes by 1, 2, 4, …. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] rotations() {
        VectorShuffle<Float>[] all = new VectorShuffle[Integer.numberOfTrailingZeros(LANES)];
        for (int i = 0; i < all.length; i++) {
            all[i] = VectorShuffle.iota(SPECIES, 1 << i, 1, true);
        }
        return all;
    }

    /**
     * The sum of the lanes: the upper half is added to the lower half until one lane is left. Not {@code reduceLanes}:
     * it adds in one order while the method is interpreted and in another once it is compiled, and then the same run
     * does not give the same bits twice.
     */
    static float sumOfLanes(FloatVector v) {
        FloatVector sum = v;
        for (int i = ROTATIONS.length - 1; i >= 0; i--) {
            sum = sum.add(sum.rearrange(ROTATIONS[i]));
        }
        return sum.lane(0);
    }

    static float sum(float[] x, int at, int n) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) { // one after the other would wait for one another
            s0 = FloatVector.fromArray(SPECIES, x, at + i).add(s0);
            s1 = FloatVector.fromArray(SPECIES, x, at + i + LANES).add(s1);
            s2 = FloatVector.fromArray(SPECIES, x, at + i + 2 * LANES).add(s2);
            s3 = FloatVector.fromArray(SPECIES, x, at + i + 3 * LANES).add(s3);
        }
        s0 = s0.add(s1).add(s2.add(s3));
        for (; i <= n - LANES; i += LANES) {
            s0 = FloatVector.fromArray(SPECIES, x, at + i).add(s0);
        }
        float rest = 0;
        for (; i < n; i++) {
            rest += x[at + i];
        }
        return sumOfLanes(s0) + rest;
    }

    static void centeredSums(float[] a, float centerA, float[] b, float centerB, int at, int n, double[] sums) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector p0 = FloatVector.zero(SPECIES);
        FloatVector p1 = FloatVector.zero(SPECIES);
        int i = at;
        for (; i <= at + n - 2 * LANES; i += 2 * LANES) {
            FloatVector a0 = FloatVector.fromArray(SPECIES, a, i).sub(centerA);
            FloatVector a1 = FloatVector.fromArray(SPECIES, a, i + LANES).sub(centerA);
            s0 = a0.add(s0);
            s1 = a1.add(s1);
            p0 = a0.fma(FloatVector.fromArray(SPECIES, b, i).sub(centerB), p0);
            p1 = a1.fma(FloatVector.fromArray(SPECIES, b, i + LANES).sub(centerB), p1);
        }
        float sum = 0;
        float products = 0;
        for (; i < at + n; i++) {
            sum += a[i] - centerA;
            products += (a[i] - centerA) * (b[i] - centerB);
        }
        sums[0] = sumOfLanes(s0.add(s1)) + sum;
        sums[1] = sumOfLanes(p0.add(p1)) + products;
    }

    static float max(float[] x, int at, int n) {
        FloatVector m = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector m1 = m;
        FloatVector m2 = m;
        FloatVector m3 = m;
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) { // one after the other would wait for one another
            m = FloatVector.fromArray(SPECIES, x, at + i).max(m);
            m1 = FloatVector.fromArray(SPECIES, x, at + i + LANES).max(m1);
            m2 = FloatVector.fromArray(SPECIES, x, at + i + 2 * LANES).max(m2);
            m3 = FloatVector.fromArray(SPECIES, x, at + i + 3 * LANES).max(m3);
        }
        m = m.max(m1).max(m2.max(m3));
        for (; i <= n - LANES; i += LANES) {
            m = FloatVector.fromArray(SPECIES, x, at + i).max(m);
        }
        float max = i == 0 ? Float.NEGATIVE_INFINITY : m.reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            max = Math.max(max, x[at + i]);
        }
        return max;
    }

    static float expShifted(float[] x, int xAt, float shift, float[] y, int yAt, int n) {
        int whole = n / LANES * LANES;
        float[] rest = whole < n ? restOf(x, xAt + whole, n - whole) : x;
        FloatVector total = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += LANES) { // one loop: a second place would be too much for the compiler to inline
            boolean last = i == whole;
            FloatVector v = FloatVector.fromArray(SPECIES, last ? rest : x, last ? 0 : xAt + i);
            FloatVector e = VectorMath.exp(v.sub(shift));
            e.intoArray(last ? rest : y, last ? 0 : yAt + i);
            total = e.add(total);
        }
        System.arraycopy(rest, 0, y, yAt + whole, n - whole);
        return sumOfLanes(total);
    }

    /** The last numbers of a row, then −∞, whose exponential is 0. */
    private static float[] restOf(float[] x, int at, int n) {
        float[] rest = REST.get();
        System.arraycopy(x, at, rest, 0, n);
        Arrays.fill(rest, n, LANES, Float.NEGATIVE_INFINITY);
        return rest;
    }
}
