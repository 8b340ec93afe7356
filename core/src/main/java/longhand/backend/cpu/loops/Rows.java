package longhand.backend.cpu.loops;

/**
 * The right-hand factor of a product as the tile reads it: rows that may begin anywhere in an array.
 *
 * <p>A tile reads as many neighbouring columns as it is wide. For the columns from j on, j a multiple of that width,
 * row p begins at {@code start + offsets[p] + j · columnStride}.
 *
 * @param offsets where each row begins: at equal distances in a matrix, anywhere in an image that is convolved
 * @param step the distance of each row from the one before if it is always the same, otherwise 0
 * @param columnStride 1 if rows are whole; the number of rows if they are packed in panels, one panel after the other
 */
public record Rows(float[] array, int start, int[] offsets, int step, int columnStride) {

    /** Whole rows, {@code rowStride} from one to the next. */
    public static Rows every(float[] array, int start, int rowStride, int rows) {
        return new Rows(array, start, multiples(rowStride, rows), rowStride, 1);
    }

    /** Whole rows that begin anywhere. */
    public static Rows at(float[] array, int[] offsets) {
        return new Rows(array, 0, offsets, 0, 1);
    }

    /** The numbers 0, step, 2·step, …: n of them. */
    public static int[] multiples(int step, int n) {
        int[] offsets = new int[n];
        for (int i = 0; i < n; i++) {
            offsets[i] = i * step;
        }
        return offsets;
    }
}
