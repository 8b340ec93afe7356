package longhand.backend.cpu.loops;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.BinaryOp;
import longhand.backend.Operand;

/** Element-wise functions of two numbers, built as {@link VectorUnary}. */
final class VectorBinary {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    /** The last elements of both operands: each thread's. */
    private static final ThreadLocal<Rest> REST = ThreadLocal.withInitial(Rest::new);

    private VectorBinary() {}

    private static final class Rest {
        private final Operand a = new Operand(new float[LANES], 1);
        private final Operand b = new Operand(new float[LANES], 1);

        /** Lanes behind the n elements repeat the last one: what an earlier call left there may be a special number. */
        void fill(Operand to, Operand from, int at, int n) {
            if (from.step() == 0) {
                Arrays.fill(to.values(), from.values()[at]);
            } else {
                System.arraycopy(from.values(), at, to.values(), 0, n);
                Arrays.fill(to.values(), n, LANES, from.values()[at + n - 1]);
            }
        }
    }

    static void binary(BinaryOp op, Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        int done = n < LANES ? 0 : vectors(op, a, aAt, b, bAt, y, yAt, n);
        while (done < n) {
            Rest rest = REST.get();
            int length = Math.min(LANES, n - done);
            rest.fill(rest.a, a, aAt + done * a.step(), length);
            rest.fill(rest.b, b, bAt + done * b.step(), length);
            vectors(op, rest.a, 0, rest.b, 0, rest.a.values(), 0, LANES);
            System.arraycopy(rest.a.values(), 0, y, yAt + done, length);
            done += length;
        }
    }

    /** As many elements as fill vectors; returns how many. */
    private static int vectors(BinaryOp op, Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        return switch (op) {
            case ADD -> add(a, aAt, b, bAt, y, yAt, n);
            case SUB -> sub(a, aAt, b, bAt, y, yAt, n);
            case MUL -> mul(a, aAt, b, bAt, y, yAt, n);
            case DIV -> div(a, aAt, b, bAt, y, yAt, n);
            case MAXIMUM -> maximum(a, aAt, b, bAt, y, yAt, n);
            case MINIMUM -> minimum(a, aAt, b, bAt, y, yAt, n);
            case EQUAL -> equal(a, aAt, b, bAt, y, yAt, n);
            case GREATER -> greater(a, aAt, b, bAt, y, yAt, n);
            case GREATER_EQUAL -> greaterEqual(a, aAt, b, bAt, y, yAt, n);
            case RELU_GRADIENT -> reluGradient(a, aAt, b, bAt, y, yAt, n);
            case SIGMOID_GRADIENT -> sigmoidGradient(a, aAt, b, bAt, y, yAt, n);
            case TANH_GRADIENT -> tanhGradient(a, aAt, b, bAt, y, yAt, n);
            case SOFTPLUS_GRADIENT -> VectorExponentials.softplusGradient(a, aAt, b, bAt, y, yAt, n);
            case SILU_GRADIENT -> VectorExponentials.siluGradient(a, aAt, b, bAt, y, yAt, n);
            case GELU_GRADIENT -> VectorExponentials.geluGradient(a, aAt, b, bAt, y, yAt, n);
            case POW -> VectorPow.pow(a, aAt, b, bAt, y, yAt, n);
        };
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

    private static int equal(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            zero.blend(1f, load(a, aAt, i).compare(VectorOperators.EQ, load(b, bAt, i))).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int greater(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            zero.blend(1f, load(a, aAt, i).compare(VectorOperators.GT, load(b, bAt, i))).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int greaterEqual(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            zero.blend(1f, load(a, aAt, i).compare(VectorOperators.GE, load(b, bAt, i))).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int reluGradient(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Float> off = load(b, bAt, i).compare(VectorOperators.LE, 0f);
            load(a, aAt, i).blend(0f, off).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int sigmoidGradient(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector output = load(b, bAt, i);
            load(a, aAt, i).mul(output).mul(one.sub(output)).intoArray(y, yAt + i);
        }
        return i;
    }

    private static int tanhGradient(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector output = load(b, bAt, i);
            load(a, aAt, i).mul(one.sub(output.mul(output))).intoArray(y, yAt + i);
        }
        return i;
    }

    /** The vector at element i of a row, or the row's one repeated number if its step is 0. */
    static FloatVector load(Operand x, int at, int i) {
        float[] values = x.values();
        return x.step() == 0 ? FloatVector.broadcast(SPECIES, values[at])
                : FloatVector.fromArray(SPECIES, values, at + i);
    }
}
