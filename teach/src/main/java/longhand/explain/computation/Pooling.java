package longhand.explain.computation;

import longhand.explain.ViewNames;
import longhand.explain.computation.Channels.Output;

/**
 * A pooling or its gradient.
 *
 * @param view what is computed, as in {@link ViewNames}
 * @param given the input and what arrives at the output, one plane for each channel
 * @param channels which input planes are pooled into which output plane
 * @param inside how the numbers of a window become one; backward: how what arrives at a pixel becomes its gradient
 * @param across how several channels become one, where they are pooled together
 * @param share which part of a window's gradient goes back to a number
 */
public record Pooling(String view, Given given, Walk walk, Channels channels, Reduction inside, Reduction across,
        Share share) implements Layer<Pooling> {

    @Override
    public Pooling given(Given other) {
        return new Pooling(view, other, walk, channels, inside, across, share);
    }

    /** The window walks over the new input. */
    @Override
    public Pooling x(Planes other) {
        return given(given.x(other)).walk(walk.image(other.rows(), other.columns()));
    }

    public Pooling walk(Walk other) {
        return new Pooling(view, given, other, channels, inside, across, share);
    }

    public Pooling channels(Channels other) {
        return new Pooling(view, given, walk, other, inside, across, share);
    }

    public Pooling inside(Reduction other) {
        return new Pooling(view, given, walk, channels, other, across, share);
    }

    public Pooling across(Reduction other) {
        return new Pooling(view, given, walk, channels, inside, other, share);
    }

    public Pooling share(Share other) {
        return new Pooling(view, given, walk, channels, inside, across, other);
    }

    private boolean backward() {
        return view.equals(ViewNames.INPUT_GRADIENT);
    }

    @Override
    public int[] dims() {
        return backward() ? new int[] {x().count(), x().rows(), x().columns()}
                : new int[] {channels.count(), walk.rows().out(), walk.columns().out()};
    }

    @Override
    public boolean possible() {
        return walk.fits() && channels.fit(x().count(), x().count(), x().count()) && channels.count() > 0
                && (!backward() || channels.count() <= upstream().count());
    }

    @Override
    public long cellCost() {
        long window = (long) walk.rows().kernel() * walk.columns().kernel();
        return backward() ? window * window + upstream().rows() * window : window;
    }

    @Override
    public double magnitude() {
        return backward() ? upstream().magnitude() * walk.rows().kernel() * walk.columns().kernel() : x().magnitude();
    }

    @Override
    public double cell(int position) {
        return backward() ? toInput(position) : forward(position);
    }

    private double forward(int position) {
        int columns = walk.columns().out();
        int plane = walk.rows().out() * columns;
        int at = position % plane;
        Output out = channels.outputs().get(position / plane);
        double[] pooled = new double[out.x().length];
        double[] numbers = new double[walk.rows().kernel() * walk.columns().kernel()];
        int planes = 0;
        for (int c : out.x()) {
            int used = 0;
            for (int u = 0; u < walk.rows().kernel(); u++) {
                for (int v = 0; v < walk.columns().kernel(); v++) {
                    int row = walk.rows().at(at / columns, u);
                    int column = walk.columns().at(at % columns, v);
                    if (!walk.leftOut(row, column)) {
                        numbers[used++] = walk.read(x(), c, row, column);
                    }
                }
            }
            pooled[planes++] = used == 0 ? 0 : inside.of(numbers, used);
        }
        return across.of(pooled, planes);
    }

    private double toInput(int position) {
        int column = position % x().columns();
        int row = position / x().columns() % x().rows();
        int c = position / (x().rows() * x().columns());
        double[] arriving = new double[channels.count() * upstream().rows() * upstream().columns()];
        int used = 0;
        for (int o = 0; o < channels.count(); o++) {
            for (int m = 0; m < channels.outputs().get(o).x().length; m++) {
                if (channels.outputs().get(o).x()[m] == c) {
                    used = collect(o, c, row, column, arriving, used);
                }
            }
        }
        return used == 0 ? 0 : inside.of(arriving, used);
    }

    /** Adds what the windows of an output plane that read a pixel send back to it. */
    private int collect(int plane, int c, int row, int column, double[] arriving, int before) {
        int used = before;
        for (int i = 0; i < upstream().rows(); i++) {
            int top = walk.rows().at(i, 0);
            if (row < top || row > walk.rows().at(i, walk.rows().kernel() - 1)) {
                continue;
            }
            for (int j = 0; j < upstream().columns(); j++) {
                int left = walk.columns().at(j, 0);
                if (column >= left && column <= walk.columns().at(j, walk.columns().kernel() - 1)) {
                    double part = part(c, i, j, row, column);
                    if (part != 0) {
                        arriving[used++] = upstream().get(plane, i, j) * part;
                    }
                }
            }
        }
        return used;
    }

    /** Which part of the gradient of window (i, j) goes to a pixel under it. */
    private double part(int c, int i, int j, int row, int column) {
        double[] numbers = new double[walk.rows().kernel() * walk.columns().kernel()];
        int used = 0;
        int here = -1;
        for (int u = 0; u < walk.rows().kernel(); u++) {
            for (int v = 0; v < walk.columns().kernel(); v++) {
                int r = walk.rows().at(i, u);
                int s = walk.columns().at(j, v);
                if (!walk.leftOut(r, s)) {
                    here = r == row && s == column ? used : here;
                    numbers[used++] = walk.read(x(), c, r, s);
                }
            }
        }
        return here < 0 ? 0 : share.of(numbers, used, here);
    }
}
