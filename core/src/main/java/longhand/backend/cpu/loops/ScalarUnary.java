package longhand.backend.cpu.loops;

import longhand.backend.UnaryOp;

/**
 * Element-wise functions of one number in plain Java, one loop for each: only then can the compiler make vectors of it,
 * and there is no call for every element. The functions without a loop of their own take far longer than a call.
 */
final class ScalarUnary {
    private ScalarUnary() {}

    static void unary(UnaryOp op, float[] x, int xAt, float[] y, int yAt, int n) {
        switch (op) {
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
            case ERF -> erf(x, xAt, y, yAt, n);
            case GELU -> gelu(x, xAt, y, yAt, n);
            case SIGMOID, TANH, SOFTPLUS, SILU, SIN, COS, FLOOR, ROUND -> {
                for (int i = 0; i < n; i++) {
                    y[yAt + i] = op.apply(x[xAt + i]);
                }
            }
        }
    }

    private static void neg(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = -v;
        }
    }

    private static void abs(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = Math.abs(v);
        }
    }

    private static void sign(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = v > 0 ? 1 : v < 0 ? -1 : 0;
        }
    }

    private static void exp(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = (float) Math.exp(v);
        }
    }

    private static void log(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = (float) Math.log(v);
        }
    }

    private static void sqrt(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = (float) Math.sqrt(v);
        }
    }

    private static void square(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = v * v;
        }
    }

    private static void cube(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = v * v * v;
        }
    }

    private static void reciprocal(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = 1 / v;
        }
    }

    private static void relu(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = v <= 0 ? 0 : v;
        }
    }

    private static void erf(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = NormalFit.erf(v);
        }
    }

    private static void gelu(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = NormalFit.gelu(v);
        }
    }
}
