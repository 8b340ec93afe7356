package longhand.backend.cpu.loops;

/**
 * The windows of a pooling, as distances in memory. Output (i, j) sees, for each element k of its window, the number
 *
 * <pre>  x[start + i·rowStep + j·columnStep + shifts[k]]</pre>
 *
 * <p>which is number {@code firstPlace + i·placeRowStep + j·columnStep + places[k]} of the image, counted row by row.
 * The two differ if x holds the image with padding around it.
 *
 * @param rows output rows
 * @param columns output columns
 * @param across elements in one row of a window
 */
public record Windows(int rows, int columns, int rowStep, int columnStep, int across, int[] shifts,
        int firstPlace, int placeRowStep, int[] places) {

    /** From one row of a window to its next one, in x. */
    int rowDistance() {
        return shifts[across];
    }

    /** The same in the image. */
    int placeRowDistance() {
        return places[across];
    }

    /** Rows from one window to the one below it, as multiples of the distance between a window's rows. */
    int rowsApart() {
        return rowStep / rowDistance();
    }

    /** Whether these are 3×3 windows, some of whose rows are also rows of the window below. */
    boolean areThreeByThreeWithSharedRows() {
        return across == 3 && shifts.length == 9 && rowsApart() < 3 && rowStep % rowDistance() == 0;
    }
}
