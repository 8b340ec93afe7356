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
 */
public record Windows(int rows, int columns, int rowStep, int columnStep, int[] shifts, int firstPlace,
        int placeRowStep, int[] places) {}
