package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.Operand;
import longhand.backend.TernaryOp;

/** Element-wise functions of three numbers, one loop for each, as in {@link VectorUnary}. */
final class VectorTernary {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int MINUS_ZERO = Float.floatToRawIntBits(-0f);

    private VectorTernary() {}

    static void ternary(TernaryOp op, Operand a, Operand b, Operand c, float[] y, int at, int n) {
        int done = switch (op) {
            case WHERE -> where(a, b, c, y, at, n);
            case CLAMP -> isPlainBound(b) && isPlainBound(c) ? clamp(a, b.values()[0], c.values()[0], y, at, n)
                    : clamp(a, b, c, y, at, n);
            case LEAKY_RELU -> leakyRelu(a, b, c, y, at, n);
            case SHARE_OF_LARGER -> shareOfLarger(a, b, c, y, at, n);
            case WHERE_EQUAL -> whereEqual(a, b, c, y, at, n);
            case HUBER -> huber(a, b, c, y, at, n);
        };
        for (int i = at + done; i < at + n; i++) {
            y[i] = op.apply(a.get(0, i), b.get(0, i), c.get(0, i));
        }
    }

    private static int where(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Float> chosen = load(a, at, i).compare(VectorOperators.NE, 0f);
            load(c, at, i).blend(load(b, at, i), chosen).intoArray(y, at + i);
        }
        return i;
    }

    private static int clamp(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, at, i).max(load(b, at, i)).min(load(c, at, i)).intoArray(y, at + i);
        }
        return i;
    }

    /** Whether it is one number, and a comparison of another one with it says which of the two max and min take. */
    private static boolean isPlainBound(Operand x) {
        return x.step() == 0 && !Float.isNaN(x.values()[0]) && Float.floatToRawIntBits(x.values()[0]) != MINUS_ZERO;
    }

    private static int clamp(Operand a, float low, float high, float[] y, int at, int n) {
        FloatVector lows = FloatVector.broadcast(SPECIES, low);
        FloatVector highs = FloatVector.broadcast(SPECIES, high);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(a, at, i);
            FloatVector raised = v.blend(lows, v.compare(VectorOperators.LE, lows));
            raised.blend(highs, raised.compare(VectorOperators.GT, highs)).intoArray(y, at + i);
        }
        return i;
    }

    private static int leakyRelu(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(a, at, i);
            v.mul(load(c, at, i)).blend(v, load(b, at, i).compare(VectorOperators.GT, 0f)).intoArray(y, at + i);
        }
        return i;
    }

    private static int shareOfLarger(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector g = load(a, at, i);
            FloatVector one = load(b, at, i);
            FloatVector other = load(c, at, i);
            FloatVector share = g.blend(g.mul(0.5f), one.compare(VectorOperators.EQ, other));
            share.blend(0f, other.compare(VectorOperators.GT, one)).intoArray(y, at + i);
        }
        return i;
    }

    private static int whereEqual(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Float> equal = load(b, at, i).compare(VectorOperators.EQ, load(c, at, i));
            zero.blend(load(a, at, i), equal).intoArray(y, at + i);
        }
        return i;
    }

    private static int huber(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector d = load(a, at, i).sub(load(b, at, i)).abs();
            FloatVector slope = d.min(load(c, at, i));
            slope.mul(d.sub(slope.mul(0.5f))).intoArray(y, at + i);
        }
        return i;
    }

    /** The vector at position at + i, or the one repeated number if the step is 0. */
    private static FloatVector load(Operand x, int at, int i) {
        return VectorBinary.load(x, at * x.step(), i);
    }
}
