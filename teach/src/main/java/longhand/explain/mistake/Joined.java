package longhand.explain.mistake;

import longhand.explain.computation.Computation;

/**
 * The planes of an answer added up, or their mean.
 *
 * @param of the answer
 * @param planes how many planes are joined at most
 * @param mean whether the sum is divided by their number
 */
record Joined(Computation of, int planes, boolean mean) implements Computation {

    @Override
    public int[] dims() {
        return new int[] {Layout.rows(of.dims()), Layout.columns(of.dims())};
    }

    @Override
    public double cell(int position) {
        int plane = Layout.rows(of.dims()) * Layout.columns(of.dims());
        int count = Layout.planes(of.dims());
        double sum = 0;
        for (int p = 0; p < count; p++) {
            sum += of.cell(p * plane + position);
        }
        return mean ? sum / count : sum;
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
        return planes * of.cellCost();
    }
}
