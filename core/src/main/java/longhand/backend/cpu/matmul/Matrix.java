package longhand.backend.cpu.matmul;

/**
 * A matrix inside an array, without a copy: element (i, j) is {@code array[start + i · rowStride + j · columnStride]}.
 * A transposed matrix is the same array with the strides exchanged.
 *
 * @param start where element (0, 0) is
 * @param rowStride distance between two rows
 * @param columnStride distance between two columns
 */
public record Matrix(float[] array, int start, int rows, int columns, int rowStride, int columnStride) {

    /** Rows whose elements follow each other, {@code rowStride} from one row to the next. */
    public static Matrix ofRows(float[] array, int start, int rows, int columns, int rowStride) {
        return new Matrix(array, start, rows, columns, rowStride, 1);
    }

    /** Where element (i, j) is in the array. */
    public int at(int i, int j) {
        return start + i * rowStride + j * columnStride;
    }

    /** The same elements, with rows and columns exchanged. */
    public Matrix transposed() {
        return new Matrix(array, start, columns, rows, columnStride, rowStride);
    }

    /** A part of the rows. */
    public Matrix rows(int first, int count) {
        return new Matrix(array, start + first * rowStride, count, columns, rowStride, columnStride);
    }

    /** A part of the columns. */
    public Matrix columns(int first, int count) {
        return new Matrix(array, start + first * columnStride, rows, count, rowStride, columnStride);
    }
}
