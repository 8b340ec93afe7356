package longhand.explain.mistake;

import longhand.explain.computation.Computation;

/**
 * Sums that were not begun again: each number of an answer contains those before it, in the order of reading.
 *
 * @param of the answer
 * @param length after so many numbers the sum is begun again
 */
record Accumulated(Computation of, int length) implements Computation {
    @Override
    public int[] dims() {
        return of.dims();
    }

    @Override
    public double cell(int position) {
        double sum = 0;
        for (int i = position - position % length; i <= position; i++) {
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
