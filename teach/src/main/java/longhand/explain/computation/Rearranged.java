package longhand.explain.computation;

import java.util.function.IntUnaryOperator;

/**
 * An answer whose numbers are written in other places.
 *
 * @param of the answer
 * @param dims the shape in which it is written
 * @param source where the number at a position stood
 */
public record Rearranged(Computation of, int[] dims, IntUnaryOperator source) implements Computation {
    /** Stands for a place that holds 0 instead of a number of the answer. */
    public static final int NOTHING = -1;

    @Override
    public double cell(int position) {
        int at = source.applyAsInt(position);
        return at == NOTHING ? 0 : of.cell(at);
    }

    @Override
    public boolean agrees(int position, double written, double allowed) {
        int at = source.applyAsInt(position);
        return at == NOTHING ? Math.abs(written) <= allowed : of.agrees(at, written, allowed);
    }

    @Override
    public double resolution() {
        return of.resolution();
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
