package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The error function and the normal distribution on whole vectors.
 *
 * <p>Approximated as {@link NormalFit} says.
 */
final class VectorNormal {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final float SQRT_HALF = (float) Math.sqrt(0.5);
    private static final float DENSITY_AT_0 = (float) (1 / Math.sqrt(2 * Math.PI));

    private VectorNormal() {}

    /** erf x; error below 3 ulp. */
    static FloatVector erf(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector large = vector(1f).sub(complement(size, VectorMath.exp(size.mul(size).neg())));
        FloatVector small = size.mul(quotient(size.mul(size)));
        VectorMask<Float> far = size.compare(VectorOperators.GE, 1f);
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE); // that of −0 too
        return sign.or(small.blend(large, far).reinterpretAsInts()).reinterpretAsFloats();
    }

    /** x · Φ(x). */
    static FloatVector gelu(FloatVector x) {
        return distribution(x, bell(x)).mul(x);
    }

    /** Φ(x) + x · Φ′(x). */
    static FloatVector geluDerivative(FloatVector x) {
        FloatVector bell = bell(x);
        return bell.mul(DENSITY_AT_0).fma(x, distribution(x, bell));
    }

    /** e^(−x²/2). */
    private static FloatVector bell(FloatVector x) {
        return VectorMath.exp(x.mul(x).mul(-0.5f));
    }

    /** Φ(x) = (1 + erf(x/√2)) / 2, given e^(−x²/2); error below 4 ulp where Φ is not small. */
    private static FloatVector distribution(FloatVector x, FloatVector bell) {
        FloatVector t = x.mul(SQRT_HALF);
        FloatVector half = vector(0.5f);
        FloatVector near = t.mul(quotient(t.mul(t))).fma(half, half);
        FloatVector tail = complement(t.abs(), bell).mul(half);
        FloatVector far = vector(1f).sub(tail).blend(tail, x.compare(VectorOperators.LT, 0f));
        return near.blend(far, t.abs().compare(VectorOperators.GE, 1f));
    }

    /** erf(t) / t for |t| &lt; 1, given t². */
    private static FloatVector quotient(FloatVector z) {
        FloatVector p = z.fma(vector(NormalFit.NEAR_6), vector(NormalFit.NEAR_5));
        p = p.fma(z, vector(NormalFit.NEAR_4));
        p = p.fma(z, vector(NormalFit.NEAR_3));
        p = p.fma(z, vector(NormalFit.NEAR_2));
        p = p.fma(z, vector(NormalFit.NEAR_1));
        return p.fma(z, vector(NormalFit.NEAR_0));
    }

    /** 1 − erf(t) for t ≥ 1, given e^(−t²). */
    private static FloatVector complement(FloatVector t, FloatVector bell) {
        FloatVector w = vector(1f).div(t.fma(vector(NormalFit.SCALE), vector(1f)));
        FloatVector p = w.fma(vector(NormalFit.FAR_9), vector(NormalFit.FAR_8));
        p = p.fma(w, vector(NormalFit.FAR_7));
        p = p.fma(w, vector(NormalFit.FAR_6));
        p = p.fma(w, vector(NormalFit.FAR_5));
        p = p.fma(w, vector(NormalFit.FAR_4));
        p = p.fma(w, vector(NormalFit.FAR_3));
        p = p.fma(w, vector(NormalFit.FAR_2));
        p = p.fma(w, vector(NormalFit.FAR_1));
        p = p.fma(w, vector(NormalFit.FAR_0));
        return p.mul(w).mul(bell);
    }

    private static FloatVector vector(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}
