package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.assertClose;
import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Compare.random;
import static org.junit.jupiter.api.Assertions.assertEquals;

import longhand.shape.MatmulShape;
import org.junit.jupiter.api.Test;

/** Matrix products over all tails of the tiles, transposes, batches and shared matrices. */
class GemmTest {

    @Test
    void everyTailOfTheTileAgreesWithTheReference() {
        for (int m = 1; m <= 17; m++) {
            for (int n = 1; n <= 67; n += n < 34 ? 1 : 3) {
                check(MatmulShape.single(m, 1 + (m * 7 + n) % 13, n, m % 2 == 0, n % 2 == 0));
            }
        }
    }

    @Test
    void largeAndLongProductsAgreeWithTheReference() {
        for (boolean ta : new boolean[] {false, true}) {
            for (boolean tb : new boolean[] {false, true}) {
                check(MatmulShape.single(130, 300, 270, ta, tb));
                check(MatmulShape.single(5, 1_000, 7, ta, tb));
                check(MatmulShape.single(300, 3, 64, ta, tb));
            }
        }
    }

    @Test
    void fewRowsTimesATransposeAgreeWithTheReference() {
        for (int m : new int[] {1, 3, 4, 5, 16, 17}) {
            for (int k : new int[] {63, 64, 65, 100, 4_097, 9_000}) {
                for (int n : new int[] {1, 4, 6, 41, 100}) {
                    check(MatmulShape.single(m, k, n, false, true));
                }
            }
        }
        check(new MatmulShape(3, 2, 70, 45, false, true, 2 * 70, 45 * 70));
        check(new MatmulShape(3, 2, 70, 45, false, true, 0, 45 * 70));
    }

    /** Around whole tiles, vectors, slices and parts, and in groups of slices. */
    @Test
    void aFewDozenRowsTimesATransposeAgreeWithTheReference() {
        for (int m : new int[] {7, 8, 11, 23, 24, 25, 49, 86, 128, 129}) {
            for (int k : new int[] {64, 255, 256, 257, 600}) {
                for (int n : new int[] {m - 1, m, m + 1, 97, 200}) {
                    check(MatmulShape.single(m, k, n, false, true));
                }
            }
        }
        check(MatmulShape.single(24, 17_000, 50, false, true));
        check(new MatmulShape(5, 9, 300, 50, false, true, 9 * 300, 50 * 300));
        check(new MatmulShape(5, 26, 70, 100, false, true, 0, 100 * 70));
        check(new MatmulShape(5, 26, 70, 100, false, true, 26 * 70, 0));
        check(new MatmulShape(2, 100, 70, 100, false, true, 0, 0));
    }

    /** The last 1 to 4 of 17 to 68 columns, with sums of less than a slice, a slice and more. */
    @Test
    void fewColumnsBesideWholeVectorsAgreeWithTheReference() {
        for (int vectors : new int[] {16, 32, 48, 64}) {
            for (int left = 1; left <= 5; left++) {
                for (int k : new int[] {31, 63, 64, 65, 256, 330}) {
                    check(MatmulShape.single(21, k, vectors + left, false, left % 2 == 0));
                    check(MatmulShape.single(300, k, vectors + left, left % 2 == 0, false));
                }
            }
        }
    }

    @Test
    void batchesAndSharedMatricesAgreeWithTheReference() {
        check(new MatmulShape(4, 9, 6, 11, false, true, 54, 66));
        check(new MatmulShape(4, 9, 6, 11, true, false, 0, 66));
        check(new MatmulShape(3, 70, 33, 40, false, false, 70 * 33, 0));
    }

    @Test
    void anEmptySumIsZero() {
        for (CpuBackend backend : Compare.BACKENDS) {
            float[] c = output(6);
            backend.matmul(new float[0], new float[0], c, MatmulShape.single(2, 0, 3, false, false));
            for (int i = 0; i < 6; i++) {
                assertEquals(0f, c[i]);
            }
        }
    }

    @Test
    void aProductWithoutRowsColumnsOrItemsWritesNothing() {
        for (int[] sizes : new int[][] {{1, 0, 3, 2}, {1, 2, 3, 0}, {0, 2, 3, 4}, {0, 0, 0, 0}}) {
            check(new MatmulShape(sizes[0], sizes[1], sizes[2], sizes[3], false, true, 0, 0));
        }
    }

    /** Of narrow and wide strips, whole and not, one or several slices long. */
    @Test
    void symmetricProductsAgreeWithTheReference() {
        for (int n : new int[] {0, 1, 7, 24, 47, 48, 95, 96, 97, 127, 129, 200, 257}) {
            for (int k : new int[] {0, 1, 15, 33, 256, 300}) {
                checkSymmetric(MatmulShape.single(n, k, n, false, true));
                checkSymmetric(MatmulShape.single(n, k, n, true, false));
            }
        }
    }

    private static void checkSymmetric(MatmulShape s) {
        int n = s.n();
        float[] x = random(1, n * s.k());
        float[] expected = output(n * n);
        Compare.REFERENCE.symmetricMatmul(x, x, expected, s);
        for (CpuBackend backend : Compare.BACKENDS) {
            assertClose("symmetric " + s, expected, onOneAndTwoThreads("symmetric " + s, () -> {
                float[] c = output(n * n);
                backend.symmetricMatmul(x, x, c, s);
                return c;
            }), n * n);
        }
    }

    private static void check(MatmulShape s) {
        float[] a = random(1, s.batch() * s.m() * s.k());
        float[] b = random(2, s.batch() * s.k() * s.n());
        int length = s.batch() * s.m() * s.n();
        float[] expected = output(length);
        Compare.REFERENCE.matmul(a, b, expected, s);
        for (CpuBackend backend : Compare.BACKENDS) {
            assertClose("matmul " + s, expected, onOneAndTwoThreads("matmul " + s, () -> {
                float[] c = output(length);
                backend.matmul(a, b, c, s);
                return c;
            }), length);
        }
    }
}
