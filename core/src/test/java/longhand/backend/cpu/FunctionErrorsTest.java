package longhand.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import longhand.backend.UnaryOp;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

/** How exact the functions on whole vectors are, in units in the last place, against double arithmetic. */
class FunctionErrorsTest {

    /** The errors that VectorMath promises, in units in the last place, over the whole range of each function. */
    @Test
    void functionsAreAsExactAsDocumented() {
        assertWorstUlp(UnaryOp.EXP, -87.3f, 88.7f, 1.2);
        assertWorstUlp(UnaryOp.SIGMOID, -87f, 20f, 3);
        assertWorstUlp(UnaryOp.TANH, -10f, 10f, 3);
        assertWorstUlp(UnaryOp.TANH, -1e-3f, 1e-3f, 3);
        assertWorstUlp(UnaryOp.LOG, 0, 3, 2);
        assertWorstUlp(UnaryOp.LOG, 0, 1e-37f, 2);
        assertWorstUlp(UnaryOp.LOG, 0.9f, 1.1f, 2);
        assertWorstUlp(UnaryOp.LOG, 1, Float.MAX_VALUE, 2);
        assertWorstUlp(UnaryOp.SOFTPLUS, -87, 100, 4);
        assertWorstUlp(UnaryOp.SOFTPLUS, -3, 3, 4);
        assertWorstUlp(UnaryOp.ERF, -5, 5, 3);
        assertWorstUlp(UnaryOp.ERF, -1e-3f, 1e-3f, 3);
        assertWorstUlp(UnaryOp.GELU, -2, 10, 7);
        assertWorstUlp(UnaryOp.SILU, -87, 20, 4);
        assertWorstUlp(UnaryOp.SILU, -91, -80, 6);
        float[] quarters = new float[6_000];
        for (int i = 0; i < quarters.length; i++) {
            quarters[i] = (float) (i * Math.PI / 2);
        }
        for (UnaryOp op : List.of(UnaryOp.SIN, UnaryOp.COS)) {
            assertWorstUlp(op, -4, 4, 2);
            assertWorstUlp(op, -9_000, 9_000, 2);
            assertWorstUlp(op, -1e-3f, 1e-3f, 2);
            assertWorstUlp(op, quarters, 2); // where one of the two is all but 0
        }
        for (UnaryOp op : List.of(UnaryOp.FLOOR, UnaryOp.ROUND)) {
            assertWorstUlp(op, -4, 4, 0);
            assertWorstUlp(op, -0x1p24f, 0x1p24f, 0);
            assertWorstUlp(op, -0x1p22f, -0x1p22f + 1_000, 0);
        }
    }

    /** Also where the sigmoid alone has few bits as a float: x = −100, and g = 10³⁰. */
    @Test
    void gradientsWithASigmoidAreExactForLargeUpstreamGradients() {
        int n = 1 << 16;
        float[] x = new float[n];
        float[] g = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = -103.97f + 123f * i / n;
            g[i] = 1e30f + i;
        }
        for (CpuBackend backend : Compare.BACKENDS) {
            float[] y = new float[n];
            backend.binary(BinaryOp.SOFTPLUS_GRADIENT, g, x, y, Broadcast.same(n));
            for (int i = 0; i < n; i++) {
                double exact = g[i] / (1 + Math.exp(-x[i]));
                assertTrue(Math.abs(y[i] - exact) <= 6 * Math.ulp((float) exact), x[i] + ": " + y[i] + " for " + exact);
            }
            backend.binary(BinaryOp.SILU_GRADIENT, g, x, y, Broadcast.same(n));
            for (int i = 0; i < n; i++) {
                double s = 1 / (1 + Math.exp(-x[i]));
                double slope = 1 + x[i] * s * Math.exp(-x[i]);
                double terms = g[i] * s * Math.max(1, Math.abs(slope)); // which cancel at −1.28
                assertTrue(Math.abs(y[i] - g[i] * s * slope) <= 10 * Math.ulp((float) terms), x[i] + ": " + y[i]);
            }
        }
    }

    private static void assertWorstUlp(UnaryOp op, float from, float to, double limit) {
        int n = 1 << 18;
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = from + (to - from) * i / n;
        }
        assertWorstUlp(op, x, limit);
    }

    private static void assertWorstUlp(UnaryOp op, float[] x, double limit) {
        int n = x.length;
        float[] y = new float[n];
        Compare.BACKENDS.get(0).unary(op, x, y, n);
        for (int i = 0; i < n; i++) {
            double exact = exact(op, x[i]);
            double ulps = Math.abs(y[i] - exact) / Math.ulp((float) exact);
            assertTrue(ulps <= limit || y[i] == exact, op + " of " + x[i] + ": " + y[i] + " is off by " + ulps
                    + " ulp");
        }
    }

    private static double exact(UnaryOp op, double x) {
        return switch (op) {
            case EXP -> Math.exp(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case LOG -> Math.log(x);
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case ERF -> Erf.erf(x);
            case GELU -> x * 0.5 * Erf.erfc(-x / Math.sqrt(2));
            case SILU -> x / (1 + Math.exp(-x));
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case FLOOR -> Math.floor(x);
            case ROUND -> Math.rint(x);
            default -> throw new IllegalArgumentException(op.toString());
        };
    }
}
