package longhand.backend.cpu.loops;

import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * e^x, its relatives and log x on whole vectors.
 *
 * <p>e^x = 2^n · e^r with n = round(x / ln 2), so that |r| ≤ ln 2 / 2. There the polynomial 1 + r + r²·P(r) of the
 * Cephes library (P of degree 5) is exact to less than half a unit in the last place (ulp); 2^n is made by writing n
 * into the exponent bits.
 *
 * <p>log x = e · ln 2 + log m, where x = 2^e · m with m from √½ to √2; there log(1 + f) = f − f²/2 + f³·P(f), with
 * Cephes's P of degree 8.
 */
final class VectorMath {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f; // few bits, so that n · LN2_HIGH is exact
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float OVERFLOW = 89f; // e^89 > Float.MAX_VALUE
    private static final float UNDERFLOW = -104f; // e^−104 < Float.MIN_VALUE / 2
    /** 1.5 · 2^23: adding it leaves the rounded number in the lowest bits. */
    static final float ROUND = 12_582_912f;
    /** The last float x for which e^−x is not 0 as a float: −ln 2^−150, rounded down. */
    private static final float SIGMOID_ENDS = 103.972076f;
    private static final int EXPONENT_BIAS = 127;
    private static final int FRACTION_BITS = 23;

    private static final int SQRT_HALF_BITS = Float.floatToRawIntBits((float) Math.sqrt(0.5));

    private VectorMath() {}

    /** e^x; error below 1.2 ulp. NaN stays NaN, overflow gives ∞, underflow goes through denormal numbers to 0. */
    static FloatVector exp(FloatVector x) {
        FloatVector inRange = x.max(UNDERFLOW).min(OVERFLOW);
        FloatVector shifted = inRange.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
        FloatVector n = shifted.sub(ROUND);
        FloatVector r = n.fma(broadcast(SPECIES, -LN2_LOW), n.fma(broadcast(SPECIES, -LN2_HIGH), inRange));
        FloatVector p = r.fma(broadcast(SPECIES, 1.9875691500e-4f), broadcast(SPECIES, 1.3981999507e-3f));
        p = p.fma(r, broadcast(SPECIES, 8.3334519073e-3f));
        p = p.fma(r, broadcast(SPECIES, 4.1665795894e-2f));
        p = p.fma(r, broadcast(SPECIES, 1.6666665459e-1f));
        p = p.fma(r, broadcast(SPECIES, 5.0000001201e-1f));
        FloatVector e = p.fma(r.mul(r), r).add(1f);
        IntVector whole = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND)); // n as a whole number
        // 2^n in two factors: n may exceed the exponent's range
        IntVector first = whole.lanewise(VectorOperators.ASHR, 1);
        return e.mul(powerOfTwo(first)).mul(powerOfTwo(whole.sub(first)));
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(EXPONENT_BIAS).lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats();
    }

    /** 1 / (1 + e^−x); error below 3 ulp. */
    static FloatVector sigmoid(FloatVector x) {
        return broadcast(SPECIES, 1f).div(exp(x.neg()).add(1f));
    }

    /**
     * g · sigmoid(x), given h = e^(−|x|/2); error below 6 ulp: sigmoid(x) = h² / (1 + h²) for x &lt; 0, 1 / (1 + h²)
     * otherwise. As g · h · h, since h² may be too small for a normal float where the product with a large g is not; 0
     * where the sigmoid itself is 0 as a float.
     */
    static FloatVector timesSigmoid(FloatVector g, FloatVector x, FloatVector h) {
        FloatVector u = h.mul(h).add(1f);
        FloatVector factor = h.blend(0f, x.compare(VectorOperators.LT, -SIGMOID_ENDS));
        return g.blend(g.mul(factor).mul(factor), x.compare(VectorOperators.LT, 0f)).div(u);
    }

    /** 1 + x · (1 − sigmoid(x)), given h = e^(−|x|/2). As 1 − sigmoid(x) = sigmoid(−x), nothing is lost for large x. */
    static FloatVector siluSlope(FloatVector x, FloatVector h) {
        FloatVector e = h.mul(h);
        FloatVector u = e.add(1f);
        FloatVector one = broadcast(SPECIES, 1f);
        return e.blend(one, x.compare(VectorOperators.LT, 0f)).div(u).fma(x, one);
    }

    /** log x; error below 2 ulp. −∞ at 0, NaN below, ∞ and NaN stay. */
    static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL); // a denormal number has no exponent
        FloatVector shift = broadcast(SPECIES, 0f).blend(-FRACTION_BITS, tiny);
        FloatVector y = logOfNormal(x.blend(x.mul(1 << FRACTION_BITS), tiny), shift);
        FloatVector limit = x.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f))
                .blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
        VectorMask<Float> regular = x.compare(VectorOperators.GT, 0f)
                .and(x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
        return limit.blend(y, regular);
    }

    /** log x + shift · ln 2 for a positive normal x. */
    private static FloatVector logOfNormal(FloatVector x, FloatVector shift) {
        IntVector bits = x.reinterpretAsInts();
        IntVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, FRACTION_BITS);
        FloatVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, FRACTION_BITS)).reinterpretAsFloats().sub(1f);
        FloatVector n = shift.add(exponent.convert(VectorOperators.I2F, 0));
        FloatVector p = f.fma(broadcast(SPECIES, 7.0376836292e-2f), broadcast(SPECIES, -1.1514610310e-1f));
        p = p.fma(f, broadcast(SPECIES, 1.1676998740e-1f));
        p = p.fma(f, broadcast(SPECIES, -1.2420140846e-1f));
        p = p.fma(f, broadcast(SPECIES, 1.4249322787e-1f));
        p = p.fma(f, broadcast(SPECIES, -1.6668057665e-1f));
        p = p.fma(f, broadcast(SPECIES, 2.0000714765e-1f));
        p = p.fma(f, broadcast(SPECIES, -2.4999993993e-1f));
        p = p.fma(f, broadcast(SPECIES, 3.3333331174e-1f));
        FloatVector z = f.mul(f);
        FloatVector small = n.fma(broadcast(SPECIES, LN2_LOW), p.mul(f).mul(z));
        return n.fma(broadcast(SPECIES, LN2_HIGH), z.fma(broadcast(SPECIES, -0.5f), small).add(f));
    }

    /**
     * log(1 + e^x), given e = e^−|x|; error below 4 ulp. As max(x, 0) + log(1 + e); what is lost when 1 + e is rounded
     * to u is, by the derivative of the logarithm, (e − (u − 1)) / u.
     */
    static FloatVector softplus(FloatVector x, FloatVector e) {
        FloatVector u = e.add(1f);
        FloatVector log = logOfNormal(u, FloatVector.zero(SPECIES));
        return x.max(0f).add(log.add(e.sub(u.sub(1f)).div(u)));
    }

    /**
     * tanh x, given e = e^−|x|: an odd polynomial (Cephes) for |x| &lt; 0.625, else ±(1 − e²) / (1 + e²); error below 3
     * ulp.
     */
    static FloatVector tanh(FloatVector x, FloatVector e) {
        FloatVector size = x.abs();
        FloatVector square = e.mul(e);
        FloatVector one = broadcast(SPECIES, 1f);
        FloatVector large = one.sub(square).div(one.add(square));
        FloatVector z = size.mul(size);
        FloatVector p = z.fma(broadcast(SPECIES, -5.70498872745e-3f), broadcast(SPECIES, 2.06390887954e-2f));
        p = p.fma(z, broadcast(SPECIES, -5.37397155531e-2f));
        p = p.fma(z, broadcast(SPECIES, 1.33314422036e-1f));
        p = p.fma(z, broadcast(SPECIES, -3.33332819422e-1f));
        FloatVector small = p.mul(z).fma(size, size);
        VectorMask<Float> far = size.compare(VectorOperators.GE, 0.625f);
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE); // that of −0 too
        return sign.or(small.blend(large, far).reinterpretAsInts()).reinterpretAsFloats();
    }
}
