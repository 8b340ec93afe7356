package longhand.explain.computation;

import java.util.function.DoubleUnaryOperator;

/**
 * An answer whose numbers were changed one by one at the end.
 *
 * @param of the answer
 * @param change what was done with each number
 * @param step the numbers were made multiples of this by rounding to the nearest, or 0 if they were not
 */
public record Changed(Computation of, DoubleUnaryOperator change, double step) implements Computation {

    /** A change without rounding. */
    public static Changed by(Computation of, DoubleUnaryOperator change) {
        return new Changed(of, change, 0);
    }

    /** Rounding to the nearest multiple; what lies in the middle may go either way. */
    public static Changed rounded(Computation of, double step) {
        return new Changed(of, v -> Math.rint(v / step) * step, step);
    }

    @Override
    public int[] dims() {
        return of.dims();
    }

    @Override
    public double cell(int position) {
        return change.applyAsDouble(of.cell(position));
    }

    @Override
    public boolean agrees(int position, double written, double allowed) {
        if (step == 0) {
            return Math.abs(cell(position) - written) <= allowed;
        }
        boolean multiple = Math.abs(Math.rint(written / step) * step - written) <= allowed;
        return multiple && Math.abs(of.cell(position) - written) <= step / 2 + allowed;
    }

    @Override
    public double resolution() {
        return Math.max(step, of.resolution());
    }

    @Override
    public boolean possible() {
        return of.possible();
    }

    @Override
    public long cellCost() {
        return of.cellCost();
    }
}
