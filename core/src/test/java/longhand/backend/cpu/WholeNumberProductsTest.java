package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Compare.wholeNumbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import longhand.shape.MatmulShape;
import org.junit.jupiter.api.Test;

/**
 * Matrix products at the borders of blocks, slices and groups of sums, in whole numbers: all sums are exact in float,
 * so each bit has to be right.
 */
class WholeNumberProductsTest {
    private static final boolean[] BOTH = {false, true};

    /** Blocks of 256 rows and columns, cut into halves as long as there are too few parts for the threads. */
    @Test
    void bordersOfBlocks() {
        for (int m : new int[] {31, 33, 129, 257}) {
            for (int n : new int[] {15, 65, 256, 300}) {
                check(MatmulShape.single(m, 19, n, m % 4 == 1, n % 2 == 1));
            }
        }
        check(new MatmulShape(3, 65, 21, 270, true, true, 65 * 21, 21 * 270));
        check(new MatmulShape(9, 33, 70, 34, false, false, 33 * 70, 70 * 34));
    }

    /** Slices of 256 rows of B. */
    @Test
    void bordersOfSlices() {
        for (int k : new int[] {255, 256, 257, 512, 513, 770}) {
            for (boolean transposeA : BOTH) {
                for (boolean transposeB : BOTH) {
                    check(MatmulShape.single(19, k, 37, transposeA, transposeB));
                }
            }
        }
    }

    /** More than 64 slices are added up in groups of 64. */
    @Test
    void bordersOfGroupsOfSlices() {
        int group = 64 * 256;
        for (int k : new int[] {group - 1, group, group + 1, group + 257, 2 * group, 2 * group + 1, 3 * group + 300}) {
            check(MatmulShape.single(7, k, 18, k % 2 == 1, false));
        }
        check(new MatmulShape(2, 9, group + 1, 5, false, false, 0, 5 * (group + 1)));
    }

    /** Few rows, or rows and long sums, times a transpose; and a matrix times a vector: dot products of whole rows. */
    @Test
    void bordersOfDotProducts() {
        for (int k : new int[] {2_047, 2_048, 2_049, 4_096, 4_111}) {
            for (int m : new int[] {16, 31, 33, 65, 128, 129}) {
                check(MatmulShape.single(m, k, 1 + m % 7, false, true));
            }
        }
        for (int m : new int[] {1, 31, 32, 33, 100, 300}) {
            check(MatmulShape.single(m, 65, 1, false, m % 2 == 0));
            check(MatmulShape.single(1 + m % 16, 70, m, false, true));
        }
        check(new MatmulShape(3, 40, 2_100, 9, false, true, 40 * 2_100, 0));
        check(new MatmulShape(9, 40, 64, 1, false, false, 0, 64));
    }

    /** Few columns: B is turned, once or for each item, and each element is a dot product. */
    @Test
    void bordersOfFewColumns() {
        for (int n = 2; n <= 5; n++) {
            for (int k : new int[] {63, 64, 65, 2_049, 4_111}) {
                for (int m : new int[] {2, 17, 33, 300}) {
                    check(MatmulShape.single(m, k, n, false, m % 2 == 0));
                }
            }
            check(new MatmulShape(3, 33, 70, n, false, false, 33 * 70, 70 * n));
            check(new MatmulShape(3, 33, 70, n, false, false, 33 * 70, 0));
            check(new MatmulShape(9, 20, 64, n, false, true, 0, 64 * n));
        }
    }

    /** A row times a matrix in strips of 512 columns, a matrix times a column, and a column times a row. */
    @Test
    void bordersOfProductsWithVectors() {
        for (int n : new int[] {1, 15, 17, 511, 513, 1_025}) {
            for (int k : new int[] {1, 2, 4, 7, 63, 257}) {
                for (boolean transpose : BOTH) {
                    check(MatmulShape.single(1, k, n, transpose, false));
                    check(MatmulShape.single(n, k, 1, true, transpose));
                }
            }
            check(MatmulShape.single(33, 1, n, n % 2 == 0, n % 4 == 1));
        }
        check(MatmulShape.single(1, 64 * 256 + 3, 20, false, false));
        check(new MatmulShape(5, 1, 70, 600, false, false, 70, 0));
        check(new MatmulShape(5, 600, 70, 1, true, true, 0, 70));
        check(new MatmulShape(3, 40, 1, 600, true, true, 40, 0));
    }

    private static void check(MatmulShape s) {
        float[] a = wholeNumbers(1, s.batch() * s.m() * s.k());
        float[] b = wholeNumbers(2, s.batch() * s.k() * s.n());
        float[] expected = output(s.batch() * s.m() * s.n());
        for (int item = 0; item < s.batch(); item++) {
            for (int i = 0; i < s.m(); i++) {
                float[] row = new float[s.n()];
                for (int p = 0; p < s.k(); p++) {
                    float factor = a[item * s.strideA() + (s.transposeA() ? p * s.m() + i : i * s.k() + p)];
                    for (int j = 0; j < s.n(); j++) {
                        row[j] += factor * b[item * s.strideB() + (s.transposeB() ? j * s.k() + p : p * s.n() + j)];
                    }
                }
                System.arraycopy(row, 0, expected, (item * s.m() + i) * s.n(), s.n());
            }
        }
        for (CpuBackend backend : Compare.BACKENDS) {
            assertArrayEquals(expected, onOneAndTwoThreads("matmul " + s, () -> {
                float[] c = output(s.batch() * s.m() * s.n());
                backend.matmul(a, b, c, s);
                return c;
            }), "matmul " + s);
        }
        assertArrayEquals(wholeNumbers(1, a.length), a, "the inputs stay as they are");
        assertArrayEquals(wholeNumbers(2, b.length), b, "the inputs stay as they are");
    }
}
