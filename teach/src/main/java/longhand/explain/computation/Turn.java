package longhand.explain.computation;

/** The seven ways to turn a matrix over or around. */
public enum Turn {
    HALF(false), MIRROR_COLUMNS(false), MIRROR_ROWS(false), TRANSPOSE(true), ANTITRANSPOSE(true), QUARTER_RIGHT(true),
    QUARTER_LEFT(true);

    private final boolean exchangesSides;

    Turn(boolean exchangesSides) {
        this.exchangesSides = exchangesSides;
    }

    /** Whether the turned matrix has as many rows as the matrix has columns. */
    public boolean exchangesSides() {
        return exchangesSides;
    }

    /** Where the number at a position of the turned matrix stood in the matrix of so many rows and columns. */
    public int source(int rows, int columns, int position) {
        int turnedColumns = exchangesSides ? rows : columns;
        int i = position / turnedColumns;
        int j = position % turnedColumns;
        return switch (this) {
            case HALF -> (rows - 1 - i) * columns + columns - 1 - j;
            case MIRROR_COLUMNS -> i * columns + columns - 1 - j;
            case MIRROR_ROWS -> (rows - 1 - i) * columns + j;
            case TRANSPOSE -> j * columns + i;
            case ANTITRANSPOSE -> (rows - 1 - j) * columns + columns - 1 - i;
            case QUARTER_RIGHT -> (rows - 1 - j) * columns + i;
            case QUARTER_LEFT -> j * columns + columns - 1 - i;
        };
    }
}
