package longhand.explain.computation;

import longhand.shape.Window2d;

/**
 * How a window moves over an image, and what it reads outside.
 *
 * @param border what is read outside the image
 */
public record Walk(Axis rows, Axis columns, Border border) {

    /** The right walk of a window over an image. */
    public static Walk of(Window2d window, int imageRows, int imageColumns, Border border) {
        return new Walk(Axis.rows(window, imageRows), Axis.columns(window, imageColumns), border);
    }

    public Walk axes(Axis newRows, Axis newColumns) {
        return new Walk(newRows, newColumns, border);
    }

    public Walk border(Border other) {
        return new Walk(rows, columns, other);
    }

    /** The same walk of a window of another size. */
    public Walk kernel(int kernelRows, int kernelColumns) {
        return axes(rows.kernel(kernelRows), columns.kernel(kernelColumns));
    }

    /** The same walk over an image of another size. */
    public Walk image(int imageRows, int imageColumns) {
        return axes(rows.in(imageRows), columns.in(imageColumns));
    }

    /** Whether the window fits into the image. */
    public boolean fits() {
        return rows.out() >= 1 && columns.out() >= 1;
    }

    /** Whether there is nothing to read at a place: it is left out, or the window hangs over the padding. */
    public boolean leftOut(int row, int column) {
        boolean inside = row >= 0 && row < rows.in() && column >= 0 && column < columns.in();
        boolean beyond = row >= rows.in() + rows.after() || column >= columns.in() + columns.after();
        return !inside && (border.kind() == Border.Kind.LEFT_OUT || beyond);
    }

    /** The number at a place that is not left out. */
    public double read(Planes image, int plane, int row, int column) {
        int r = border.index(row, rows.in());
        int c = border.index(column, columns.in());
        return r == Border.OUTSIDE || c == Border.OUTSIDE ? border.value() : image.get(plane, r, c);
    }

    /** Whether the number read at a place is the one at a row and column of the image. */
    public boolean reads(int row, int column, int imageRow, int imageColumn) {
        return border.index(row, rows.in()) == imageRow && border.index(column, columns.in()) == imageColumn;
    }
}
