package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.UnaryOp;

/**
 * Element-wise functions of one number, one loop for each: a switch inside the loop would keep the compiler from
 * holding vectors in registers. The last few elements, too few for a vector, go through a vector of their own.
 */
final class VectorUnary {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    /** 2^23: from here on all floats are whole. */
    private static final float WHOLE = 0x1p23f;
    /** The last elements: each thread's. */
    private static final ThreadLocal<float[]> REST = ThreadLocal.withInitial(() -> new float[LANES]);

    private VectorUnary() {}

    static void unary(UnaryOp op, float[] x, int xAt, float[] y, int yAt, int n) {
        int done = n < LANES ? 0 : vectors(op, x, xAt, y, yAt, n);
        if (done < n) {
            float[] rest = REST.get();
            System.arraycopy(x, xAt + done, rest, 0, n - done);
            vectors(op, rest, 0, rest, 0, LANES);
            System.arraycopy(rest, 0, y, yAt + done, n - done);
        }
    }

    /** As many elements as fill vectors; returns how many. */
    private static int vectors(UnaryOp op, float[] x, int xAt, float[] y, int yAt, int n) {
        return switch (op) {
            case NEG -> neg(x, xAt, y, yAt, n);
            case ABS -> abs(x, xAt, y, yAt, n);
            case SIGN -> sign(x, xAt, y, yAt, n);
            case EXP -> exp(x, xAt, y, yAt, n);
            case LOG -> log(x, xAt, y, yAt, n);
            case SQRT -> sqrt(x, xAt, y, yAt, n);
            case SQUARE -> square(x, xAt, y, yAt, n);
            case CUBE -> cube(x, xAt, y, yAt, n);
            case RECIPROCAL -> reciprocal(x, xAt, y, yAt, n);
            case RELU -> relu(x, xAt, y, yAt, n);
            case SIGMOID -> sigmoid(x, xAt, y, yAt, n);
            case TANH -> VectorExponentials.tanh(x, xAt, y, yAt, n);
            case SOFTPLUS -> VectorExponentials.softplus(x, xAt, y, yAt, n);
            case ERF -> VectorExponentials.erf(x, xAt, y, yAt, n);
            case GELU -> VectorExponentials.gelu(x, xAt, y, yAt, n);
            case SILU -> VectorExponentials.silu(x, xAt, y, yAt, n);
            case SIN -> VectorTrigonometry.sin(x, xAt, y, yAt, n);
            case COS -> VectorTrigonometry.cos(x, xAt, y, yAt, n);
            case FLOOR -> floor(x, xAt, y, yAt, n);
            case ROUND -> round(x, xAt, y, yAt, n);
        };
    }

    private static int neg(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(x, xAt + i).neg().intoArray(y, yAt + i);
        }
        return i;
    }

    private static int abs(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(x, xAt + i).abs().intoArray(y, yAt + i);
        }
        return i;
    }

    private static int sign(float[] x, int xAt, float[] y, int yAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(x, xAt + i);
            VectorMask<Float> negative = v.compare(VectorOperators.LT, 0f);
            zero.blend(1f, v.compare(VectorOperators.GT, 0f)).blend(-1f, negative).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int exp(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMath.exp(load(x, xAt + i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int log(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMath.log(load(x, xAt + i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int sqrt(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(x, xAt + i).sqrt().intoArray(y, yAt + i);
        }
        return i;
    }

    private static int square(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(x, xAt + i);
            v.mul(v).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int cube(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(x, xAt + i);
            v.mul(v).mul(v).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int reciprocal(float[] x, int xAt, float[] y, int yAt, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            one.div(load(x, xAt + i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int relu(float[] x, int xAt, float[] y, int yAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(x, xAt + i).max(zero).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int sigmoid(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMath.sigmoid(load(x, xAt + i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int floor(float[] x, int xAt, float[] y, int yAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(x, xAt + i);
            FloatVector rounded = rounded(v);
            rounded.sub(zero.blend(1f, rounded.compare(VectorOperators.GT, v))).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int round(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            rounded(load(x, xAt + i)).intoArray(y, yAt + i);
        }
        return i;
    }

    /** The nearest whole number, of two the even one: what is left of |x| when 2^23 has been added and taken away. */
    private static FloatVector rounded(FloatVector x) {
        FloatVector size = x.abs();
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE); // that of −0 too
        FloatVector whole = size.add(WHOLE).sub(WHOLE);
        return x.blend(sign.or(whole.reinterpretAsInts()).reinterpretAsFloats(),
                size.compare(VectorOperators.LT, WHOLE));
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }
}
