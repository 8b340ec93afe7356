package longhand.backend.cpu.loops;

import static jdk.incubator.vector.FloatVector.broadcast;

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
    static final float DENSITY_AT_0 = (float) (1 / Math.sqrt(2 * Math.PI));

    private VectorNormal() {}

    /** erf x, given e^(−x²); error below 3 ulp. */
    static FloatVector erf(FloatVector x, FloatVector bell) {
        FloatVector size = x.abs();
        FloatVector rest = complement(size, bell);
        FloatVector small = quotient(size.mul(size)).mul(size);
        FloatVector large = broadcast(SPECIES, 1f).sub(rest);
        VectorMask<Float> far = size.compare(VectorOperators.GE, 1f);
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE); // that of −0 too
        return sign.or(small.blend(large, far).reinterpretAsInts()).reinterpretAsFloats();
    }

    /** Φ(x) = (1 + erf(x/√2)) / 2, given e^(−x²/2); error below 7 ulp for x ≥ −2. */
    static FloatVector distribution(FloatVector x, FloatVector bell) {
        FloatVector tail = complement(x.mul(SQRT_HALF).abs(), bell).mul(0.5f);
        return broadcast(SPECIES, 1f).sub(tail).blend(tail, x.compare(VectorOperators.LT, 0f));
    }

    /** erf(t) / t for |t| &lt; 1, given t². */
    private static FloatVector quotient(FloatVector z) {
        FloatVector p = z.fma(broadcast(SPECIES, NormalFit.NEAR_6), broadcast(SPECIES, NormalFit.NEAR_5));
        p = p.fma(z, broadcast(SPECIES, NormalFit.NEAR_4));
        p = p.fma(z, broadcast(SPECIES, NormalFit.NEAR_3));
        p = p.fma(z, broadcast(SPECIES, NormalFit.NEAR_2));
        p = p.fma(z, broadcast(SPECIES, NormalFit.NEAR_1));
        return p.fma(z, broadcast(SPECIES, NormalFit.NEAR_0));
    }

    /** 1 − erf(t) for t ≥ 0, given e^(−t²). */
    private static FloatVector complement(FloatVector t, FloatVector bell) {
        FloatVector w = broadcast(SPECIES, 1f).div(t.fma(broadcast(SPECIES, NormalFit.SCALE), broadcast(SPECIES, 1f)));
        FloatVector p = w.fma(broadcast(SPECIES, NormalFit.FAR_10), broadcast(SPECIES, NormalFit.FAR_9));
        p = p.fma(w, broadcast(SPECIES, NormalFit.FAR_8));
        p = p.fma(w, broadcast(SPECIES, NormalFit.FAR_7));
        p = p.fma(w, broadcast(SPECIES, NormalFit.FAR_6));
        p = p.fma(w, broadcast(SPECIES, NormalFit.FAR_5));
        p = p.fma(w, broadcast(SPECIES, NormalFit.FAR_4));
        p = p.fma(w, broadcast(SPECIES, NormalFit.FAR_3));
        p = p.fma(w, broadcast(SPECIES, NormalFit.FAR_2));
        p = p.fma(w, broadcast(SPECIES, NormalFit.FAR_1));
        p = p.fma(w, broadcast(SPECIES, NormalFit.FAR_0));
        return p.mul(w).mul(bell);
    }
}
