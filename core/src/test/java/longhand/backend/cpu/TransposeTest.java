package longhand.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import longhand.backend.cpu.loops.Kernels;
import org.junit.jupiter.api.Test;

/** Transposes of all sizes around whole vectors, in arrays that end with the matrix; nothing else may be written. */
class TransposeTest {
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 24, 31, 33, 50};

    @Test
    void everySize() {
        for (int rows : SIZES) {
            for (int columns : SIZES) {
                check(rows, columns, columns, 0, rows);
                check(rows, columns, columns + 3, 5, rows + 2);
            }
        }
    }

    /** Those of y are how the rotated kernels of Winograd's input gradient are written. */
    @Test
    void rowsInReverse() {
        for (int rows : SIZES) {
            for (int columns : SIZES) {
                check(rows, columns, columns, 2, -rows - 1);
                check(rows, columns, -columns, 2, rows);
            }
        }
    }

    private static void check(int rows, int columns, int xRow, int at, int yRow) {
        int xAt = at + (xRow < 0 ? Math.max(0, rows - 1) * -xRow : 0);
        float[] x = new float[at + Math.max(0, rows - 1) * Math.abs(xRow) + columns];
        for (int i = 0; i < x.length; i++) {
            x[i] = i + 1;
        }
        int distance = Math.abs(yRow);
        int yAt = at + (yRow < 0 ? Math.max(0, columns - 1) * distance : 0);
        float[] expected = new float[at + Math.max(0, columns - 1) * distance + rows];
        Arrays.fill(expected, Float.NaN);
        float[] untouched = expected.clone();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                expected[yAt + j * yRow + i] = x[xAt + i * xRow + j];
            }
        }
        for (Kernels kernels : Compare.KERNELS) {
            float[] y = untouched.clone();
            kernels.transpose(x, xAt, xRow, y, yAt, yRow, rows, columns);
            assertArrayEquals(expected, y, rows + " × " + columns + ", " + kernels.getClass().getSimpleName());
        }
    }
}
