package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The matrix tile where one or two vectors of columns are left of {@link VectorTile4}, and for up to 6 rows of 512-bit
 * vectors: 6 rows × 2 vectors, 12 sums that stay in registers while p runs.
 *
 * <p>Each step loads two vectors of b and repeats each of 6 numbers of a over a vector. Rows from the number {@code
 * rows} on are copies of the last one: the caller provides room for them and drops them.
 */
final class VectorTile6 {
    static final int ROWS = 6;
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorTile6() {}

    /** The tile 2 vectors wide, all 6 rows of it; arguments as for {@link Kernels#tile}. */
    static void wide(int k, float[] a, int aAt, int aRow, int aCol, float[] b, int bAt, int[] bRows, float[] c, int cAt,
            int cRow, int rows) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c41 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c51 = FloatVector.zero(SPECIES);
        int a1 = Math.min(1, rows - 1) * aRow;
        int a2 = Math.min(2, rows - 1) * aRow;
        int a3 = Math.min(3, rows - 1) * aRow;
        int a4 = Math.min(4, rows - 1) * aRow;
        int a5 = Math.min(5, rows - 1) * aRow;
        int atA = aAt;
        for (int p = 0; p < k; p++) {
            int atB = bAt + bRows[p];
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, atB);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, atB + LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, a[atA]);
            c00 = v.fma(b0, c00);
            c01 = v.fma(b1, c01);
            v = FloatVector.broadcast(SPECIES, a[atA + a1]);
            c10 = v.fma(b0, c10);
            c11 = v.fma(b1, c11);
            v = FloatVector.broadcast(SPECIES, a[atA + a2]);
            c20 = v.fma(b0, c20);
            c21 = v.fma(b1, c21);
            v = FloatVector.broadcast(SPECIES, a[atA + a3]);
            c30 = v.fma(b0, c30);
            c31 = v.fma(b1, c31);
            v = FloatVector.broadcast(SPECIES, a[atA + a4]);
            c40 = v.fma(b0, c40);
            c41 = v.fma(b1, c41);
            v = FloatVector.broadcast(SPECIES, a[atA + a5]);
            c50 = v.fma(b0, c50);
            c51 = v.fma(b1, c51);
            atA += aCol;
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c10.intoArray(c, cAt + cRow);
        c11.intoArray(c, cAt + cRow + LANES);
        c20.intoArray(c, cAt + 2 * cRow);
        c21.intoArray(c, cAt + 2 * cRow + LANES);
        c30.intoArray(c, cAt + 3 * cRow);
        c31.intoArray(c, cAt + 3 * cRow + LANES);
        c40.intoArray(c, cAt + 4 * cRow);
        c41.intoArray(c, cAt + 4 * cRow + LANES);
        c50.intoArray(c, cAt + 5 * cRow);
        c51.intoArray(c, cAt + 5 * cRow + LANES);
    }

    /** The tile 1 vector wide, for the last columns of a matrix. */
    static void narrow(int k, float[] a, int aAt, int aRow, int aCol, float[] b, int bAt, int[] bRows, float[] c,
            int cAt, int cRow, int rows) {
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector c2 = FloatVector.zero(SPECIES);
        FloatVector c3 = FloatVector.zero(SPECIES);
        FloatVector c4 = FloatVector.zero(SPECIES);
        FloatVector c5 = FloatVector.zero(SPECIES);
        int a1 = Math.min(1, rows - 1) * aRow;
        int a2 = Math.min(2, rows - 1) * aRow;
        int a3 = Math.min(3, rows - 1) * aRow;
        int a4 = Math.min(4, rows - 1) * aRow;
        int a5 = Math.min(5, rows - 1) * aRow;
        int atA = aAt;
        for (int p = 0; p < k; p++) {
            int atB = bAt + bRows[p];
            FloatVector v = FloatVector.fromArray(SPECIES, b, atB);
            c0 = FloatVector.broadcast(SPECIES, a[atA]).fma(v, c0);
            c1 = FloatVector.broadcast(SPECIES, a[atA + a1]).fma(v, c1);
            c2 = FloatVector.broadcast(SPECIES, a[atA + a2]).fma(v, c2);
            c3 = FloatVector.broadcast(SPECIES, a[atA + a3]).fma(v, c3);
            c4 = FloatVector.broadcast(SPECIES, a[atA + a4]).fma(v, c4);
            c5 = FloatVector.broadcast(SPECIES, a[atA + a5]).fma(v, c5);
            atA += aCol;
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + cRow);
        c2.intoArray(c, cAt + 2 * cRow);
        c3.intoArray(c, cAt + 3 * cRow);
        c4.intoArray(c, cAt + 4 * cRow);
        c5.intoArray(c, cAt + 5 * cRow);
    }
}
