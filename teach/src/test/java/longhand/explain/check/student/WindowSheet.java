package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import longhand.explain.Explain;
import longhand.explain.PaperPooling;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.check.ConvolutionProblem;
import longhand.explain.check.PoolingProblem;
import longhand.explain.check.Problem;
import longhand.shape.Window2d;

/** A convolution, a pooling, or one of their gradients. */
final class WindowSheet extends Worksheet {
    final boolean convolution;
    final boolean max;
    final boolean countPadding;
    final String view;
    private final WindowGradients gradients = new WindowGradients(this);
    private final Problem problem;
    private final boolean pointwise;
    double[][][] x;
    double[][][][] w;
    double[] b;
    double[][][] g;
    int kh;
    int kw;
    int strideH;
    int strideW;
    int top;
    int bottom;
    int left;
    int right;
    int dilationH;
    int dilationW;
    /** zero, ones, edge, reflect, wrap, or skip for a padding that is left out. */
    String border;
    int moreRows;
    int moreColumns;
    DoubleBinaryOperator product = (p, q) -> p * q;
    /** How terms become one number; see {@link Grid#reduce}. */
    String reduce = "sum";
    String across = "sum";
    /** all, apart, depthwise, or the number of the only channel. */
    String channels = "all";
    String bias = "once";
    /** How a window's gradient is shared: largest, last largest, all largest, even, all, smallest, first. */
    String share;

    WindowSheet(Random random, boolean convolution, String view) {
        super(random);
        this.convolution = convolution;
        this.view = view;
        this.max = random.nextBoolean();
        this.countPadding = random.nextBoolean();
        kh = convolution ? 2 + pick(2) : 2 + pick(2);
        kw = pick(3) > 0 ? kh : 2 + pick(2);
        strideH = 1 + pick(2) + pick(2) * pick(2);
        strideW = pick(3) > 0 ? strideH : 1 + pick(2);
        int padH = convolution ? pick(3) : pick(kh / 2 + 1);
        int padW = pick(3) > 0 && (convolution || 2 * padH <= kw) ? padH : convolution ? pick(3) : pick(kw / 2 + 1);
        dilationH = convolution ? 1 + pick(2) * pick(2) : 1;
        dilationW = pick(3) > 0 ? dilationH : convolution ? 1 + pick(2) : 1;
        pointwise = convolution && !view.equals(ViewNames.BIAS_GRADIENT) && pick(6) == 0;
        if (pointwise) {
            kh = kw = strideH = strideW = dilationH = dilationW = 1;
            padH = padW = 0;
        }
        int inputs = pointwise ? 2 + pick(2) : 1 + pick(3);
        int outputs = 1 + pick(3);
        int h = Math.max(2, dilationH * (kh - 1) + 1 + strideH * (1 + pick(3)) - 2 * padH + pick(strideH));
        int wd = Math.max(2, dilationW * (kw - 1) + 1 + strideW * (1 + pick(3)) - 2 * padW + pick(strideW));
        int most = pick(2) == 0 ? 9 : 20;
        int least = pick(3) == 0 ? 0 : -most;
        x = new double[inputs][][];
        for (int c = 0; c < inputs; c++) {
            x[c] = randomMatrix(h, wd, least, most);
        }
        w = new double[convolution ? outputs : 0][inputs][][];
        for (double[][][] filter : w) {
            for (int c = 0; c < inputs; c++) {
                filter[c] = randomMatrix(kh, kw, -3, 4);
            }
        }
        b = convolution && !pointwise && (view.equals(ViewNames.BIAS_GRADIENT) || random.nextBoolean())
                ? randomMatrix(1, outputs, -9, 9)[0] : new double[0];
        Window2d window = Window2d.of(kh, kw).stride(strideH, strideW).padding(padH, padW)
                .dilation(dilationH, dilationW);
        top = padH;
        bottom = padH;
        left = padW;
        right = padW;
        border = convolution || !max && countPadding ? "zero" : "skip";
        reduce = convolution || backward() ? "sum" : max ? "max" : "mean";
        share = max ? "largest" : "even";
        int rows = (h + 2 * padH - dilationH * (kh - 1) - 1) / strideH + 1;
        int columns = (wd + 2 * padW - dilationW * (kw - 1) - 1) / strideW + 1;
        g = new double[convolution ? outputs : inputs][][];
        for (int o = 0; o < g.length; o++) {
            g[o] = randomMatrix(rows, columns, -4, 5);
        }
        this.problem = make(window);
    }

    private Problem make(Window2d window) {
        Values input = Grid.values(x);
        Values upstream = backward() ? Grid.values(g) : Explain.NONE;
        if (!convolution) {
            return PoolingProblem.of(PaperPooling.of(input, window, max, countPadding), upstream, view);
        }
        List<double[][]> planes = new ArrayList<>();
        for (double[][][] filter : w) {
            planes.addAll(List.of(filter));
        }
        Values weights = Grid.values(planes.toArray(double[][][]::new)).reshape(w.length, x.length, kh, kw);
        if (pointwise) {
            return ConvolutionProblem.pointwise(input, weights, upstream, view);
        }
        return ConvolutionProblem.of(input, weights, b.length == 0 ? Explain.NONE : Values.vector(b), window, upstream,
                view);
    }

    boolean backward() {
        return !view.equals(ViewNames.FORWARD);
    }

    @Override
    Problem problem() {
        return problem;
    }

    int rows() {
        return (x[0].length + top + bottom - dilationH * (kh - 1) - 1) / strideH + 1 + moreRows;
    }

    int columns() {
        return (x[0][0].length + left + right - dilationW * (kw - 1) - 1) / strideW + 1 + moreColumns;
    }

    /** Whether the window still fits, and the arrays to each other. */
    @Override
    boolean possible() {
        boolean fits = x[0].length + top + bottom >= dilationH * (kh - 1) + 1
                && x[0][0].length + left + right >= dilationW * (kw - 1) + 1;
        return fits && rows() > 0 && columns() > 0
                && (w.length == 0 || w[0][0].length == kh && w[0][0][0].length == kw);
    }

    /** The image with its border; places that are left out are NaN. */
    double[][] padded(double[][] m) {
        int h = m.length;
        int wd = m[0].length;
        int extra = moreRows > 0 || moreColumns > 0 ? strideH + strideW : 0;
        double[][] big = new double[h + top + bottom + extra][wd + left + right + extra];
        for (int i = 0; i < big.length; i++) {
            for (int j = 0; j < big[0].length; j++) {
                int r = i - top;
                int c = j - left;
                boolean beyond = r >= h + bottom || c >= wd + right;
                boolean inside = r >= 0 && r < h && c >= 0 && c < wd;
                big[i][j] = inside ? m[r][c] : beyond ? Double.NaN : switch (border) {
                    case "zero" -> 0;
                    case "ones" -> 1;
                    case "edge" -> m[Math.clamp(r, 0, h - 1)][Math.clamp(c, 0, wd - 1)];
                    case "reflect" -> m[reflect(r, h)][reflect(c, wd)];
                    case "wrap" -> m[Math.floorMod(r, h)][Math.floorMod(c, wd)];
                    default -> Double.NaN;
                };
            }
        }
        return big;
    }

    private static int reflect(int i, int n) {
        int at = i;
        while (at < 0 || at >= n) {
            at = at < 0 ? -at : 2 * (n - 1) - at;
        }
        return at;
    }

    @Override
    double[][][] work() {
        return switch (view) {
            case ViewNames.INPUT_GRADIENT -> convolution ? gradients.ofInput() : gradients.ofPooling();
            case ViewNames.WEIGHT_GRADIENT -> gradients.ofWeights();
            case ViewNames.BIAS_GRADIENT -> gradients.ofBias();
            default -> convolution ? convolve() : pool();
        };
    }

    @Override
    Values shaped(double[][][] planes) {
        Values v = super.shaped(planes);
        return view.equals(ViewNames.BIAS_GRADIENT) && v.size() == b.length ? v.reshape(b.length) : v;
    }

    private double[][] correlate(double[][] plane, double[][] kernel) {
        double[][] big = padded(plane);
        double[][] y = new double[rows()][columns()];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[0].length; j++) {
                List<Double> terms = new ArrayList<>();
                for (int u = 0; u < kh; u++) {
                    for (int v = 0; v < kw; v++) {
                        double read = big[i * strideH + u * dilationH][j * strideW + v * dilationW];
                        if (!Double.isNaN(read)) {
                            terms.add(product.applyAsDouble(read, kernel[u][v]));
                        }
                    }
                }
                y[i][j] = Grid.reduce(reduce, terms);
            }
        }
        return y;
    }

    private double[][][] convolve() {
        List<double[][]> planes = new ArrayList<>();
        for (int o = 0; o < w.length; o++) {
            List<double[][]> parts = new ArrayList<>();
            for (int c = 0; c < x.length; c++) {
                parts.add(correlate(x[c], w[o][c]));
            }
            double own = o < b.length ? b[o] : 0;
            if (channels.equals("apart")) {
                parts.forEach(p -> planes.add(withBias(p, own)));
            } else if (channels.equals("depthwise")) {
                if (o < x.length) {
                    planes.add(withBias(parts.get(o), own));
                }
            } else if (channels.equals("all")) {
                planes.add(withBias(join(parts), own));
            } else {
                planes.add(withBias(parts.get(Integer.parseInt(channels)), own));
            }
        }
        return planes.toArray(double[][][]::new);
    }

    private double[][] join(List<double[][]> parts) {
        double[][] joined = Grid.copy(parts.getFirst());
        for (int i = 0; i < joined.length; i++) {
            for (int j = 0; j < joined[0].length; j++) {
                int row = i;
                int column = j;
                joined[i][j] = Grid.reduce(across, parts.stream().map(p -> p[row][column]).toList());
            }
        }
        return joined;
    }

    private double[][] withBias(double[][] m, double own) {
        int n = x.length;
        double[][] out = Grid.map(m, v -> switch (bias) {
            case "missing", "first only" -> v;
            case "subtracted" -> v - own;
            case "per channel" -> v + n * own;
            case "per product" -> v + kh * kw * own;
            case "twice" -> v + 2 * own;
            case "multiplied" -> b.length > 0 ? v * own : v;
            case "after relu" -> Math.max(0, v) + own;
            default -> v + own;
        });
        if (bias.equals("first only")) {
            out[0][0] += own;
        }
        return out;
    }

    private double[][][] pool() {
        double[][][] y = new double[x.length][][];
        double[][] ones = Grid.filled(kh, kw, 1);
        DoubleBinaryOperator before = product;
        product = (p, q) -> p;
        for (int c = 0; c < x.length; c++) {
            y[c] = correlate(x[c], ones);
        }
        product = before;
        return y;
    }
}
