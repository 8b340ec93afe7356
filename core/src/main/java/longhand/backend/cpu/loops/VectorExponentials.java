package longhand.backend.cpu.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.Operand;

/**
 * Functions of x that need an exponential and much besides, in two loops over pieces that stay in the first-level
 * cache: first the exponentials, then the rest. In one loop the compiler stops to inline our methods before it has all
 * of it (after 8,000 bytecodes), and then makes an object of every vector. For the same reason the functions call
 * methods of ours first, and those of the JDK, which are always inlined, afterwards. (e^−|x| comes from a product: a
 * NaN keeps its sign, whether the loop is compiled or not.)
 */
final class VectorExponentials {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int PIECE = 1_024;
    /** The exponentials of a piece: each thread's. */
    private static final ThreadLocal<float[]> EXPONENTIALS = ThreadLocal.withInitial(() -> new float[PIECE]);

    private VectorExponentials() {}

    static int tanh(float[] x, int xAt, float[] y, int yAt, int n) {
        float[] e = EXPONENTIALS.get();
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i += PIECE) {
            int length = Math.min(PIECE, whole - i);
            ofNegativeSize(x, xAt + i, e, length);
            tanh(x, xAt + i, e, y, yAt + i, length);
        }
        return whole;
    }

    static int softplus(float[] x, int xAt, float[] y, int yAt, int n) {
        float[] e = EXPONENTIALS.get();
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i += PIECE) {
            int length = Math.min(PIECE, whole - i);
            ofNegativeSize(x, xAt + i, e, length);
            softplus(x, xAt + i, e, y, yAt + i, length);
        }
        return whole;
    }

    static int erf(float[] x, int xAt, float[] y, int yAt, int n) {
        float[] e = EXPONENTIALS.get();
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i += PIECE) {
            int length = Math.min(PIECE, whole - i);
            ofSquare(x, xAt + i, -1, e, length);
            erf(x, xAt + i, e, y, yAt + i, length);
        }
        return whole;
    }

    static int gelu(float[] x, int xAt, float[] y, int yAt, int n) {
        float[] e = EXPONENTIALS.get();
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i += PIECE) {
            int length = Math.min(PIECE, whole - i);
            ofSquare(x, xAt + i, -0.5f, e, length);
            gelu(x, xAt + i, e, y, yAt + i, length);
        }
        return whole;
    }

    /** y = g · the derivative of GELU at x. */
    static int geluGradient(Operand g, int gAt, Operand x, int xAt, float[] y, int yAt, int n) {
        if (x.step() == 0) {
            return 0; // one number again and again, which is rare: a few at a time
        }
        float[] e = EXPONENTIALS.get();
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i += PIECE) {
            int length = Math.min(PIECE, whole - i);
            ofSquare(x.values(), xAt + i, -0.5f, e, length);
            derivative(x.values(), xAt + i, e, length);
            for (int j = 0; j < length; j += LANES) {
                VectorBinary.load(g, gAt, i + j).mul(load(e, j)).intoArray(y, yAt + i + j);
            }
        }
        return whole;
    }

    /** Makes of e = e^(−x²/2) the derivative of GELU, Φ(x) + x · Φ′(x). */
    private static void derivative(float[] x, int xAt, float[] e, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector distribution = VectorNormal.distribution(load(x, xAt + i), load(e, i));
            load(e, i).mul(VectorNormal.DENSITY_AT_0).fma(load(x, xAt + i), distribution).intoArray(e, i);
        }
    }

    /** e = e^−|x|. */
    private static void ofNegativeSize(float[] x, int xAt, float[] e, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMath.exp(load(x, xAt + i).abs().mul(-1f)).intoArray(e, i);
        }
    }

    /** e = e^(factor · x²). */
    private static void ofSquare(float[] x, int xAt, float factor, float[] e, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, xAt + i);
            VectorMath.exp(v.mul(v).mul(factor)).intoArray(e, i);
        }
    }

    private static void tanh(float[] x, int xAt, float[] e, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMath.tanh(load(x, xAt + i), load(e, i)).intoArray(y, yAt + i);
        }
    }

    private static void softplus(float[] x, int xAt, float[] e, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMath.softplus(load(x, xAt + i), load(e, i)).intoArray(y, yAt + i);
        }
    }

    private static void erf(float[] x, int xAt, float[] e, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorNormal.erf(load(x, xAt + i), load(e, i)).intoArray(y, yAt + i);
        }
    }

    private static void gelu(float[] x, int xAt, float[] e, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorNormal.distribution(load(x, xAt + i), load(e, i)).mul(load(x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }
}
