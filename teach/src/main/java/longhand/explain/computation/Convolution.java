package longhand.explain.computation;

import longhand.explain.ViewNames;
import longhand.explain.computation.Channels.Output;

/**
 * A convolution or one of its gradients.
 *
 * @param view what is computed, as in {@link ViewNames}
 * @param given one plane of the input for each channel, the kernel planes output channel by output channel
 */
public record Convolution(String view, Given given, Walk walk, Channels channels, Rule rule)
        implements Layer<Convolution> {

    @Override
    public Convolution given(Given other) {
        return new Convolution(view, other, walk, channels, rule);
    }

    /** The window walks over the new input. */
    @Override
    public Convolution x(Planes other) {
        return given(given.x(other)).walk(walk.image(other.rows(), other.columns()));
    }

    /** The window has the size of the new kernel. */
    @Override
    public Convolution w(Planes other) {
        return given(given.w(other)).walk(walk.kernel(other.rows(), other.columns()));
    }

    public Convolution walk(Walk other) {
        return new Convolution(view, given, other, channels, rule);
    }

    public Convolution channels(Channels other) {
        return new Convolution(view, given, walk, other, rule);
    }

    public Convolution rule(Rule other) {
        return new Convolution(view, given, walk, channels, other);
    }

    @Override
    public int[] dims() {
        return switch (view) {
            case ViewNames.INPUT_GRADIENT -> new int[] {x().count(), x().rows(), x().columns()};
            case ViewNames.WEIGHT_GRADIENT -> new int[] {w().count(), w().rows(), w().columns()};
            case ViewNames.BIAS_GRADIENT -> new int[] {bias().size()};
            default -> new int[] {channels.count(), walk.rows().out(), walk.columns().out()};
        };
    }

    @Override
    public boolean possible() {
        boolean backward = ViewNames.isGradient(view);
        return walk.fits() && channels.fit(x().count(), w().count(), bias().size()) && channels.count() > 0
                && (!backward || channels.count() <= upstream().count());
    }

    @Override
    public long cellCost() {
        long kernel = (long) w().rows() * w().columns();
        long outputs = (long) upstream().rows() * upstream().columns();
        return switch (view) {
            case ViewNames.INPUT_GRADIENT -> (long) channels.count() * (upstream().rows() + kernel) * w().rows();
            case ViewNames.WEIGHT_GRADIENT, ViewNames.BIAS_GRADIENT -> outputs;
            default -> kernel * x().count();
        };
    }

    @Override
    public double cell(int position) {
        return switch (view) {
            case ViewNames.INPUT_GRADIENT -> toInput(position);
            case ViewNames.WEIGHT_GRADIENT -> toWeight(position);
            case ViewNames.BIAS_GRADIENT -> toBias(position);
            default -> forward(position);
        };
    }

    private double forward(int position) {
        int columns = walk.columns().out();
        int plane = walk.rows().out() * columns;
        int at = position % plane;
        Output out = channels.outputs().get(position / plane);
        double[] sums = new double[out.x().length];
        double[] terms = new double[w().rows() * w().columns()];
        for (int m = 0; m < sums.length; m++) {
            int used = 0;
            for (int u = 0; u < w().rows(); u++) {
                for (int v = 0; v < w().columns(); v++) {
                    int row = walk.rows().at(at / columns, u);
                    int column = walk.columns().at(at % columns, v);
                    if (!walk.leftOut(row, column)) {
                        terms[used++] = rule.product().applyAsDouble(walk.read(x(), out.x()[m], row, column),
                                w().get(out.k()[m], u, v));
                    }
                }
            }
            sums[m] = used == 0 ? 0 : rule.inside().of(terms, used);
        }
        double sum = rule.across().of(sums, sums.length);
        return bias().size() == 0 || out.bias() < 0 ? sum : rule.bias().join(sum, bias().get(out.bias()), at);
    }

    private double toInput(int position) {
        int column = position % x().columns();
        int row = position / x().columns() % x().rows();
        int c = position / (x().rows() * x().columns());
        double[] sums = new double[channels.outputs().stream().mapToInt(o -> o.x().length).sum()];
        int planes = 0;
        double[] terms = new double[w().rows() * w().columns() * upstream().rows() * upstream().columns()];
        for (int o = 0; o < channels.count(); o++) {
            Output out = channels.outputs().get(o);
            for (int m = 0; m < out.x().length; m++) {
                if (out.x()[m] == c) {
                    int used = sendBack(o, out.k()[m], row, column, terms);
                    if (used > 0) {
                        sums[planes++] = rule.inside().of(terms, used);
                    }
                }
            }
        }
        return planes == 0 ? 0 : rule.across().of(sums, planes);
    }

    /** What the windows of an output plane that read a place send back to it, in their reading order. */
    private int sendBack(int plane, int kernel, int row, int column, double[] terms) {
        int used = 0;
        for (int i = 0; i < upstream().rows(); i++) {
            for (int u = 0; u < w().rows(); u++) {
                int r = walk.border().index(walk.rows().at(i, u), x().rows());
                for (int j = 0; r == row && j < upstream().columns(); j++) {
                    for (int v = 0; v < w().columns(); v++) {
                        if (walk.border().index(walk.columns().at(j, v), x().columns()) == column) {
                            terms[used++] = rule.product().applyAsDouble(upstream().get(plane, i, j),
                                    w().get(kernel, u, v));
                        }
                    }
                }
            }
        }
        return used;
    }

    private double toWeight(int position) {
        int v = position % w().columns();
        int u = position / w().columns() % w().rows();
        int k = position / (w().rows() * w().columns());
        double[] sums = new double[channels.outputs().stream().mapToInt(o -> o.x().length).sum()];
        int planes = 0;
        double[] terms = new double[upstream().rows() * upstream().columns()];
        for (int o = 0; o < channels.count(); o++) {
            Output out = channels.outputs().get(o);
            for (int m = 0; m < out.x().length; m++) {
                if (out.k()[m] == k) {
                    int used = 0;
                    for (int i = 0; i < upstream().rows(); i++) {
                        for (int j = 0; j < upstream().columns(); j++) {
                            double read = walk.read(x(), out.x()[m], walk.rows().at(i, u), walk.columns().at(j, v));
                            terms[used++] = rule.product().applyAsDouble(upstream().get(o, i, j), read);
                        }
                    }
                    sums[planes++] = rule.inside().of(terms, used);
                }
            }
        }
        return planes == 0 ? 0 : rule.across().of(sums, planes);
    }

    private double toBias(int position) {
        double[] sums = new double[channels.count()];
        int planes = 0;
        double[] terms = new double[upstream().rows() * upstream().columns()];
        for (int o = 0; o < channels.count(); o++) {
            if (channels.outputs().get(o).bias() == position) {
                int plane = o;
                java.util.Arrays.setAll(terms, i -> upstream().get(plane * terms.length + i));
                sums[planes++] = rule.inside().of(terms, terms.length);
            }
        }
        return planes == 0 ? 0 : rule.across().of(sums, planes);
    }
}
