package longhand.backend.cpu.loops;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.BinaryOp;
import longhand.backend.Operand;

/**
 * aᵇ = e^(b · log a) on whole vectors, in double: the product may be 88, and its error is that of the result. Half as
 * many floats at a time, since a double is twice as long.
 *
 * <p>log a = e · ln 2 + log m with m from √½ to √2, and log m = 2 · artanh s with s = (m − 1) / (m + 1), by its series:
 * relative error 5·10⁻¹¹. e^t = 2^n · e^r by the series of e^r up to r⁷: relative error 5·10⁻⁹.
 *
 * <p>In three loops, as in {@link VectorExponentials}. Where a number is 0, infinite or NaN, the formula of {@link
 * BinaryOp} is used, and where it is negative too unless the exponent is one for all.
 */
final class VectorPow {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class,
            VectorShape.forBitSize(LANES * Float.SIZE));
    private static final int FRACTION_BITS = 52;
    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));
    /** Added to exponents, so that none is negative. */
    private static final long BIAS = 1L << 10;
    /** 2^52: numbers up to there, or'ed into its fraction, make a double of themselves. */
    private static final double WHOLE = 0x1p52;
    /** 1.5 · 2^52: adding it leaves the rounded number in the lowest bits. */
    private static final double ROUND = 0x1.8p52;
    private static final double LN2 = Math.log(2);

    private static final int PIECE = 512;
    /** b · log a of a piece, and the powers: each thread's. */
    private static final ThreadLocal<double[]> EXPONENTS = ThreadLocal.withInitial(() -> new double[PIECE]);
    private static final ThreadLocal<float[]> POWERS = ThreadLocal.withInitial(() -> new float[PIECE]);

    private VectorPow() {}

    static int pow(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        float ofNegative = b.step() == 0 ? ofNegative(b.get(bAt, 0)) : 0;
        double[] t = EXPONENTS.get();
        float[] powers = POWERS.get();
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i += PIECE) {
            int length = Math.min(PIECE, whole - i);
            int aFrom = aAt + i * a.step();
            int bFrom = bAt + i * b.step();
            exponents(a, aFrom, b, bFrom, t, length);
            for (int j = 0; j < length; j += LANES) {
                DoubleVector power = exp(DoubleVector.fromArray(DOUBLES, t, j));
                ((FloatVector) power.convertShape(VectorOperators.D2F, FLOATS, 0)).intoArray(powers, j);
            }
            choose(a, aFrom, b, bFrom, ofNegative, powers, length);
            System.arraycopy(powers, 0, y, yAt + i, length); // y may be a or b
        }
        return whole;
    }

    /** t = b · log |a|. */
    private static void exponents(Operand a, int aAt, Operand b, int bAt, double[] t, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector size = (DoubleVector) load(a, aAt, i).abs().convertShape(VectorOperators.F2D, DOUBLES, 0);
            DoubleVector exponent = (DoubleVector) load(b, bAt, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            exponent.mul(log(size)).intoArray(t, i);
        }
    }

    /** Gives the powers their signs; where one of the numbers is special, and only there, the formula. */
    private static void choose(Operand a, int aAt, Operand b, int bAt, float ofNegative, float[] powers, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector x = load(a, aAt, i);
            FloatVector power = FloatVector.fromArray(FLOATS, powers, i);
            FloatVector signed = power.blend(power.mul(ofNegative), x.compare(VectorOperators.LT, 0f));
            FloatVector size = ofNegative == 0 ? x : x.abs();
            VectorMask<Float> usual = size.compare(VectorOperators.GT, 0f)
                    .and(size.compare(VectorOperators.LT, Float.POSITIVE_INFINITY))
                    .and(load(b, bAt, i).abs().compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
            signed.intoArray(powers, i);
            if (!usual.allTrue()) {
                for (int lane = 0; lane < LANES; lane++) {
                    powers[i + lane] = usual.laneIsSet(lane) ? powers[i + lane]
                            : BinaryOp.POW.apply(a.get(aAt, i + lane), b.get(bAt, i + lane));
                }
            }
        }
    }

    /** What a power of a negative number is, as a multiple of that of its absolute value. */
    private static float ofNegative(float exponent) {
        if (exponent != Math.rint(exponent)) {
            return Float.NaN;
        }
        return exponent % 2 == 0 ? 1 : -1;
    }

    private static FloatVector load(Operand x, int at, int i) {
        return x.step() == 0 ? FloatVector.broadcast(FLOATS, x.values()[at])
                : FloatVector.fromArray(FLOATS, x.values(), at + i);
    }

    /** log x of positive numbers. */
    private static DoubleVector log(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs();
        LongVector biased = bits.sub(SQRT_HALF_BITS - (BIAS << FRACTION_BITS))
                .lanewise(VectorOperators.LSHR, FRACTION_BITS);
        DoubleVector n = biased.or(Double.doubleToRawLongBits(WHOLE)).reinterpretAsDoubles().sub(WHOLE + BIAS);
        DoubleVector m = bits.sub(biased.sub(BIAS).lanewise(VectorOperators.LSHL, FRACTION_BITS))
                .reinterpretAsDoubles();
        DoubleVector s = m.sub(1).div(m.add(1));
        DoubleVector z = s.mul(s);
        DoubleVector p = z.fma(broadcast(DOUBLES, 2.0 / 11), broadcast(DOUBLES, 2.0 / 9));
        p = p.fma(z, broadcast(DOUBLES, 2.0 / 7));
        p = p.fma(z, broadcast(DOUBLES, 2.0 / 5));
        p = p.fma(z, broadcast(DOUBLES, 2.0 / 3));
        p = p.fma(z, broadcast(DOUBLES, 2));
        return n.fma(broadcast(DOUBLES, LN2), p.mul(s));
    }

    /** e^t; far beyond the range of float it may be any number beyond it. */
    private static DoubleVector exp(DoubleVector t) {
        DoubleVector inRange = t.max(-200).min(200);
        DoubleVector shifted = inRange.fma(broadcast(DOUBLES, 1 / LN2), broadcast(DOUBLES, ROUND));
        DoubleVector r = shifted.sub(ROUND).fma(broadcast(DOUBLES, -LN2), inRange);
        DoubleVector p = r.fma(broadcast(DOUBLES, 1.0 / 5040), broadcast(DOUBLES, 1.0 / 720));
        p = p.fma(r, broadcast(DOUBLES, 1.0 / 120));
        p = p.fma(r, broadcast(DOUBLES, 1.0 / 24));
        p = p.fma(r, broadcast(DOUBLES, 1.0 / 6));
        p = p.fma(r, broadcast(DOUBLES, 1.0 / 2));
        p = p.fma(r, broadcast(DOUBLES, 1));
        p = p.fma(r, broadcast(DOUBLES, 1));
        LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS);
        return p.reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
    }
}
