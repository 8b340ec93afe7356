package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.assertClose;
import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Compare.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import longhand.backend.Operand;
import longhand.backend.TernaryOp;
import longhand.backend.UnaryOp;
import longhand.shape.ChannelShape;
import org.junit.jupiter.api.Test;

/** Element-wise functions and reductions against the reference, over lengths around every vector width. */
class ElementwiseTest {
    private static final int[] LENGTHS = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 70_001};
    private static final float[] SPECIAL = {0f, -0f, 1f, -1f, Float.NaN, Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 88.7f, 88.8f, 89.5f, -87.4f, -95f, -103.9f, -104.1f, -110f,
        0.624f, 0.626f, 1e-20f, 20f, -20f, 1e10f};

    @Test
    void unaryFunctionsAgree() {
        for (UnaryOp op : UnaryOp.values()) {
            for (int n : LENGTHS) {
                int length = n;
                float[] x = random(n, length);
                System.arraycopy(SPECIAL, 0, x, 0, Math.min(SPECIAL.length, length));
                float[] expected = output(length);
                Compare.REFERENCE.unary(op, x, expected, length);
                for (CpuBackend backend : Compare.BACKENDS) {
                    assertClose(op.toString(), expected, onOneAndTwoThreads(op.toString(), () -> {
                        float[] y = output(length);
                        backend.unary(op, x, y, length);
                        return y;
                    }), length, 1e-6);
                    float[] inPlace = x.clone();
                    backend.unary(op, inPlace, inPlace, length);
                    assertClose(op + " in place", expected, inPlace, length, 1e-6);
                }
            }
        }
    }

    /** The result in the place of either input. */
    @Test
    void functionsOfTwoNumbersWorkInPlace() {
        int n = 3_001;
        float[] a = random(1, n);
        float[] b = random(2, n);
        for (BinaryOp op : BinaryOp.values()) {
            float[] expected = output(n);
            Compare.REFERENCE.binary(op, a, b, expected, Broadcast.same(n));
            for (CpuBackend backend : Compare.BACKENDS) {
                float[] first = a.clone();
                backend.binary(op, first, b, first, Broadcast.same(n));
                assertClose(op + " in place of the first", expected, first, n, 1e-5);
                float[] second = b.clone();
                backend.binary(op, a, second, second, Broadcast.same(n));
                assertClose(op + " in place of the second", expected, second, n, 1e-5);
            }
        }
    }

    /** Every special number in every lane, among ordinary ones. */
    @Test
    void specialNumbersDoNotDisturbTheirNeighbours() {
        int n = 37;
        for (UnaryOp op : UnaryOp.values()) {
            for (float special : SPECIAL) {
                for (int at = 0; at < n; at++) {
                    float[] x = random(at, n);
                    x[at] = special;
                    float[] expected = output(n);
                    Compare.REFERENCE.unary(op, x, expected, n);
                    for (CpuBackend backend : Compare.BACKENDS) {
                        float[] y = output(n);
                        backend.unary(op, x, y, n);
                        assertClose(op + " of " + special + " at " + at, expected, y, n, 1e-6);
                    }
                }
            }
        }
    }

    /** Powers with every kind of base and exponent, the exponent one for all or one each. */
    @Test
    void powersAgree() {
        float[] bases = {0f, -0f, 1f, -1f, 2f, -2f, 0.3f, 1e-30f, 1e30f, Float.MIN_VALUE, Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY, Float.NaN, 1.0000001f, 7.5f, -1e-40f};
        float[] exponents = {0f, 1f, 2f, 3f, -1f, 4f, 0.5f, 2.5f, -0.7f, 30f, -30f, Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY, Float.NaN, 1e10f, 1e-10f, 16_777_217f};
        int n = 67;
        for (float exponent : exponents) {
            float[] a = new float[n];
            float[] b = new float[n];
            for (int i = 0; i < n; i++) {
                a[i] = i < 48 ? 0.01f + i % 7 - (i / 16 % 2 * 3) : bases[(i - 48) % bases.length];
                b[i] = exponent;
            }
            for (Broadcast s : List.of(Broadcast.same(n), new Broadcast(new int[] {n}, new int[] {1}, new int[] {0}))) {
                float[] expected = output(n);
                Compare.REFERENCE.binary(BinaryOp.POW, a, b, expected, s);
                for (CpuBackend backend : Compare.BACKENDS) {
                    float[] y = output(n);
                    backend.binary(BinaryOp.POW, a, b, y, s);
                    assertClose("power " + exponent, expected, y, n, 1e-6);
                }
            }
        }
    }

    @Test
    void ternaryFunctionsAgree() {
        for (TernaryOp op : TernaryOp.values()) {
            for (int n : LENGTHS) {
                for (int steps = 0; steps < 8; steps++) {
                    Operand[] in = new Operand[3];
                    for (int k = 0; k < 3; k++) {
                        float[] values = random(k + n, n + 1);
                        for (int i = 0; i < n; i++) {
                            int kind = (i * 7 + k) % 11; // equal ones, zeros, NaN and infinite ones, in every lane
                            values[i] = kind < 3 ? 1 : kind < 5 ? 0 : kind == 5 ? Float.NaN
                                    : kind == 6 ? Float.NEGATIVE_INFINITY : values[i];
                        }
                        in[k] = new Operand(values, steps >> k & 1);
                    }
                    float[] expected = output(n);
                    Compare.REFERENCE.ternary(op, in[0], in[1], in[2], expected, n);
                    for (CpuBackend backend : Compare.BACKENDS) {
                        assertClose(op + " " + n, expected, onOneAndTwoThreads(op.toString(), () -> {
                            float[] y = output(n);
                            backend.ternary(op, in[0], in[1], in[2], y, n);
                            return y;
                        }), n, 0);
                    }
                }
            }
        }
    }

    /** Each kind of number between each kind of bounds, NaN and zeros of either sign too, in every lane. */
    @Test
    void clampIsExactForAllBounds() {
        for (float low : SPECIAL) {
            for (float high : SPECIAL) {
                float[] x = new float[SPECIAL.length + 64];
                System.arraycopy(SPECIAL, 0, x, 0, SPECIAL.length);
                System.arraycopy(SPECIAL, 0, x, SPECIAL.length + 40, SPECIAL.length);
                for (CpuBackend backend : Compare.BACKENDS) {
                    float[] y = output(x.length);
                    backend.ternary(TernaryOp.CLAMP, new Operand(x, 1), new Operand(new float[] {low}, 0),
                            new Operand(new float[] {high}, 0), y, x.length);
                    for (int i = 0; i < x.length; i++) {
                        assertEquals(Math.min(Math.max(x[i], low), high), y[i],
                                x[i] + " in [" + low + ", " + high + "]");
                    }
                }
            }
        }
    }

    private static List<Broadcast> broadcasts() {
        return List.of(
                Broadcast.same(5), Broadcast.same(100), Broadcast.same(70_003),
                new Broadcast(new int[] {37}, new int[] {1}, new int[] {0}),
                new Broadcast(new int[] {37}, new int[] {0}, new int[] {1}),
                new Broadcast(new int[] {3, 20, 49}, new int[] {980, 49, 1}, new int[] {0, 1, 0}),
                new Broadcast(new int[] {30, 1_200}, new int[] {1_200, 1}, new int[] {0, 1}),
                new Broadcast(new int[] {30, 17}, new int[] {1, 0}, new int[] {0, 1}),
                new Broadcast(new int[] {4, 5, 6}, new int[] {30, 6, 1}, new int[] {6, 0, 1}),
                new Broadcast(new int[] {19}, new int[] {2}, new int[] {1}),
                new Broadcast(new int[] {}, new int[] {}, new int[] {}));
    }

    @Test
    void binaryFunctionsAgree() {
        for (BinaryOp op : BinaryOp.values()) {
            for (Broadcast s : broadcasts()) {
                float[] a = random(1, s.length() * 2 + 1);
                float[] b = random(2, s.length() * 2 + 1);
                a[0] = op == BinaryOp.POW ? 2 : Float.NaN;
                System.arraycopy(a, 1, b, 1, Math.min(2, s.length())); // some equal elements
                float[] expected = output(s.length());
                Compare.REFERENCE.binary(op, a, b, expected, s);
                for (CpuBackend backend : Compare.BACKENDS) {
                    assertClose(op + " " + s.length(), expected, onOneAndTwoThreads(op.toString(), () -> {
                        float[] y = output(s.length());
                        backend.binary(op, a, b, y, s);
                        return y;
                    }), s.length(), op == BinaryOp.GELU_GRADIENT ? 3e-6 : 1e-6); // a sum, exact in parts of g
                }
            }
        }
    }

    @Test
    void sumsArgmaxAndSoftmaxAgree() {
        int[][] sizes = {{1, 100_000, 1}, {7, 33, 1}, {256, 10, 1}, {1, 300, 70}, {5, 12, 9}, {3, 1, 4},
                {1, 5, 40_000}, {3, 200, 17}, {2, 1, 1}, {70, 3, 2}, {1, 2, 600}};
        for (int[] size : sizes) {
            int outer = size[0];
            int n = size[1];
            int inner = size[2];
            float[] x = random(4, outer * n * inner);
            checkReduction("sum", outer * inner, x, (b, y) -> b.sum(x, y, outer, n, inner));
            checkReduction("softmax", x.length, x, (b, y) -> b.softmax(x, y, false, outer, n, inner));
            checkReduction("log softmax", x.length, x, (b, y) -> b.softmax(x, y, true, outer, n, inner));
            checkReduction("cumsum", x.length, x, (b, y) -> b.cumsum(x, y, false, outer, n, inner));
            checkReduction("cumsum, reversed", x.length, x, (b, y) -> b.cumsum(x, y, true, outer, n, inner));
            float[] outputs = random(5, x.length);
            checkReduction("softmax gradient", x.length, x,
                    (b, y) -> b.softmaxGradient(x, outputs, y, false, outer, n, inner));
            checkReduction("log softmax gradient", x.length, x,
                    (b, y) -> b.softmaxGradient(x, outputs, y, true, outer, n, inner));
            checkReduction("max", outer * inner, x, (b, y) -> b.max(x, y, outer, n, inner));
            x[x.length / 2] = Float.NaN;
            x[0] = Float.NEGATIVE_INFINITY;
            checkReduction("max of NaN", outer * inner, x, (b, y) -> b.max(x, y, outer, n, inner));
            int[] expected = new int[outer * inner];
            Compare.REFERENCE.argmax(x, expected, outer, n, inner);
            for (CpuBackend backend : Compare.BACKENDS) {
                int[] index = new int[outer * inner];
                backend.argmax(x, index, outer, n, inner);
                assertArrayEquals(expected, index);
            }
        }
    }

    private static void checkReduction(String what, int length, float[] x,
            java.util.function.BiConsumer<longhand.backend.Backend, float[]> call) {
        float[] expected = output(length);
        call.accept(Compare.REFERENCE, expected);
        for (CpuBackend backend : Compare.BACKENDS) {
            assertClose(what, expected, onOneAndTwoThreads(what, () -> {
                float[] y = output(length);
                call.accept(backend, y);
                return y;
            }), length, 1e-5);
        }
    }

    /** A kernel that gives two numbers per channel. */
    private interface ChannelKernel {
        void run(longhand.backend.Backend backend, double[] first, double[] second);
    }

    private static void checkChannels(ChannelKernel kernel, ChannelShape s) {
        double[] first = new double[s.channels()];
        double[] second = new double[s.channels()];
        kernel.run(Compare.REFERENCE, first, second);
        for (CpuBackend backend : Compare.BACKENDS) {
            double[] gotFirst = new double[s.channels()];
            double[] gotSecond = new double[s.channels()];
            kernel.run(backend, gotFirst, gotSecond);
            assertArrayEquals(first, gotFirst, 1e-3);
            assertArrayEquals(second, gotSecond, 1e-3);
        }
    }

    @Test
    void channelKernelsAgree() {
        for (ChannelShape s : List.of(new ChannelShape(3, 5, 49), new ChannelShape(2, 33, 1),
                new ChannelShape(4, 3, 5_000))) {
            float[] a = random(1, s.length());
            float[] b = random(2, s.length());
            float[] p = random(3, s.channels());
            float[] q = random(4, s.channels());
            float[] r = random(5, s.channels());
            checkReduction("affine", s.length(), a, (backend, y) -> backend.channelAffine(a, p, q, r, y, s));
            checkReduction("combination", s.length(), a,
                    (backend, y) -> backend.channelCombination(a, p, b, p, q, r, y, s));
            checkChannels((backend, sumA, sumAB) -> backend.channelSums(a, b, p, sumA, sumAB, s), s);
            checkChannels((backend, mean, variance) -> backend.channelMoments(a, mean, variance, s), s);
        }
    }
}
