package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.assertClose;
import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Compare.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import longhand.backend.Backend;
import longhand.shape.GatherShape;
import org.junit.jupiter.api.Test;

/**
 * Elements picked by indices, put there and summed, and the order of rows against the loops that say what they mean.
 */
class GatheringTest {
    /** Rows of neighbours and rows across; many, few, long and none: around parts of the work. */
    private static final GatherShape[] SHAPES = {new GatherShape(1, 5, 7, 1), new GatherShape(3, 40, 40, 1),
        new GatherShape(70, 1_000, 1_000, 1), new GatherShape(1_000, 100, 10, 1), new GatherShape(2, 7, 3, 5),
        new GatherShape(1, 90, 90, 700), new GatherShape(3, 70_000, 2, 1), new GatherShape(1, 2, 70_000, 2),
        new GatherShape(1, 100, 70_001, 1), new GatherShape(2, 3, 0, 4), new GatherShape(0, 3, 2, 4),
        new GatherShape(2, 40_000, 3, 3)};

    private static float[] index(GatherShape s) {
        Random random = new Random(1);
        float[] index = new float[s.indexLength()];
        for (int i = 0; i < index.length; i++) {
            index[i] = random.nextInt(s.n());
        }
        return index;
    }

    @Test
    void picksAndSumsAgree() {
        for (GatherShape s : SHAPES) {
            float[] x = random(2, s.arrayLength());
            float[] g = random(3, s.indexLength());
            float[] index = index(s);
            float[] picked = output(s.indexLength());
            assertEquals(-1, Compare.REFERENCE.gather(x, index, picked, s));
            float[] sums = output(s.arrayLength());
            assertEquals(-1, Compare.REFERENCE.scatterAdd(g, index, sums, s));
            for (CpuBackend backend : Compare.BACKENDS) {
                assertClose("gather " + s, picked, onOneAndTwoThreads("gather", () -> {
                    float[] y = output(s.indexLength());
                    assertEquals(-1, backend.gather(x, index, y, s));
                    return y;
                }), s.indexLength(), 0);
                assertClose("scatterAdd " + s, sums, onOneAndTwoThreads("scatterAdd", () -> {
                    float[] y = output(s.arrayLength());
                    assertEquals(-1, backend.scatterAdd(g, index, y, s));
                    return y;
                }), s.arrayLength(), 0);
            }
        }
    }

    /** One of each row, and the reverse. */
    @Test
    void singleElementsAgree() {
        for (GatherShape any : SHAPES) {
            GatherShape s = new GatherShape(any.outer(), any.n(), 1, any.inner());
            int[] index = new Random(5).ints(s.indexLength(), 0, s.n()).toArray();
            float[] x = random(2, s.arrayLength());
            float[] taken = output(s.indexLength());
            Compare.REFERENCE.take(x, index, taken, s.outer(), s.n(), s.inner());
            float[] put = output(s.arrayLength());
            Compare.REFERENCE.takeGradient(taken, index, put, s.outer(), s.n(), s.inner());
            for (CpuBackend backend : Compare.BACKENDS) {
                assertClose("take " + s, taken, onOneAndTwoThreads("take", () -> {
                    float[] y = output(s.indexLength());
                    backend.take(x, index, y, s.outer(), s.n(), s.inner());
                    return y;
                }), s.indexLength(), 0);
                assertClose("takeGradient " + s, put, onOneAndTwoThreads("takeGradient", () -> {
                    float[] y = output(s.arrayLength());
                    backend.takeGradient(taken, index, y, s.outer(), s.n(), s.inner());
                    return y;
                }), s.arrayLength(), 0);
            }
        }
    }

    @Test
    void placesOfNumbersThatAreNotZeroAgree() {
        for (int n : new int[] {0, 1, 9, 32_768, 32_769, 100_000}) {
            for (double share : new double[] {0, 0.5, 1}) {
                Random random = new Random(n);
                float[] x = new float[n];
                for (int i = 0; i < n; i++) {
                    x[i] = random.nextDouble() >= share ? 0 : i % 3 == 0 ? Float.NaN : i % 3 - 1.5f;
                }
                int[] expected = new int[n];
                int count = Compare.REFERENCE.nonzero(x, expected, n);
                for (CpuBackend backend : Compare.BACKENDS) {
                    int[] places = new int[n];
                    assertEquals(count, backend.nonzero(x, places, n), backend.name());
                    assertArrayEquals(Arrays.copyOf(expected, count), Arrays.copyOf(places, count), backend.name());
                }
            }
        }
    }

    /** Places that are named several times, once and never: what was put there last counts. */
    @Test
    void whatIsPutAndItsGradientsAgree() {
        for (GatherShape s : SHAPES) {
            float[] base = random(2, s.arrayLength());
            float[] x = random(3, s.indexLength());
            float[] index = index(s);
            float[] put = output(s.arrayLength());
            assertEquals(-1, Compare.REFERENCE.scatter(base, x, index, put, s));
            float[] rest = output(s.arrayLength());
            float[] taken = output(s.indexLength());
            Compare.REFERENCE.scatterGradient(base, index, rest, taken, s);
            for (CpuBackend backend : Compare.BACKENDS) {
                assertClose("scatter " + s, put, onOneAndTwoThreads("scatter", () -> {
                    float[] y = output(s.arrayLength());
                    assertEquals(-1, backend.scatter(base, x, index, y, s));
                    return y;
                }), s.arrayLength(), 0);
                assertClose("gradient of base " + s, rest, onOneAndTwoThreads("scatterGradient", () -> {
                    float[] dBase = output(s.arrayLength());
                    backend.scatterGradient(base, index, dBase, output(s.indexLength()), s);
                    return dBase;
                }), s.arrayLength(), 0);
                assertClose("gradient of x " + s, taken, onOneAndTwoThreads("scatterGradient", () -> {
                    float[] dx = output(s.indexLength());
                    backend.scatterGradient(base, index, output(s.arrayLength()), dx, s);
                    return dx;
                }), s.indexLength(), 0);
            }
        }
    }

    /** Wherever it stands, and whatever comes after it. */
    @Test
    void theFirstIndexThatIsNoneIsFound() {
        GatherShape[] shapes = {new GatherShape(60, 1_000, 1_000, 1), new GatherShape(2, 300, 300, 100)};
        for (GatherShape s : shapes) {
            for (float none : new float[] {-1, s.n(), 0.5f, Float.NaN, Float.NEGATIVE_INFINITY, 3e9f}) {
                for (int place : new int[] {0, 1, 32_767, 32_768, s.indexLength() - 1}) {
                    float[] index = index(s);
                    index[place] = none;
                    index[s.indexLength() - 1] = none;
                    for (CpuBackend backend : Compare.BACKENDS) {
                        assertFound(place, backend, index, s);
                    }
                    assertFound(place, Compare.REFERENCE, index, s);
                }
            }
        }
    }

    private static void assertFound(int place, Backend backend, float[] index, GatherShape s) {
        String message = backend.name() + " " + index[place] + " in " + s;
        float[] x = new float[s.arrayLength()];
        float[] picked = new float[s.indexLength()];
        assertEquals(place, backend.gather(x, index, picked, s), message);
        assertEquals(place, backend.scatterAdd(picked, index, x, s), message);
        assertEquals(place, backend.scatter(x, picked, index, new float[x.length], s), message);
    }

    @Test
    void ordersAgree() {
        for (GatherShape any : SHAPES) {
            GatherShape s = new GatherShape(any.outer(), any.n(), Math.min(any.n(), any.count()), any.inner());
            float[] x = random(4, s.arrayLength());
            for (boolean descending : new boolean[] {false, true}) {
                float[] expected = output(s.indexLength());
                Compare.REFERENCE.order(x, expected, s, descending);
                for (CpuBackend backend : Compare.BACKENDS) {
                    assertClose("order " + s, expected, onOneAndTwoThreads("order", () -> {
                        float[] y = output(s.indexLength());
                        backend.order(x, y, s, descending);
                        return y;
                    }), s.indexLength(), 0);
                }
            }
        }
    }
}
