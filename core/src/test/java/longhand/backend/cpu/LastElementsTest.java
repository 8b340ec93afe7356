package longhand.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import longhand.backend.UnaryOp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An element's result depends on nothing but the element. Elements are computed in vectors, where a neighbour may be
 * one that needs another formula; those that do not fill a vector, in memory that each thread uses again.
 */
class LastElementsTest {
    /** All but the last lane of every vector width are left over. */
    private static final int MOST = 31;
    private static final int ROWS = 2_000;

    private static final int LENGTH = 2 * (MOST + 1);
    private static final float[] UNUSUAL = {1e6f, -1e6f, Float.NaN, Float.POSITIVE_INFINITY, 0f, -0f, Float.MIN_VALUE};

    private static float[] of(CpuBackend backend, UnaryOp op, float[] x) {
        float[] y = new float[x.length];
        backend.unary(op, x, y, x.length);
        return y;
    }

    private static float[] after(float earlier, CpuBackend backend, UnaryOp op, float[] x) {
        float[] all = new float[MOST];
        Arrays.fill(all, earlier);
        of(backend, UnaryOp.NEG, all); // leaves -earlier there
        return of(backend, op, x);
    }

    @ParameterizedTest
    @EnumSource(UnaryOp.class)
    void ofFunctionsAreTheSameWhateverWasComputedBefore(UnaryOp op) {
        for (CpuBackend backend : Compare.BACKENDS) {
            for (int row = 0; row < ROWS; row++) {
                float[] x = Compare.random(row, 1 + row % MOST);
                assertArrayEquals(after(1, backend, op, x), after(1e6f, backend, op, x), op + " of row " + row);
            }
        }
    }

    /** The results with {@code x[at] = value}, and the old one in that place. */
    private static float[] beside(float value, int at, UnaryOperator<float[]> function, float[] x) {
        float[] changed = x.clone();
        changed[at] = value;
        float[] y = function.apply(changed);
        y[at] = function.apply(x)[at];
        return y;
    }

    private static void assertNeighboursDoNotMatter(String what, UnaryOperator<float[]> function) {
        for (int row = 0; row < ROWS / 10; row++) {
            float[] x = Compare.random(row, LENGTH);
            for (float value : UNUSUAL) {
                assertArrayEquals(function.apply(x), beside(value, row % LENGTH, function, x),
                        what + " beside " + value + " in row " + row);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(UnaryOp.class)
    void neighboursDoNotMatterToFunctions(UnaryOp op) {
        for (CpuBackend backend : Compare.BACKENDS) {
            assertNeighboursDoNotMatter(op.toString(), x -> of(backend, op, x));
        }
    }

    @ParameterizedTest
    @EnumSource(BinaryOp.class)
    void neighboursDoNotMatterToFunctionsOfTwo(BinaryOp op) {
        for (CpuBackend backend : Compare.BACKENDS) {
            float[] other = Compare.random(1, LENGTH);
            assertNeighboursDoNotMatter("x " + op, x -> of(backend, op, x, other));
            assertNeighboursDoNotMatter(op + " x", x -> of(backend, op, other, x));
            assertNeighboursDoNotMatter("x in place " + op, x -> {
                float[] y = x.clone();
                backend.binary(op, y, other, y, Broadcast.same(LENGTH));
                return y;
            });
        }
    }

    private static float[] of(CpuBackend backend, BinaryOp op, float[] a, float[] b) {
        float[] y = new float[LENGTH];
        backend.binary(op, a, b, y, Broadcast.same(LENGTH));
        return y;
    }

    private static float[] after(float earlier, CpuBackend backend, BinaryOp op, float[] x) {
        float[] all = new float[MOST];
        Arrays.fill(all, earlier);
        backend.binary(op, all, all, new float[MOST], Broadcast.same(MOST));
        float[] y = new float[x.length];
        float[] exponent = {1.5f};
        backend.binary(op, x, exponent, y, new Broadcast(new int[] {x.length}, new int[] {1}, new int[] {0}));
        return y;
    }

    @ParameterizedTest
    @EnumSource(BinaryOp.class)
    void areTheSameWhateverWasComputedBefore(BinaryOp op) {
        for (CpuBackend backend : Compare.BACKENDS) {
            for (int row = 0; row < ROWS; row++) {
                float[] x = Compare.random(row, 1 + row % MOST);
                for (int i = 0; i < x.length; i++) {
                    x[i] = Math.abs(x[i]);
                }
                assertArrayEquals(after(1, backend, op, x), after(Float.NaN, backend, op, x), op + " of row " + row);
            }
        }
    }
}
