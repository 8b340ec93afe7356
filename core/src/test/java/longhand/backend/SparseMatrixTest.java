package longhand.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import longhand.backend.cpu.CpuBackend;
import longhand.backend.reference.ReferenceBackend;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Sparse matrices and their products with slices of a tensor. */
class SparseMatrixTest {
    /** 1 0 2 / 0 0 0 / 0 3 0. */
    private static final SparseMatrix SMALL =
            new SparseMatrix(3, new int[] {0, 2, 2, 3}, new int[] {0, 2, 1}, new float[] {1, 2, 3});

    @Example
    void theDenseMatrixAndItsTranspose() {
        assertArrayEquals(new float[] {1, 0, 2, 0, 0, 0, 0, 3, 0}, SMALL.dense());
        assertArrayEquals(new float[] {1, 0, 0, 0, 0, 3, 2, 0, 0}, SMALL.transposed().dense());
        assertEquals(3, SMALL.rows());
    }

    @Example
    void matricesWithTheSameEntriesAreEqual() {
        SparseMatrix same = SMALL.transposed().transposed();
        assertEquals(SMALL, same);
        assertEquals(SMALL.hashCode(), same.hashCode());
        assertNotEquals(SMALL, SMALL.transposed());
        assertEquals("sparse [3, 3] with 3 entries", SMALL.toString());
    }

    @Example
    void rowsWithASingleOnePick() {
        assertFalse(SMALL.picks());
        assertTrue(new SparseMatrix(5, new int[] {0, 1, 2}, new int[] {4, 0}, new float[] {1, 1}).picks());
        assertFalse(new SparseMatrix(5, new int[] {0, 1, 2}, new int[] {4, 0}, new float[] {1, 2}).picks());
    }

    /** The product as the definition of the matrix product says, in double. */
    @Property(tries = 200)
    void productsAreThoseOfTheDenseMatrix(@ForAll @IntRange(min = 0, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 80) int columns, @ForAll @IntRange(max = 5) int outer,
            @ForAll @IntRange(max = 3) int widths, @ForAll @IntRange(max = 70) int most, @ForAll long seed) {
        int inner = new int[] {1, 3, 40, 1_500}[widths];
        SplittableRandom random = new SplittableRandom(seed);
        int[] start = new int[rows + 1];
        for (int i = 0; i < rows; i++) {
            start[i + 1] = start[i] + (seed % 3 == 0 ? most % 3 : random.nextInt(most + 1));
        }
        int[] column = random.ints(start[rows], 0, columns).toArray();
        float[] weight = numbers(random, column.length);
        SparseMatrix m = new SparseMatrix(columns, start, column, weight);
        float[] dense = m.dense();
        float[] x = numbers(random, outer * columns * inner);
        float[] fromReference = new float[outer * rows * inner];
        float[] fromCpu = numbers(random, outer * rows * inner); // what is there before does not matter
        new ReferenceBackend().sparseProduct(m, x, fromReference, outer, inner);
        new CpuBackend().sparseProduct(m, x, fromCpu, outer, inner);
        for (int at = 0; at < fromCpu.length; at++) {
            int o = at / (rows * inner);
            int i = at / inner % rows;
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += (double) dense[i * columns + j] * x[(o * columns + j) * inner + at % inner];
            }
            assertEquals(sum, fromReference[at], 1e-4);
            assertEquals(sum, fromCpu[at], 1e-4);
        }
    }

    private static float[] numbers(SplittableRandom random, int n) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }
}
