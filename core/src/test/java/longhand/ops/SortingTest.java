package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Against a stable sort of objects: equal numbers, both zeros, infinities, NaN and denormal numbers among others. */
class SortingTest {
    private static final float[] SPECIAL = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, 1f, -1f, 0x1.000002p0f,
        Float.intBitsToFloat(0xFFC00001)};

    private static int compare(float a, float b) {
        return a == b ? 0 : Float.compare(a, b);
    }

    @Test
    void everyLengthAndEveryKind() {
        Random random = new Random(7);
        for (int n : new int[] {1, 2, 3, 8, 31, 100, 300}) {
            for (int inner : new int[] {1, 3}) {
                float[] x = new float[2 * n * inner];
                for (int i = 0; i < x.length; i++) {
                    x[i] = random.nextInt(3) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)]
                            : random.nextInt(2) == 0 ? random.nextInt(5) - 2 : (float) random.nextGaussian();
                }
                Tensor t = Tensor.of(x, 2, n, inner);
                for (int k : new int[] {0, 1, Math.min(n, 3), n}) {
                    check(t, n, inner, k, true);
                    check(t, n, inner, k, false);
                }
            }
        }
    }

    private static void check(Tensor t, int n, int inner, int k, boolean descending) {
        Sorted some = Sorting.topk(t, k, 1, descending);
        Sorted all = Sorting.sort(t, -2, descending);
        assertArrayEquals(new int[] {2, k, inner}, some.values().shape().dims());
        for (int row = 0; row < 2; row++) {
            for (int j = 0; j < inner; j++) {
                int r = row;
                int column = j;
                Comparator<Integer> order = (a, b) -> compare(t.get(r, a, column), t.get(r, b, column));
                int[] expected = IntStream.range(0, n).boxed().sorted(descending ? order.reversed() : order)
                        .mapToInt(Integer::intValue).toArray();
                for (int i = 0; i < n; i++) {
                    assertEquals(expected[i], all.indices().get(row, i, j));
                    assertEquals(t.get(row, expected[i], j), all.values().get(row, i, j));
                    if (i < k) {
                        assertEquals(expected[i], some.indices().get(row, i, j));
                    }
                }
            }
        }
    }
}
