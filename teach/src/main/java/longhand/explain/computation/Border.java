package longhand.explain.computation;

/**
 * What is read outside the image.
 *
 * @param value the number that stands there, for {@link Kind#CONSTANT}
 */
public record Border(Kind kind, double value) {
    /** Stands for a row or column outside the image. */
    public static final int OUTSIDE = -1;
    /** Nothing: a window has fewer numbers there. */
    public static final Border LEFT_OUT = new Border(Kind.LEFT_OUT, 0);
    /** Zeros. */
    public static final Border ZERO = constant(0);

    /** Where the numbers outside come from. */
    public enum Kind {
        LEFT_OUT, CONSTANT, EDGE, REFLECT, MIRROR, WRAP
    }

    /** One number everywhere outside. */
    public static Border constant(double value) {
        return new Border(Kind.CONSTANT, value);
    }

    /**
     * The row of the image that is read for a row that may lie outside of its {@code size} rows, or {@link #OUTSIDE}.
     */
    public int index(int row, int size) {
        if (row >= 0 && row < size) {
            return row;
        }
        return switch (kind) {
            case LEFT_OUT, CONSTANT -> OUTSIDE;
            case EDGE -> row < 0 ? 0 : size - 1;
            case WRAP -> Math.floorMod(row, size);
            case REFLECT -> folded(row, size, 2 * size - 2, 0);
            case MIRROR -> folded(row, size, 2 * size, 1);
        };
    }

    private static int folded(int row, int size, int period, int shift) {
        int at = period == 0 ? 0 : Math.floorMod(row, period);
        return at < size ? at : period - shift - at;
    }
}
