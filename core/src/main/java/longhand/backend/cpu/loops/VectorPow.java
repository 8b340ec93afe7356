package longhand.backend.cpu.loops;

import static jdk.incubator.vector.DoubleVector.broadcast;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.BinaryOp;
import longhand.backend.Operand;

/**
 * aᵇ = e^(b · log a) on whole vectors, in double: the product may be 88, and its error is that of the result.
 *
 * <p>log a = e · ln 2 + log m with m from √½ to √2, and log m = 2 · artanh s with s = (m − 1) / (m + 1), by its series:
 * relative error 5·10⁻¹¹. e^t = 2^n · e^r by the series of e^r up to r⁷: relative error 5·10⁻⁹.
 *
 * <p>In several loops, as in {@link VectorExponentials}. Plain loops turn floats into doubles and back, and the
 * compiler makes vectors of them: vectors of fewer floats, as many as there are doubles in one, would be a second class
 * of FloatVector. Once a program has seen two, the compiler cannot tell at calls of the JDK's methods which one is
 * meant, and then other loops, such as that of softmax, make objects of their vectors and take three times as long.
 *
 * <p>Where a number is 0, infinite or NaN, the formula of {@link BinaryOp} is used, and where it is negative too unless
 * the exponent is one for all.
 */
final class VectorPow {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = VectorKernels.SPECIES;
    private static final int LANES = FLOATS.length();
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
    private static final ThreadLocal<Piece> PIECES = ThreadLocal.withInitial(Piece::new);

    /** What the loops over a piece hand on: each thread's. */
    private static final class Piece {
        private final double[] bases = new double[PIECE];
        private final double[] exponents = new double[PIECE];
        private final float[] powers = new float[PIECE];
    }

    private VectorPow() {}

    static int pow(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        float ofNegative = b.step() == 0 ? ofNegative(b.get(bAt, 0)) : 0;
        Piece piece = PIECES.get();
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i += PIECE) {
            int length = Math.min(PIECE, whole - i);
            int aFrom = aAt + i * a.step();
            int bFrom = bAt + i * b.step();
            toDoubles(a, aFrom, piece.bases, length);
            toDoubles(b, bFrom, piece.exponents, length);
            powers(piece.bases, piece.exponents, length);
            for (int j = 0; j < length; j++) {
                piece.powers[j] = (float) piece.exponents[j];
            }
            choose(a, aFrom, b, bFrom, ofNegative, piece.powers, length);
            System.arraycopy(piece.powers, 0, y, yAt + i, length); // y may be a or b
        }
        return whole;
    }

    private static void toDoubles(Operand from, int at, double[] to, int n) {
        float[] values = from.values();
        if (from.step() == 0) {
            Arrays.fill(to, 0, n, values[at]);
            return;
        }
        for (int i = 0; i < n; i++) {
            to[i] = values[at + i];
        }
    }

    /** exponents = |bases| to the power of the exponents. */
    private static void powers(double[] bases, double[] exponents, int n) {
        for (int i = 0; i < n; i += DOUBLES.length()) {
            DoubleVector size = DoubleVector.fromArray(DOUBLES, bases, i).abs();
            log(size).mul(DoubleVector.fromArray(DOUBLES, exponents, i)).intoArray(exponents, i);
        }
        for (int i = 0; i < n; i += DOUBLES.length()) {
            exp(DoubleVector.fromArray(DOUBLES, exponents, i)).intoArray(exponents, i);
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
