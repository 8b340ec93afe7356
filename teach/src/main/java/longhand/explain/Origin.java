package longhand.explain;

/**
 * Where a number in a working was read: an operand's name, plane, row and column. The row and the column may lie
 * outside the plane, in its padding.
 */
public record Origin(String operand, int plane, int row, int column) {

    /** A number that stands in no operand, such as a count. */
    public static final Origin NONE = new Origin("", 0, 0, 0);
}
