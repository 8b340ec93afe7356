package longhand.explain.mistake;

import longhand.explain.computation.Computation;

/**
 * Sums that were not begun again: each number of an answer contains those before it, in the order of reading. Sums that
 * were asked for are kept, since an answer of 90,000 numbers has billions of numbers before them.
 */
final class Accumulated implements Computation {
    private final Computation of;
    private final int length;
    private double[] sums = {};
    /** For each part that begins again, how many of its sums are known. */
    private int[] known = {};

    /**
     * @param of the answer
     * @param length after so many numbers the sum is begun again
     */
    Accumulated(Computation of, int length) {
        this.of = of;
        this.length = length;
    }

    @Override
    public int[] dims() {
        return of.dims();
    }

    @Override
    public double cell(int position) {
        if (sums.length == 0) {
            sums = new double[size()];
            known = new int[Math.ceilDiv(sums.length, length)];
        }
        int part = position / length;
        int start = part * length;
        for (int i = start + known[part]; i <= position; i++) {
            sums[i] = (i == start ? 0 : sums[i - 1]) + of.cell(i);
            known[part]++;
        }
        return sums[position];
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
        return 2 * of.cellCost();
    }
}
