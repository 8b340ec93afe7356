package longhand.backend.cpu.loops;

import longhand.backend.BinaryOp;
import longhand.backend.Operand;

/** Element-wise functions of two numbers in plain Java, built as {@link ScalarUnary}. */
final class ScalarBinary {
    private ScalarBinary() {}

    static void binary(BinaryOp op, Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        switch (op) {
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
            case GELU_GRADIENT -> geluGradient(a, aAt, b, bAt, y, yAt, n);
            case POW, SOFTPLUS_GRADIENT, SILU_GRADIENT -> {
                for (int i = 0; i < n; i++) {
                    y[yAt + i] = op.apply(a.get(aAt, i), b.get(bAt, i));
                }
            }
        }
    }

    private static void add(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = v + w;
        }
    }

    private static void sub(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = v - w;
        }
    }

    private static void mul(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = v * w;
        }
    }

    private static void div(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = v / w;
        }
    }

    private static void maximum(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = Math.max(v, w);
        }
    }

    private static void minimum(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = Math.min(v, w);
        }
    }

    private static void equal(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = v == w ? 1 : 0;
        }
    }

    private static void greater(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = v > w ? 1 : 0;
        }
    }

    private static void greaterEqual(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = v >= w ? 1 : 0;
        }
    }

    private static void reluGradient(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = w <= 0 ? 0 : v;
        }
    }

    private static void sigmoidGradient(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = v * w * (1 - w);
        }
    }

    private static void tanhGradient(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = v * (1 - w * w);
        }
    }

    private static void geluGradient(Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            float v = a.get(aAt, i);
            float w = b.get(bAt, i);
            y[yAt + i] = v * NormalFit.geluDerivative(w);
        }
    }
}
