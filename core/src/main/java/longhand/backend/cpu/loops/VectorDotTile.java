package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link Kernels#dotTile}: rows × columns sums of products, each a whole vector of partial sums, that stay
 * in registers while the position runs. 4 × 5 of them for the 32 registers of AVX-512 (with 4 × 6 the compiler keeps
 * some in memory, and it takes twice the time), 4 × 3 for 16.
 */
final class VectorDotTile {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorDotTile() {}

    /** One row, whatever the number of registers: with more, the same products would be computed several times. */
    static void tile1x5(int n, float[] a, int aAt, float[] b, int[] shifts, int first, float[] lanes) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector s4 = FloatVector.zero(SPECIES);
        int last = shifts.length - 1;
        int b0 = shifts[Math.min(first, last)];
        int b1 = shifts[Math.min(first + 1, last)];
        int b2 = shifts[Math.min(first + 2, last)];
        int b3 = shifts[Math.min(first + 3, last)];
        int b4 = shifts[Math.min(first + 4, last)];
        for (int p = 0; p < n; p += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + p);
            s0 = v.fma(FloatVector.fromArray(SPECIES, b, b0 + p), s0);
            s1 = v.fma(FloatVector.fromArray(SPECIES, b, b1 + p), s1);
            s2 = v.fma(FloatVector.fromArray(SPECIES, b, b2 + p), s2);
            s3 = v.fma(FloatVector.fromArray(SPECIES, b, b3 + p), s3);
            s4 = v.fma(FloatVector.fromArray(SPECIES, b, b4 + p), s4);
        }
        s0.intoArray(lanes, 0);
        s1.intoArray(lanes, LANES);
        s2.intoArray(lanes, 2 * LANES);
        s3.intoArray(lanes, 3 * LANES);
        s4.intoArray(lanes, 4 * LANES);
    }

    static void tile4x5(int n, float[] a, int aAt, int aRow, float[] b, int[] shifts, int first, int rows,
            float[] lanes) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s03 = FloatVector.zero(SPECIES);
        FloatVector s04 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        FloatVector s12 = FloatVector.zero(SPECIES);
        FloatVector s13 = FloatVector.zero(SPECIES);
        FloatVector s14 = FloatVector.zero(SPECIES);
        FloatVector s20 = FloatVector.zero(SPECIES);
        FloatVector s21 = FloatVector.zero(SPECIES);
        FloatVector s22 = FloatVector.zero(SPECIES);
        FloatVector s23 = FloatVector.zero(SPECIES);
        FloatVector s24 = FloatVector.zero(SPECIES);
        FloatVector s30 = FloatVector.zero(SPECIES);
        FloatVector s31 = FloatVector.zero(SPECIES);
        FloatVector s32 = FloatVector.zero(SPECIES);
        FloatVector s33 = FloatVector.zero(SPECIES);
        FloatVector s34 = FloatVector.zero(SPECIES);
        int a1 = Math.min(1, rows - 1) * aRow;
        int a2 = Math.min(2, rows - 1) * aRow;
        int a3 = Math.min(3, rows - 1) * aRow;
        int last = shifts.length - 1;
        int b0 = shifts[Math.min(first, last)];
        int b1 = shifts[Math.min(first + 1, last)];
        int b2 = shifts[Math.min(first + 2, last)];
        int b3 = shifts[Math.min(first + 3, last)];
        int b4 = shifts[Math.min(first + 4, last)];
        for (int p = 0; p < n; p += LANES) {
            FloatVector v0 = FloatVector.fromArray(SPECIES, a, aAt + p);
            FloatVector v1 = FloatVector.fromArray(SPECIES, a, aAt + a1 + p);
            FloatVector v2 = FloatVector.fromArray(SPECIES, a, aAt + a2 + p);
            FloatVector v3 = FloatVector.fromArray(SPECIES, a, aAt + a3 + p);
            FloatVector w = FloatVector.fromArray(SPECIES, b, b0 + p);
            s00 = v0.fma(w, s00);
            s10 = v1.fma(w, s10);
            s20 = v2.fma(w, s20);
            s30 = v3.fma(w, s30);
            w = FloatVector.fromArray(SPECIES, b, b1 + p);
            s01 = v0.fma(w, s01);
            s11 = v1.fma(w, s11);
            s21 = v2.fma(w, s21);
            s31 = v3.fma(w, s31);
            w = FloatVector.fromArray(SPECIES, b, b2 + p);
            s02 = v0.fma(w, s02);
            s12 = v1.fma(w, s12);
            s22 = v2.fma(w, s22);
            s32 = v3.fma(w, s32);
            w = FloatVector.fromArray(SPECIES, b, b3 + p);
            s03 = v0.fma(w, s03);
            s13 = v1.fma(w, s13);
            s23 = v2.fma(w, s23);
            s33 = v3.fma(w, s33);
            w = FloatVector.fromArray(SPECIES, b, b4 + p);
            s04 = v0.fma(w, s04);
            s14 = v1.fma(w, s14);
            s24 = v2.fma(w, s24);
            s34 = v3.fma(w, s34);
        }
        s00.intoArray(lanes, 0);
        s01.intoArray(lanes, LANES);
        s02.intoArray(lanes, 2 * LANES);
        s03.intoArray(lanes, 3 * LANES);
        s04.intoArray(lanes, 4 * LANES);
        s10.intoArray(lanes, 5 * LANES);
        s11.intoArray(lanes, 6 * LANES);
        s12.intoArray(lanes, 7 * LANES);
        s13.intoArray(lanes, 8 * LANES);
        s14.intoArray(lanes, 9 * LANES);
        s20.intoArray(lanes, 10 * LANES);
        s21.intoArray(lanes, 11 * LANES);
        s22.intoArray(lanes, 12 * LANES);
        s23.intoArray(lanes, 13 * LANES);
        s24.intoArray(lanes, 14 * LANES);
        s30.intoArray(lanes, 15 * LANES);
        s31.intoArray(lanes, 16 * LANES);
        s32.intoArray(lanes, 17 * LANES);
        s33.intoArray(lanes, 18 * LANES);
        s34.intoArray(lanes, 19 * LANES);
    }

    /**
     * For 16 registers. The compiler does not know the step, which is the length of a vector: else it would repeat the
     * body of the loop until the sums no longer fit the registers, which took up to twice the time.
     */
    static void tile4x3(int n, int step, float[] a, int aAt, int aRow, float[] b, int[] shifts, int first, int rows,
            float[] lanes) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        FloatVector s12 = FloatVector.zero(SPECIES);
        FloatVector s20 = FloatVector.zero(SPECIES);
        FloatVector s21 = FloatVector.zero(SPECIES);
        FloatVector s22 = FloatVector.zero(SPECIES);
        FloatVector s30 = FloatVector.zero(SPECIES);
        FloatVector s31 = FloatVector.zero(SPECIES);
        FloatVector s32 = FloatVector.zero(SPECIES);
        int a1 = Math.min(1, rows - 1) * aRow;
        int a2 = Math.min(2, rows - 1) * aRow;
        int a3 = Math.min(3, rows - 1) * aRow;
        int last = shifts.length - 1;
        int b0 = shifts[Math.min(first, last)];
        int b1 = shifts[Math.min(first + 1, last)];
        int b2 = shifts[Math.min(first + 2, last)];
        for (int p = 0; p < n; p += step) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, b, b0 + p);
            FloatVector w1 = FloatVector.fromArray(SPECIES, b, b1 + p);
            FloatVector w2 = FloatVector.fromArray(SPECIES, b, b2 + p);
            FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + p);
            s00 = w0.fma(v, s00);
            s01 = w1.fma(v, s01);
            s02 = w2.fma(v, s02);
            v = FloatVector.fromArray(SPECIES, a, aAt + a1 + p);
            s10 = w0.fma(v, s10);
            s11 = w1.fma(v, s11);
            s12 = w2.fma(v, s12);
            v = FloatVector.fromArray(SPECIES, a, aAt + a2 + p);
            s20 = w0.fma(v, s20);
            s21 = w1.fma(v, s21);
            s22 = w2.fma(v, s22);
            v = FloatVector.fromArray(SPECIES, a, aAt + a3 + p);
            s30 = w0.fma(v, s30);
            s31 = w1.fma(v, s31);
            s32 = w2.fma(v, s32);
        }
        s00.intoArray(lanes, 0);
        s01.intoArray(lanes, LANES);
        s02.intoArray(lanes, 2 * LANES);
        s10.intoArray(lanes, 3 * LANES);
        s11.intoArray(lanes, 4 * LANES);
        s12.intoArray(lanes, 5 * LANES);
        s20.intoArray(lanes, 6 * LANES);
        s21.intoArray(lanes, 7 * LANES);
        s22.intoArray(lanes, 8 * LANES);
        s30.intoArray(lanes, 9 * LANES);
        s31.intoArray(lanes, 10 * LANES);
        s32.intoArray(lanes, 11 * LANES);
    }
}
