package longhand.backend.cpu.loops;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import longhand.backend.Operand;

/**
 * Functions of x that need an exponential and much besides, in two or more loops over pieces that stay in the
 * first-level cache: first the exponentials, then the rest. In one loop the compiler stops to inline our methods before
 * it has all of it (after 18,000 nodes), and then makes an object of every vector. For the same reason the functions
 * call methods of ours first, and those of the JDK, which are always inlined, afterwards; and one call reaches all
 * loops ({@link #chain}): the compiler never inlines a call that has three targets. (e^−|x| comes from a product: a NaN
 * keeps its sign, whether the loop is compiled or not.)
 */
final class VectorExponentials {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int PIECE = 1_024;
    private static final ThreadLocal<Piece> PIECES = ThreadLocal.withInitial(Piece::new);

    private static final Loop[] TANH = chain(VectorExponentials::ofNegativeSize, VectorExponentials::tanh);
    private static final Loop[] SOFTPLUS = chain(VectorExponentials::ofNegativeSize, VectorExponentials::softplus);
    private static final Loop[] SOFTPLUS_GRADIENT = chain(VectorExponentials::ofHalf,
            VectorExponentials::softplusGradient);
    private static final Loop[] SILU = chain(VectorExponentials::ofHalf, VectorExponentials::xAsGradient,
            VectorExponentials::softplusGradient);
    private static final Loop[] SILU_GRADIENT = chain(VectorExponentials::ofHalf, VectorExponentials::siluSlope,
            VectorExponentials::siluGradient);
    private static final Loop[] ERF = chain(VectorExponentials::ofSquare, VectorExponentials::erf);
    private static final Loop[] GELU = chain(VectorExponentials::ofHalfSquare, VectorExponentials::gelu);
    private static final Loop[] GELU_DERIVATIVE = chain(VectorExponentials::ofHalfSquare,
            VectorExponentials::geluDerivative);

    private VectorExponentials() {}

    /** What the loops over a piece hand on: each thread's. */
    private static final class Piece {
        private final float[] exponentials = new float[PIECE];
        private final float[] derivatives = new float[PIECE];
        private final float[] gradients = new float[PIECE];
    }

    /** One pass over n elements, a multiple of LANES, of a piece; y may be x, so only the last one writes to it. */
    private interface Loop {
        void run(float[] x, int xAt, Piece piece, float[] y, int yAt, int n);
    }

    /** At least three loops, if need be one that does nothing: a call with two targets would be inlined. */
    private static Loop[] chain(Loop... loops) {
        if (loops.length > 2) {
            return loops;
        }
        Loop[] three = Arrays.copyOf(loops, 3);
        Arrays.fill(three, loops.length, 3, (Loop) (x, xAt, piece, y, yAt, n) -> { });
        return three;
    }

    static int tanh(float[] x, int xAt, float[] y, int yAt, int n) {
        return inPieces(TANH, x, xAt, y, yAt, n);
    }

    static int softplus(float[] x, int xAt, float[] y, int yAt, int n) {
        return inPieces(SOFTPLUS, x, xAt, y, yAt, n);
    }

    /** y = x · sigmoid(x). */
    static int silu(float[] x, int xAt, float[] y, int yAt, int n) {
        return inPieces(SILU, x, xAt, y, yAt, n);
    }

    static int erf(float[] x, int xAt, float[] y, int yAt, int n) {
        return inPieces(ERF, x, xAt, y, yAt, n);
    }

    static int gelu(float[] x, int xAt, float[] y, int yAt, int n) {
        return inPieces(GELU, x, xAt, y, yAt, n);
    }

    private static int inPieces(Loop[] loops, float[] x, int xAt, float[] y, int yAt, int n) {
        Piece piece = PIECES.get();
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i += PIECE) {
            int length = Math.min(PIECE, whole - i);
            for (Loop loop : loops) {
                loop.run(x, xAt + i, piece, y, yAt + i, length);
            }
        }
        return whole;
    }

    /** y = g · sigmoid(x). */
    static int softplusGradient(Operand g, int gAt, Operand x, int xAt, float[] y, int yAt, int n) {
        return gradientInPieces(SOFTPLUS_GRADIENT, g, gAt, x, xAt, y, yAt, n);
    }

    /** y = g · the derivative of SiLU at x: sigmoid(x) · (1 + x · (1 − sigmoid(x))). */
    static int siluGradient(Operand g, int gAt, Operand x, int xAt, float[] y, int yAt, int n) {
        return gradientInPieces(SILU_GRADIENT, g, gAt, x, xAt, y, yAt, n);
    }

    private static int gradientInPieces(Loop[] loops, Operand g, int gAt, Operand x, int xAt, float[] y, int yAt,
            int n) {
        if (x.step() == 0) {
            return 0; // one number again and again, which is rare: a few at a time
        }
        float[] gradients = PIECES.get().gradients;
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i += PIECE) {
            int length = Math.min(PIECE, whole - i);
            for (int j = 0; j < length; j += LANES) {
                VectorBinary.load(g, gAt, i + j).intoArray(gradients, j);
            }
            inPieces(loops, x.values(), xAt + i, y, yAt + i, length);
        }
        return whole;
    }

    /** y = g · the derivative of GELU at x, Φ(x) + x · Φ′(x). */
    static int geluGradient(Operand g, int gAt, Operand x, int xAt, float[] y, int yAt, int n) {
        if (x.step() == 0) {
            return 0;
        }
        float[] derivatives = PIECES.get().derivatives;
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i += PIECE) {
            int length = Math.min(PIECE, whole - i);
            inPieces(GELU_DERIVATIVE, x.values(), xAt + i, derivatives, 0, length);
            for (int j = 0; j < length; j += LANES) {
                VectorBinary.load(g, gAt, i + j).mul(load(derivatives, j)).intoArray(y, yAt + i + j);
            }
        }
        return whole;
    }

    /** e^−|x|. */
    private static void ofNegativeSize(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMath.exp(load(x, xAt + i).abs().mul(-1f)).intoArray(piece.exponentials, i);
        }
    }

    /** e^(−|x|/2). */
    private static void ofHalf(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMath.exp(load(x, xAt + i).abs().mul(-0.5f)).intoArray(piece.exponentials, i);
        }
    }

    /** e^(−x²). */
    private static void ofSquare(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, xAt + i);
            VectorMath.exp(v.mul(v).mul(-1f)).intoArray(piece.exponentials, i);
        }
    }

    /** e^(−x²/2). */
    private static void ofHalfSquare(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, xAt + i);
            VectorMath.exp(v.mul(v).mul(-0.5f)).intoArray(piece.exponentials, i);
        }
    }

    private static void tanh(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMath.tanh(load(x, xAt + i), load(piece.exponentials, i)).intoArray(y, yAt + i);
        }
    }

    private static void softplus(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMath.softplus(load(x, xAt + i), load(piece.exponentials, i)).intoArray(y, yAt + i);
        }
    }

    /** x · sigmoid(x) is what the gradient of softplus makes of x as the upstream gradient. */
    private static void xAsGradient(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        System.arraycopy(x, xAt, piece.gradients, 0, n);
    }

    private static void softplusGradient(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMath.timesSigmoid(load(piece.gradients, i), load(x, xAt + i), load(piece.exponentials, i))
                    .intoArray(y, yAt + i);
        }
    }

    private static void siluSlope(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMath.siluSlope(load(x, xAt + i), load(piece.exponentials, i)).intoArray(piece.derivatives, i);
        }
    }

    private static void siluGradient(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMath.timesSigmoid(load(piece.gradients, i), load(x, xAt + i), load(piece.exponentials, i))
                    .mul(load(piece.derivatives, i)).intoArray(y, yAt + i);
        }
    }

    private static void erf(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorNormal.erf(load(x, xAt + i), load(piece.exponentials, i)).intoArray(y, yAt + i);
        }
    }

    private static void gelu(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, xAt + i);
            VectorNormal.distribution(v, load(piece.exponentials, i)).mul(v).intoArray(y, yAt + i);
        }
    }

    private static void geluDerivative(float[] x, int xAt, Piece piece, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, xAt + i);
            FloatVector bell = load(piece.exponentials, i);
            FloatVector distribution = VectorNormal.distribution(v, bell);
            bell.mul(VectorNormal.DENSITY_AT_0).fma(v, distribution).intoArray(y, yAt + i);
        }
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }
}
