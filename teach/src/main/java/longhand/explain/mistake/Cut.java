package longhand.explain.mistake;

import longhand.explain.computation.Computation;

/**
 * Decimals cut off.
 *
 * @param of the answer
 * @param step the numbers become multiples of this
 * @param towardsZero whether −2.5 becomes −2, or else −3
 */
record Cut(Computation of, double step, boolean towardsZero) implements Computation {
    /** So much may be missing from a multiple before it is cut off to the one below: floats are not exact. */
    private static final double ALMOST = 1e-6;

    @Override
    public int[] dims() {
        return of.dims();
    }

    @Override
    public double cell(int position) {
        double steps = of.cell(position) / step;
        return towardsZero && steps < 0 ? Math.ceil(steps - ALMOST) * step : Math.floor(steps + ALMOST) * step;
    }

    /** Cut off exactly: a number that was rounded to as many decimals is another one. */
    @Override
    public boolean agrees(int position, double written, double allowed) {
        return Math.abs(cell(position) - written) <= Math.min(allowed, step / 10);
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
