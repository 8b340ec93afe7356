package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import longhand.explain.Values;
import org.junit.jupiter.api.Test;

/** When two arrays are the same answer: in shape, and in numbers. */
class ClosenessTest {
    private static boolean fits(int[] truth, int... answer) {
        return Closeness.inShapeOf(truth, Written.exactly(Values.filled(1, answer))).isPresent();
    }

    @Test
    void shapesThatPeopleWriteForOneAnother() {
        int[] planes = {2, 3, 4};
        for (int[] same : List.of(planes, new int[] {1, 2, 3, 4}, new int[] {6, 4}, new int[] {2, 12})) {
            assertTrue(fits(planes, same), Arrays.toString(same));
        }
        for (int[] other : List.of(new int[] {24}, new int[] {1, 24}, new int[] {3, 2, 4}, new int[] {2, 4, 3},
                new int[] {4, 6}, new int[] {8, 3}, new int[] {2, 3}, new int[] {2, 3, 5}, new int[] {2, 3, 4, 2},
                new int[] {3, 4})) {
            assertFalse(fits(planes, other), Arrays.toString(other));
        }
        int[] vector = {3};
        assertTrue(fits(vector, 3) && fits(vector, 1, 3) && fits(vector, 3, 1));
        assertFalse(fits(vector, 4, 1) || fits(vector, 3, 3) || fits(vector, 4));
        assertTrue(fits(new int[0], 1) && fits(new int[0], 1, 1));
        assertFalse(fits(new int[0], 2));
        assertFalse(fits(new int[] {2, 2}, 4), "a matrix in a single row");
    }

    private static boolean agrees(double expected, double written, double rounding, double magnitude) {
        return Closeness.agree(Values.vector(expected), new Written(Values.vector(written), new double[] {rounding}),
                magnitude)[0];
    }

    /** Where the right result is no finite number, no number agrees, and the others still have to. */
    @Test
    void nothingIsAnInfiniteResult() {
        double infinite = Double.POSITIVE_INFINITY;
        assertFalse(agrees(infinite, 5, 0, infinite) || agrees(Double.NaN, 5, 0, infinite));
        assertFalse(agrees(3, 5, 0, infinite) || agrees(3, 5, 0, Double.NaN));
        assertTrue(agrees(3, 3, 0, infinite) && agrees(1e300, 1e300, 0, Double.NaN));
    }

    /** As far as it was rounded, and as far as sums of floats as large as these differ. */
    @Test
    void numbersAgreeUpToRounding() {
        assertTrue(agrees(1.249, 1.2, 0.05, 1));
        assertFalse(agrees(1.26, 1.2, 0.05, 1));
        assertTrue(agrees(1_000_001, 1_000_000, 0, 1_000_000));
        assertFalse(agrees(1_000_001, 1_000_000, 0, 1));
        assertFalse(agrees(1_000_005, 1_000_000, 0, 1_000_000));
        assertTrue(agrees(5e-7, 0, 0, 0));
        assertFalse(agrees(5e-6, 0, 0, 0));
        assertFalse(agrees(Double.NaN, 1, 0.5, 1));
        assertArrayEquals(new boolean[] {true, false, true}, Closeness.agree(Values.vector(1, 2, 3),
                new Written(Values.vector(1.4, 2.4, 3), new double[] {0.5, 0.05, 0}), 1));
    }
}
