package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.BinaryOp;
import longhand.backend.UnaryOp;

/**
 * Element-wise functions, one loop for each: a switch inside the loop would keep the compiler from holding vectors in registers. The
 * last few elements, too few for a vector, and rare functions go through the enum's own formula.
 */
final class VectorElementwise {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorElementwise() {}

    static void unary(UnaryOp op, float[] x, int xAt, float[] y, int yAt, int n) {
        int done = switch (op) {
            case NEG -> neg(x, xAt, y, yAt, n);
            case ABS -> abs(x, xAt, y, yAt, n);
            case EXP -> exp(x, xAt, y, yAt, n);
            case SQRT -> sqrt(x, xAt, y, yAt, n);
            case SQUARE -> square(x, xAt, y, yAt, n);
            case RECIPROCAL -> reciprocal(x, xAt, y, yAt, n);
            case RELU -> relu(x, xAt, y, yAt, n);
            case SIGMOID -> sigmoid(x, xAt, y, yAt, n);
            case TANH -> tanh(x, xAt, y, yAt, n);
            default -> 0;
        };
        for (int i = done; i < n; i++) {
            y[yAt + i] = op.apply(x[xAt + i]);
        }
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

    private static int exp(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMath.exp(load(x, xAt + i)).intoArray(y, yAt + i);
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

    private static int tanh(float[] x, int xAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMath.tanh(load(x, xAt + i)).intoArray(y, yAt + i);
        }
        return i;
    }

    static void binary(BinaryOp op, float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int yAt, int n) {
        int done = n < LANES ? 0 : switch (op) {
            case ADD -> add(a, aAt, aStep, b, bAt, bStep, y, yAt, n);
            case SUB -> sub(a, aAt, aStep, b, bAt, bStep, y, yAt, n);
            case MUL -> mul(a, aAt, aStep, b, bAt, bStep, y, yAt, n);
            case DIV -> div(a, aAt, aStep, b, bAt, bStep, y, yAt, n);
            case MAXIMUM -> maximum(a, aAt, aStep, b, bAt, bStep, y, yAt, n);
            case MINIMUM -> minimum(a, aAt, aStep, b, bAt, bStep, y, yAt, n);
            case RELU_GRADIENT -> reluGradient(a, aAt, aStep, b, bAt, bStep, y, yAt, n);
            case SIGMOID_GRADIENT -> sigmoidGradient(a, aAt, aStep, b, bAt, bStep, y, yAt, n);
            case TANH_GRADIENT -> tanhGradient(a, aAt, aStep, b, bAt, bStep, y, yAt, n);
            default -> 0;
        };
        for (int i = done; i < n; i++) {
            y[yAt + i] = op.apply(a[aAt + i * aStep], b[bAt + i * bStep]);
        }
    }

    private static int add(float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, aStep, i).add(load(b, bAt, bStep, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int sub(float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, aStep, i).sub(load(b, bAt, bStep, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int mul(float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, aStep, i).mul(load(b, bAt, bStep, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int div(float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, aStep, i).div(load(b, bAt, bStep, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int maximum(float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, aStep, i).max(load(b, bAt, bStep, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int minimum(float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, aStep, i).min(load(b, bAt, bStep, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int reluGradient(float[] g, int gAt, int gStep, float[] y, int yAt, int yStep, float[] dx, int dxAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector output = load(y, yAt, yStep, i);
            zero.blend(load(g, gAt, gStep, i), output.compare(VectorOperators.GT, zero)).intoArray(dx, dxAt + i);
        }
        return i;
    }

    private static int sigmoidGradient(float[] g, int gAt, int gStep, float[] y, int yAt, int yStep, float[] dx, int dxAt, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector output = load(y, yAt, yStep, i);
            load(g, gAt, gStep, i).mul(output).mul(one.sub(output)).intoArray(dx, dxAt + i);
        }
        return i;
    }

    private static int tanhGradient(float[] g, int gAt, int gStep, float[] y, int yAt, int yStep, float[] dx, int dxAt, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector output = load(y, yAt, yStep, i);
            load(g, gAt, gStep, i).mul(one.sub(output.mul(output))).intoArray(dx, dxAt + i);
        }
        return i;
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }

    /** The vector at element i of a row, or the row's one repeated number if its step is 0. */
    private static FloatVector load(float[] x, int at, int step, int i) {
        return step == 0 ? FloatVector.broadcast(SPECIES, x[at]) : FloatVector.fromArray(SPECIES, x, at + i);
    }
}
