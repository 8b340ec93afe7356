package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.BinaryOp;
import longhand.backend.UnaryOp;

/**
 * Element-wise functions, one loop for each: a switch inside the loop would keep the compiler from holding vectors in
 * registers. The last few elements, too few for a vector, and rare functions go through the enum's own formula.
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

    static void binary(BinaryOp op, Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        int done = n < LANES ? 0 : switch (op) {
            case ADD -> add(a, aAt, b, bAt, y, yAt, n);
            case SUB -> sub(a, aAt, b, bAt, y, yAt, n);
            case MUL -> mul(a, aAt, b, bAt, y, yAt, n);
            case DIV -> div(a, aAt, b, bAt, y, yAt, n);
            case MAXIMUM -> maximum(a, aAt, b, bAt, y, yAt, n);
            case MINIMUM -> minimum(a, aAt, b, bAt, y, yAt, n);
            case RELU_GRADIENT -> reluGradient(a, aAt, b, bAt, y, yAt, n);
            case SIGMOID_GRADIENT -> sigmoidGradient(a, aAt, b, bAt, y, yAt, n);
            case TANH_GRADIENT -> tanhGradient(a, aAt, b, bAt, y, yAt, n);
            default -> 0;
        };
        for (int i = done; i < n; i++) {
            y[yAt + i] = op.apply(a.get(aAt, i), b.get(bAt, i));
        }
    }

    private static int add(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, i).add(load(b, bAt, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int sub(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, i).sub(load(b, bAt, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int mul(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, i).mul(load(b, bAt, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int div(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, i).div(load(b, bAt, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int maximum(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, i).max(load(b, bAt, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int minimum(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(a, aAt, i).min(load(b, bAt, i)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int reluGradient(Operand g, int gAt, Operand y, int yAt, float[] dx, int dxAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector output = load(y, yAt, i);
            load(g, gAt, i).blend(zero, output.compare(VectorOperators.LE, zero)).intoArray(dx, dxAt + i);
        }
        return i;
    }

    private static int sigmoidGradient(Operand g, int gAt, Operand y, int yAt, float[] dx, int dxAt, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector output = load(y, yAt, i);
            load(g, gAt, i).mul(output).mul(one.sub(output)).intoArray(dx, dxAt + i);
        }
        return i;
    }

    private static int tanhGradient(Operand g, int gAt, Operand y, int yAt, float[] dx, int dxAt, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector output = load(y, yAt, i);
            load(g, gAt, i).mul(one.sub(output.mul(output))).intoArray(dx, dxAt + i);
        }
        return i;
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }

    /** The vector at element i of a row, or the row's one repeated number if its step is 0. */
    private static FloatVector load(Operand x, int at, int i) {
        float[] values = x.values();
        return x.step() == 0 ? FloatVector.broadcast(SPECIES, values[at])
                : FloatVector.fromArray(SPECIES, values, at + i);
    }
}
