package longhand.explain.mistake;

import java.util.function.IntBinaryOperator;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Reduction;

/**
 * Numbers of an answer made into one: its planes added up, the sums of its rows, the mean of all.
 *
 * @param of the answer
 * @param dims the shape of what is left
 * @param count how many numbers become one
 * @param member where the i-th of the numbers stood that become the one at a position: (position, i)
 * @param how what is done with them
 */
record Joined(Computation of, int[] dims, int count, IntBinaryOperator member, Reduction how)
        implements Computation {

    /** The planes made into one. */
    static Joined planes(Computation c, Reduction how) {
        int rows = Layout.rows(c.dims());
        int columns = Layout.columns(c.dims());
        return new Joined(c, new int[] {rows, columns}, Layout.planes(c.dims()),
                (position, i) -> i * rows * columns + position, how);
    }

    /** One number for each row. */
    static Joined rows(Computation c, Reduction how) {
        int columns = Layout.columns(c.dims());
        return new Joined(c, Layout.without(c.dims(), 1), columns, (position, i) -> position * columns + i, how);
    }

    /** One number for each column of each plane. */
    static Joined columns(Computation c, Reduction how) {
        int columns = Layout.columns(c.dims());
        int rows = Layout.rows(c.dims());
        return new Joined(c, Layout.without(c.dims(), 2), rows,
                (position, i) -> (position / columns * rows + i) * columns + position % columns, how);
    }

    /** One number for all. */
    static Joined all(Computation c, Reduction how) {
        return new Joined(c, new int[0], c.size(), (position, i) -> i, how);
    }

    @Override
    public double cell(int position) {
        double[] members = new double[count];
        for (int i = 0; i < count; i++) {
            members[i] = of.cell(member.applyAsInt(position, i));
        }
        return how.of(members, count);
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
        return count * of.cellCost();
    }
}
