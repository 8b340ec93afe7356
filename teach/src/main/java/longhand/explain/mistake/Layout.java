package longhand.explain.mistake;

import java.util.function.IntUnaryOperator;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Rearranged;
import longhand.explain.computation.Turn;

/**
 * The numbers of an answer in other places. The last two dimensions are rows and columns, everything before them counts
 * planes.
 */
final class Layout {
    private Layout() {}

    static int columns(int... dims) {
        return dims.length == 0 ? 1 : dims[dims.length - 1];
    }

    static int rows(int... dims) {
        return dims.length < 2 ? 1 : dims[dims.length - 2];
    }

    static int planes(int... dims) {
        int planes = 1;
        for (int i = 0; i < dims.length - 2; i++) {
            planes *= dims[i];
        }
        return planes;
    }

    /** The sizes without one of them, counted from the last, which is 1. */
    static int[] without(int[] dims, int fromEnd) {
        int[] fewer = new int[Math.max(0, dims.length - 1)];
        for (int i = 0, to = 0; i < dims.length && to < fewer.length; i++) {
            if (i != dims.length - fromEnd) {
                fewer[to++] = dims[i];
            }
        }
        return fewer;
    }

    /** Every plane turned. */
    static Computation turned(Computation c, Turn turn) {
        int rows = rows(c.dims());
        int columns = columns(c.dims());
        int plane = rows * columns;
        int[] dims = turn.exchangesSides() ? sides(c.dims(), columns, rows) : c.dims();
        return new Rearranged(c, dims, i -> i - i % plane + turn.source(rows, columns, i % plane));
    }

    private static int[] sides(int[] dims, int rows, int columns) {
        if (dims.length < 2) {
            return new int[] {rows, columns};
        }
        int[] other = dims.clone();
        other[dims.length - 2] = rows;
        other[dims.length - 1] = columns;
        return other;
    }

    /** The numbers of each plane in reading order, written column by column. */
    static Computation byColumns(Computation c) {
        int rows = rows(c.dims());
        int columns = columns(c.dims());
        int plane = rows * columns;
        return new Rearranged(c, c.dims(), i -> i - i % plane + i % columns * rows + i % plane / columns);
    }

    /** The numbers in reading order, in another shape. */
    static Computation shaped(Computation c, int... dims) {
        return new Rearranged(c, dims, i -> i);
    }

    /** The numbers in reading order, in planes with rows as long as the columns were. */
    static Computation exchangedSides(Computation c) {
        return shaped(c, sides(c.dims(), columns(c.dims()), rows(c.dims())));
    }

    /** Every plane with other rows in the place of its own, or {@link Rearranged#NOTHING}. */
    static Computation rows(Computation c, IntUnaryOperator source) {
        int rows = rows(c.dims());
        int columns = columns(c.dims());
        return new Rearranged(c, c.dims(), i -> {
            int row = i / columns % rows;
            int from = source.applyAsInt(row);
            return from == Rearranged.NOTHING ? from : i + (inside(from, rows) - row) * columns;
        });
    }

    /** Every plane with other columns in the place of its own, or {@link Rearranged#NOTHING}. */
    static Computation columns(Computation c, IntUnaryOperator source) {
        int columns = columns(c.dims());
        return new Rearranged(c, c.dims(), i -> {
            int from = source.applyAsInt(i % columns);
            return from == Rearranged.NOTHING ? from : i - i % columns + inside(from, columns);
        });
    }

    /** Other planes in the place of its own, or {@link Rearranged#NOTHING}. */
    static Computation planes(Computation c, IntUnaryOperator source) {
        int plane = rows(c.dims()) * columns(c.dims());
        int planes = planes(c.dims());
        return new Rearranged(c, c.dims(), i -> {
            int from = source.applyAsInt(i / plane);
            return from == Rearranged.NOTHING ? from : inside(from, planes) * plane + i % plane;
        });
    }

    /** A place that another change has made impossible stays what it is nearest to. */
    private static int inside(int place, int size) {
        return Math.clamp(place, 0, size - 1);
    }

    /** The last row of every plane once more below it. */
    static Computation lastTwice(Computation c) {
        int rows = rows(c.dims());
        int columns = columns(c.dims());
        int plane = (rows + 1) * columns;
        return new Rearranged(c, sides(c.dims(), rows + 1, columns),
                i -> i / plane * rows * columns + Math.min(i % plane / columns, rows - 1) * columns + i % columns);
    }

    /** Each number is the one so many places further on, in the order of reading; the ends are joined. */
    static Computation shifted(Computation c, int places) {
        int size = c.size();
        return new Rearranged(c, c.dims(), i -> Math.floorMod(i + places, size));
    }

    /** A single plane. */
    static Computation only(Computation c, int plane) {
        int rows = rows(c.dims());
        int columns = columns(c.dims());
        int start = inside(plane, planes(c.dims())) * rows * columns;
        return new Rearranged(c, new int[] {rows, columns}, i -> start + i);
    }

    /** Height × width × channels. */
    static Computation channelsLast(Computation c) {
        int plane = rows(c.dims()) * columns(c.dims());
        int planes = planes(c.dims());
        return new Rearranged(c, new int[] {rows(c.dims()), columns(c.dims()), planes},
                i -> i % planes * plane + i / planes);
    }

    /** All planes in one matrix, one beside the other. */
    static Computation sideBySide(Computation c) {
        int rows = rows(c.dims());
        int columns = columns(c.dims());
        int planes = planes(c.dims());
        return new Rearranged(c, new int[] {rows, planes * columns}, i -> {
            int column = i % (planes * columns);
            return (column / columns * rows + i / (planes * columns)) * columns + column % columns;
        });
    }

    /** Rows and columns cut off at the four sides; a negative number adds zeros there. */
    static Computation cropped(Computation c, int top, int bottom, int left, int right) {
        int rows = rows(c.dims());
        int columns = columns(c.dims());
        int newRows = rows - top - bottom;
        int newColumns = columns - left - right;
        if (newRows < 1 || newColumns < 1) {
            return c;
        }
        int[] dims = sides(c.dims(), newRows, newColumns);
        return new Rearranged(c, dims.length == 2 && c.dims().length < 2 && newRows == 1 ? new int[] {newColumns}
                : dims, i -> {
            int row = i / newColumns % newRows + top;
            int column = i % newColumns + left;
            boolean outside = row < 0 || row >= rows || column < 0 || column >= columns;
            return outside ? Rearranged.NOTHING : (i / (newRows * newColumns) * rows + row) * columns + column;
        });
    }
}
