package longhand.explain.mistake;

import longhand.explain.computation.Computation;

/** Sums that were not begun again: each number of an answer contains all before it, in the order of reading. */
record Accumulated(Computation of) implements Computation {
    @Override
    public int[] dims() {
        return of.dims();
    }

    @Override
    public double cell(int position) {
        double sum = 0;
        for (int i = 0; i <= position; i++) {
            sum += of.cell(i);
        }
        return sum;
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
        return size() / 2 * of.cellCost();
    }
}
