package longhand.backend;

/**
 * One input of an element-wise function of two.
 *
 * @param step distance of one element from the next; 0 if one element is used again and again
 */
public record Operand(float[] values, int step) {

    /** Element i of the row that begins at position {@code at}. */
    public float get(int at, int i) {
        return values[at + i * step];
    }
}
