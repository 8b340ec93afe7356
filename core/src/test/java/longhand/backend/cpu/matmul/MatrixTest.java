package longhand.backend.cpu.matmul;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.loops.Rows;
import longhand.backend.cpu.loops.ScalarKernels;
import longhand.backend.cpu.loops.VectorKernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views of matrices, and products of them, in whole numbers: exact in float. */
class MatrixTest {
    private static final int LENGTH = 9_000;

    private static float get(Matrix m, int i, int j) {
        return m.array()[m.start() + i * m.rowStride() + j * m.columnStride()];
    }

    /** The numbers 0, 1, 2, … 6, 0, 1, …. */
    private static float[] numbers() {
        float[] values = new float[LENGTH];
        IntStream.range(0, LENGTH).forEach(i -> values[i] = i % 7);
        return values;
    }

    @Test
    void partsAndTransposesReadTheSameElements() {
        Matrix m = Matrix.ofRows(numbers(), 5, 4, 3, 10);
        assertEquals((5 + 2 * 10 + 1) % 7, get(m, 2, 1));
        assertEquals(get(m, 2, 1), get(m.transposed(), 1, 2));
        assertEquals(get(m, 2, 1), get(m.rows(1, 2), 1, 1));
        assertEquals(get(m, 2, 1), get(m.columns(1, 2), 2, 0));
        assertEquals(get(m, 2, 1), get(m.transposed().columns(1, 3).rows(1, 1), 0, 1));
        assertEquals(m, m.transposed().transposed());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void productsOfViewsAreSums(boolean add) {
        for (Kernels kernels : new Kernels[] {new VectorKernels(), new ScalarKernels()}) {
            Gemm gemm = new Gemm(kernels);
            float[] numbers = numbers();
            Matrix a = new Matrix(numbers, 3, 11, 6, 1, 20); // a transpose
            int columns = 45;
            Rows anywhere = new Rows(numbers, 8, new int[] {0, 50, 7, 300, 301, 90}, 0, 1);
            check(gemm, a, anywhere, columns, add, (p, j) -> numbers[8 + anywhere.offsets()[p] + j]);
            check(gemm, a, Rows.every(numbers, 8, 70, 6), columns, add, (p, j) -> numbers[8 + p * 70 + j]);

            float[] panels = new float[LENGTH];
            gemm.transposeToPanels(Matrix.ofRows(numbers, 2, columns, 6, 13), panels);
            check(gemm, a, gemm.panels(panels, 6), columns, add, (p, j) -> numbers[2 + j * 13 + p]);
        }
    }

    private interface Element {
        float get(int p, int j);
    }

    private static void check(Gemm gemm, Matrix a, Rows b, int columns, boolean add, Element element) {
        Matrix c = Matrix.ofRows(new float[LENGTH], 17, a.rows(), columns, 60);
        Arrays.fill(c.array(), 1000);
        float[] expected = c.array().clone();
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < columns; j++) {
                float sum = add ? 1000 : 0;
                for (int p = 0; p < a.columns(); p++) {
                    sum += get(a, i, p) * element.get(p, j);
                }
                expected[17 + 5 + i * 60 + j] = sum;
            }
        }
        gemm.multiply(a, b, 0, c, 5, add);
        assertArrayEquals(expected, c.array());
    }
}
