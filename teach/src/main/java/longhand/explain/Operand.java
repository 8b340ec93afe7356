package longhand.explain;

import longhand.shape.Size2d;

/**
 * A named array on the page of an explanation.
 *
 * @param name short name in formulas: X, W, Y
 * @param title what it is: input, kernel, output
 * @param padding rows and columns of padding drawn around each plane
 * @param pad what stands in the padding; empty if nothing is drawn
 */
public record Operand(String name, String title, Values values, Size2d padding, String pad) {

    /** An array without padding. */
    static Operand of(String name, String title, Values values) {
        return new Operand(name, title, values, Size2d.square(0), "");
    }

    /** Whether it is the gradient that arrives from above: only the backward views read it. */
    public boolean isGradient() {
        return name.startsWith("d");
    }

    /** The number at a row-major position, with its place. */
    Expr.Num num(int position) {
        return new Expr.Num(values.get(position), Index.origin(name, values.dims(), position));
    }

    /** The number at a plane, row and column, with its place; outside the plane it is the given padding value. */
    Expr.Num num(int plane, int row, int column, double padding) {
        boolean inside = row >= 0 && row < values.rows() && column >= 0 && column < values.columns();
        return new Expr.Num(inside ? values.get(plane, row, column) : padding, new Origin(name, plane, row, column));
    }
}
