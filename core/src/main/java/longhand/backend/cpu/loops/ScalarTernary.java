package longhand.backend.cpu.loops;

import longhand.backend.Operand;
import longhand.backend.TernaryOp;

/** Element-wise functions of three numbers in plain Java, built as {@link ScalarUnary}. */
final class ScalarTernary {
    private ScalarTernary() {}

    static void ternary(TernaryOp op, Operand a, Operand b, Operand c, float[] y, int at, int n) {
        switch (op) {
            case WHERE -> where(a, b, c, y, at, n);
            case CLAMP -> clamp(a, b, c, y, at, n);
            case LEAKY_RELU -> leakyRelu(a, b, c, y, at, n);
            case SHARE_OF_LARGER -> shareOfLarger(a, b, c, y, at, n);
            case WHERE_EQUAL -> whereEqual(a, b, c, y, at, n);
            case HUBER -> huber(a, b, c, y, at, n);
        }
    }

    private static void where(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        for (int i = at; i < at + n; i++) {
            float u = a.get(0, i);
            float v = b.get(0, i);
            float w = c.get(0, i);
            y[i] = u != 0 ? v : w;
        }
    }

    private static void clamp(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        for (int i = at; i < at + n; i++) {
            float u = a.get(0, i);
            float v = b.get(0, i);
            float w = c.get(0, i);
            y[i] = Math.min(Math.max(u, v), w);
        }
    }

    private static void leakyRelu(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        for (int i = at; i < at + n; i++) {
            float u = a.get(0, i);
            float v = b.get(0, i);
            float w = c.get(0, i);
            y[i] = v > 0 ? u : u * w;
        }
    }

    private static void shareOfLarger(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        for (int i = at; i < at + n; i++) {
            float u = a.get(0, i);
            float v = b.get(0, i);
            float w = c.get(0, i);
            y[i] = w > v ? 0 : v == w ? u * 0.5f : u;
        }
    }

    private static void whereEqual(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        for (int i = at; i < at + n; i++) {
            float u = a.get(0, i);
            float v = b.get(0, i);
            float w = c.get(0, i);
            y[i] = v == w ? u : 0;
        }
    }

    private static void huber(Operand a, Operand b, Operand c, float[] y, int at, int n) {
        for (int i = at; i < at + n; i++) {
            float d = Math.abs(a.get(0, i) - b.get(0, i));
            float slope = Math.min(d, c.get(0, i));
            y[i] = slope * (d - 0.5f * slope);
        }
    }
}
