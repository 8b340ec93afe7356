package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import longhand.explain.ViewNames;

/** Mistakes of convolution and pooling: of what both read, of the window, and of the way forward. */
final class WindowBlunders {
    private final List<Blunder> all = new ArrayList<>();

    static List<Blunder> all() {
        WindowBlunders b = new WindowBlunders();
        b.kernel();
        b.input();
        b.walk();
        b.padding();
        b.products();
        b.channels();
        b.bias();
        b.pooling();
        b.all.addAll(WindowGradientBlunders.all());
        return b.all;
    }

    private void add(String family, String name, Predicate<WindowSheet> can, Consumer<WindowSheet> make) {
        all.add(Blunder.of(WindowSheet.class, family, name, can, make));
    }

    private static boolean usesKernel(WindowSheet s) {
        return s.convolution && (s.view.equals(ViewNames.FORWARD) || s.view.equals(ViewNames.INPUT_GRADIENT));
    }

    private static boolean usesInput(WindowSheet s) {
        return s.view.equals(ViewNames.FORWARD) || s.view.equals(ViewNames.WEIGHT_GRADIENT);
    }

    private static boolean forwardConv(WindowSheet s) {
        return s.convolution && s.view.equals(ViewNames.FORWARD);
    }

    private static boolean forwardPool(WindowSheet s) {
        return !s.convolution && s.view.equals(ViewNames.FORWARD);
    }

    private void kernel(String name, UnaryOperator<double[][]> change) {
        add("kernel", name, WindowBlunders::usesKernel, s -> everyKernel(s, change));
    }

    private static void everyKernel(WindowSheet s, UnaryOperator<double[][]> change) {
        for (double[][][] filter : s.w) {
            for (int c = 0; c < filter.length; c++) {
                filter[c] = change.apply(filter[c]);
            }
        }
        s.kh = s.w[0][0].length;
        s.kw = s.w[0][0][0].length;
    }

    private void kernel() {
        kernel("rotated", Grid::halfTurn);
        kernel("mirrored", Grid::mirrored);
        kernel("upside down", Grid::upsideDown);
        kernel("transposed", Grid::transposed);
        kernel("quarter turn", Grid::quarterTurn);
        kernel("signs dropped", m -> Grid.map(m, Math::abs));
        add("kernel", "one plane rotated", s -> usesKernel(s) && s.x.length > 1, s -> {
            int c = s.pick(s.x.length);
            int o = s.pick(s.w.length);
            s.w[o][c] = Grid.halfTurn(s.w[o][c]);
        });
        add("kernel", "one element forgotten", WindowBlunders::usesKernel, s -> {
            int u = s.pick(s.kh);
            int v = s.pick(s.kw);
            everyKernel(s, m -> {
                double[][] out = Grid.copy(m);
                out[u][v] = 0;
                return out;
            });
        });
        add("kernel", "one number misread", WindowBlunders::usesKernel,
                s -> s.w[s.pick(s.w.length)][s.pick(s.x.length)][s.pick(s.kh)][s
                .pick(s.kw)] += 1 + s.pick(4));
        add("kernel", "one sign lost", WindowBlunders::usesKernel, s -> {
            double[][] m = s.w[s.pick(s.w.length)][s.pick(s.x.length)];
            int u = s.pick(s.kh);
            int v = s.pick(s.kw);
            m[u][v] = -m[u][v];
        });
        add("kernel", "axes exchanged", s -> usesKernel(s) && s.w.length == s.x.length && s.w.length > 1, s -> {
            for (int o = 0; o < s.w.length; o++) {
                for (int c = 0; c < o; c++) {
                    double[][] m = s.w[o][c];
                    s.w[o][c] = s.w[c][o];
                    s.w[c][o] = m;
                }
            }
        });
        add("kernel", "same plane for all inputs", s -> usesKernel(s) && s.x.length > 1, s -> {
            for (double[][][] filter : s.w) {
                Arrays.fill(filter, filter[0]);
            }
        });
        add("kernel", "same filter for all outputs", s -> usesKernel(s) && s.w.length > 1,
                s -> Arrays.fill(s.w, s.w[0]));
    }

    private void input() {
        add("input", "signs dropped", WindowBlunders::usesInput, s -> everyInput(s, m -> Grid.map(m, Math::abs)));
        add("input", "transposed", WindowBlunders::usesInput, s -> everyInput(s, Grid::transposed));
        add("input", "mirrored", WindowBlunders::usesInput, s -> everyInput(s, Grid::mirrored));
        add("input", "rotated", WindowBlunders::usesInput, s -> everyInput(s, Grid::halfTurn));
        add("input", "one number misread", WindowBlunders::usesInput, s -> {
            double[][] m = s.x[s.pick(s.x.length)];
            m[s.pick(m.length)][s.pick(m[0].length)] += 1 + s.pick(6);
        });
        add("input", "two channels exchanged", s -> usesInput(s) && s.x.length > 1, s -> {
            double[][] m = s.x[0];
            int c = 1 + s.pick(s.x.length - 1);
            s.x[0] = s.x[c];
            s.x[c] = m;
        });
        add("input", "same channel for all", s -> usesInput(s) && s.x.length > 1,
                s -> Arrays.fill(s.x, s.x[s.pick(s.x.length)]));
        add("input", "ReLU before", s -> s.view.equals(ViewNames.FORWARD),
                s -> everyInput(s, m -> Grid.map(m, v -> Math.max(0, v))));
    }

    private static void everyInput(WindowSheet s, UnaryOperator<double[][]> change) {
        for (int c = 0; c < s.x.length; c++) {
            s.x[c] = change.apply(s.x[c]);
        }
    }

    private void walk() {
        add("stride", "ignored", s -> s.strideH * s.strideW > 1, s -> stride(s, 1, 1));
        add("stride", "one too many", s -> true, s -> stride(s, s.strideH + 1, s.strideW + 1));
        add("stride", "one too few", s -> s.strideH > 1 && s.strideW > 1, s -> stride(s, s.strideH - 1, s.strideW - 1));
        add("stride", "exchanged", s -> s.strideH != s.strideW, s -> stride(s, s.strideW, s.strideH));
        add("stride", "ignored in rows", s -> s.strideH > 1 && s.strideW > 1, s -> stride(s, 1, s.strideW));
        add("stride", "of the window", s -> s.strideH != s.kh || s.strideW != s.kw, s -> stride(s, s.kh, s.kw));
        add("dilation", "ignored", s -> s.dilationH * s.dilationW > 1, s -> dilation(s, 1, 1));
        add("dilation", "one too many", s -> s.convolution && s.dilationH * s.dilationW > 1,
                s -> dilation(s, s.dilationH + 1, s.dilationW + 1));
        add("dilation", "exchanged", s -> s.dilationH != s.dilationW, s -> dilation(s, s.dilationW, s.dilationH));
        add("size", "last row missing", s -> !s.backward() && s.rows() > 1, s -> s.moreRows = -1);
        add("size", "last column missing", s -> !s.backward() && s.columns() > 1, s -> s.moreColumns = -1);
        add("size", "both missing", s -> !s.backward() && s.columns() > 1 && s.rows() > 1, s -> {
            s.moreRows = -1;
            s.moreColumns = -1;
        });
    }

    private static void stride(WindowSheet s, int h, int w) {
        s.strideH = h;
        s.strideW = w;
    }

    private static void dilation(WindowSheet s, int h, int w) {
        s.dilationH = h;
        s.dilationW = w;
    }

    private static boolean padded(WindowSheet s) {
        return s.top + s.left > 0;
    }

    private static void padding(WindowSheet s, int t, int b, int l, int r) {
        s.top = t;
        s.bottom = b;
        s.left = l;
        s.right = r;
    }

    private void padding() {
        add("padding", "ignored", WindowBlunders::padded, s -> padding(s, 0, 0, 0, 0));
        add("padding", "one too many", s -> s.convolution,
                s -> padding(s, s.top + 1, s.bottom + 1, s.left + 1, s.right + 1));
        add("padding", "one too few", s -> s.top > 0 && s.left > 0 && s.top + s.left > 2,
                s -> padding(s, s.top - 1, s.bottom - 1, s.left - 1, s.right - 1));
        add("padding", "exchanged", s -> s.top != s.left, s -> padding(s, s.left, s.left, s.top, s.top));
        add("padding", "above and left only", WindowBlunders::padded, s -> padding(s, s.top, 0, s.left, 0));
        add("padding", "below and right only", WindowBlunders::padded, s -> padding(s, 0, s.top, 0, s.left));
        add("padding", "rows only", s -> s.top > 0 && s.left > 0, s -> padding(s, s.top, s.top, 0, 0));
        border("ones");
        border("edge");
        add("border", "reflect", s -> padded(s) && usesInput(s) && s.x[0].length > 1 && s.x[0][0].length > 1,
                s -> s.border = "reflect");
        border("wrap");
    }

    private void border(String name) {
        add("border", name, s -> padded(s) && usesInput(s), s -> s.border = name);
    }

    private void products() {
        Predicate<WindowSheet> conv = s -> s.convolution && !s.view.equals(ViewNames.BIAS_GRADIENT);
        add("product", "added", conv, s -> s.product = Double::sum);
        add("product", "signs dropped", conv, s -> s.product = (a, b) -> Math.abs(a * b));
        add("product", "first factor only", conv, s -> s.product = (a, b) -> a);
        add("product", "second factor only", conv, s -> s.product = (a, b) -> b);
        add("product", "subtracted", WindowBlunders::forwardConv, s -> s.product = (a, b) -> a - b);
        reduce("averaged", "mean");
        reduce("largest product", "max");
        reduce("first forgotten", "without first");
        reduce("last forgotten", "without last");
        add("reduction", "smallest product", WindowBlunders::forwardConv, s -> s.reduce = "min");
    }

    private void reduce(String name, String how) {
        add("reduction", name, WindowBlunders::forwardConv, s -> s.reduce = how);
    }

    private void channels() {
        Predicate<WindowSheet> several = s -> forwardConv(s) && s.x.length > 1;
        add("channels", "first only", several, s -> s.channels = "0");
        add("channels", "last only", several, s -> s.channels = String.valueOf(s.x.length - 1));
        add("channels", "not summed", several, s -> s.channels = "apart");
        add("channels", "depthwise", s -> several.test(s) && s.w.length > 1, s -> s.channels = "depthwise");
        add("channels", "averaged", several, s -> s.across = "mean");
        add("channels", "maximum", several, s -> s.across = "max");
        add("channels", "last forgotten", s -> several.test(s) && s.x.length > 2, s -> s.across = "without last");
    }

    private void bias() {
        for (String how : new String[] {"missing", "subtracted", "per product", "twice", "first only", "after relu"}) {
            add("bias", how, s -> forwardConv(s) && s.b.length > 0, s -> s.bias = how);
        }
        add("bias", "per channel", s -> forwardConv(s) && s.b.length > 0 && s.x.length > 1,
                s -> s.bias = "per channel");
        add("bias", "of the wrong channel", s -> forwardConv(s) && s.b.length > 1, s -> {
            int o = 1 + s.pick(s.b.length - 1);
            double first = s.b[0];
            s.b[0] = s.b[o];
            s.b[o] = first;
        });
        add("bias", "the same for all", s -> forwardConv(s) && s.b.length > 1, s -> Arrays.fill(s.b, s.b[0]));
        add("bias", "one misread", s -> forwardConv(s) && s.b.length > 0,
                s -> s.b[s.pick(s.b.length)] += 1 + s.pick(5));
    }

    private void pooling() {
        add("pooling", "mean instead of maximum", s -> forwardPool(s) && s.max, s -> s.reduce = "mean");
        add("pooling", "maximum instead of mean", s -> forwardPool(s) && !s.max, s -> s.reduce = "max");
        add("pooling", "minimum", WindowBlunders::forwardPool, s -> s.reduce = "min");
        add("pooling", "sum", WindowBlunders::forwardPool, s -> s.reduce = "sum");
        add("pooling", "median", WindowBlunders::forwardPool, s -> s.reduce = "median");
        add("pooling", "middle of the range", WindowBlunders::forwardPool, s -> s.reduce = "middle of the range");
        add("pooling", "geometric mean", s -> forwardPool(s) && !s.max, s -> s.reduce = "geometric mean");
        add("pooling", "first number", WindowBlunders::forwardPool, s -> s.reduce = "first");
        add("pooling", "padding counted the other way", s -> forwardPool(s) && padded(s),
                s -> s.border = s.border.equals("zero") ? "skip" : "zero");
        add("pooling", "window one larger", s -> !s.convolution, s -> {
            s.kh++;
            s.kw++;
        });
        add("pooling", "window exchanged", s -> !s.convolution && s.kh != s.kw, s -> {
            int h = s.kh;
            s.kh = s.kw;
            s.kw = h;
        });
        add("pooling", "channels together", s -> forwardPool(s) && s.x.length > 1, s -> s.after(1, planes -> {
            double[][] joined = Grid.copy(planes[0]);
            for (int i = 0; i < joined.length; i++) {
                for (int j = 0; j < joined[0].length; j++) {
                    int row = i;
                    int column = j;
                    joined[i][j] = Grid.reduce(s.max ? "max" : "mean",
                            Arrays.stream(planes).map(p -> p[row][column]).toList());
                }
            }
            return new double[][][] {joined};
        }));
    }
}
