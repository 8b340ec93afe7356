package longhand.backend.cpu.loops;

import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.UnaryOp;

/**
 * Sine and cosine.
 *
 * <p>x = n · π/2 + r with |r| ≤ π/4. π/2 is the sum of three floats, and with fused multiply-adds x − n · π/2 loses
 * nothing that counts for |x| up to {@link #LIMIT}. sin r and cos r are the polynomials of the Cephes library; n mod 4
 * says which of them, with which sign, is the result. Larger numbers, infinity and NaN go through the formula.
 */
final class VectorTrigonometry {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final float LIMIT = 8_192;
    private static final float TWO_BY_PI = (float) (2 / Math.PI);
    private static final float HALF_PI_HIGH = (float) (Math.PI / 2);
    private static final float HALF_PI_MIDDLE = -4.37113883e-8f;
    private static final float HALF_PI_LOW = -1.71512451e-15f;
    /** Below, sin x = x for floats. */
    private static final float LINEAR = 0x1p-12f;

    private VectorTrigonometry() {}

    static int sin(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            v.blend(ofQuarter(v, 0), v.abs().compare(VectorOperators.GE, LINEAR)).intoArray(y, yAt + i);
            largeOnes(UnaryOp.SIN, v, y, yAt + i);
        }
        return i;
    }

    static int cos(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            ofQuarter(v, 1).intoArray(y, yAt + i);
            largeOnes(UnaryOp.COS, v, y, yAt + i);
        }
        return i;
    }

    /** Those beyond the limit by the formula; only those, or a number's result would depend on its neighbours. */
    private static void largeOnes(UnaryOp op, FloatVector x, float[] y, int yAt) {
        VectorMask<Float> small = x.abs().compare(VectorOperators.LE, LIMIT);
        if (!small.allTrue()) {
            for (int lane = 0; lane < LANES; lane++) {
                if (!small.laneIsSet(lane)) {
                    y[yAt + lane] = op.apply(x.lane(lane));
                }
            }
        }
    }

    /** sin(x + quarters · π/2); error below 2 ulp. */
    private static FloatVector ofQuarter(FloatVector x, int quarters) {
        FloatVector shifted = x.fma(broadcast(SPECIES, TWO_BY_PI), broadcast(SPECIES, VectorMath.ROUND));
        FloatVector n = shifted.sub(VectorMath.ROUND);
        FloatVector r = n.fma(broadcast(SPECIES, -HALF_PI_HIGH), x);
        r = n.fma(broadcast(SPECIES, -HALF_PI_MIDDLE), r);
        r = n.fma(broadcast(SPECIES, -HALF_PI_LOW), r);
        FloatVector z = r.mul(r);
        FloatVector s = z.fma(broadcast(SPECIES, -1.9515295891e-4f), broadcast(SPECIES, 8.3321608736e-3f));
        s = s.fma(z, broadcast(SPECIES, -1.6666654611e-1f));
        FloatVector sin = s.mul(z).fma(r, r);
        FloatVector c = z.fma(broadcast(SPECIES, 2.443315711809948e-5f), broadcast(SPECIES, -1.388731625493765e-3f));
        c = c.fma(z, broadcast(SPECIES, 4.166664568298827e-2f));
        FloatVector one = broadcast(SPECIES, 1f);
        FloatVector cos = c.mul(z).fma(z, z.fma(broadcast(SPECIES, -0.5f), one));
        IntVector quarter = shifted.reinterpretAsInts().add(quarters);
        VectorMask<Float> odd = quarter.lanewise(VectorOperators.LSHL, 31).compare(VectorOperators.LT, 0)
                .cast(SPECIES);
        IntVector sign = quarter.lanewise(VectorOperators.LSHL, 30).and(Integer.MIN_VALUE);
        return sin.blend(cos, odd).reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
    }
}
