package longhand.explain;

import java.util.Arrays;
import longhand.shape.ShapeException;
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

    /**
     * The gradient of the loss by an output of a shape.
     *
     * @param given the gradient, in a shape of as many numbers; nothing stands for ones
     * @throws ShapeException if the number of numbers differs
     */
    static Operand upstream(Values given, int... dims) {
        int size = Index.size(dims);
        if (given.size() != 0 && given.size() != size) {
            throw new ShapeException("gradient",
                    "the gradient that arrives has " + given.size() + " numbers and the output has shape "
                    + Arrays.toString(dims), "each number of the output has one", "give " + size + " numbers");
        }
        return of("dY", "gradient of the loss by Y", given.size() == 0 ? Values.filled(1, dims) : given.reshape(dims));
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
