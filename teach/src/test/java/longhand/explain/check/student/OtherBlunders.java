package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import longhand.explain.ViewNames;

/** Mistakes of linear layers, softmax and SGD steps, and what is done with any finished answer. */
final class OtherBlunders {
    private final List<Blunder> all = new ArrayList<>();

    static List<Blunder> all() {
        OtherBlunders b = new OtherBlunders();
        b.linear();
        b.softmax();
        b.sgd();
        b.layout();
        b.moved();
        b.numbers();
        return b.all;
    }

    private void linear(String name, Predicate<OtherSheets.Linear> can, Consumer<OtherSheets.Linear> make) {
        all.add(Blunder.of(OtherSheets.Linear.class, "linear", name, can, make));
    }

    private void linear() {
        Predicate<OtherSheets.Linear> forward = s -> s.view.equals(ViewNames.FORWARD);
        Predicate<OtherSheets.Linear> weights = s -> forward.test(s) || s.view.equals(ViewNames.INPUT_GRADIENT);
        Predicate<OtherSheets.Linear> input = s -> forward.test(s) || s.view.equals(ViewNames.WEIGHT_GRADIENT);
        linear("weights transposed", s -> weights.test(s) && s.w.length == s.w[0].length,
                s -> s.w = Grid.transposed(s.w));
        linear("weight signs dropped", weights, s -> s.w = Grid.map(s.w, Math::abs));
        linear("input signs dropped", input, s -> s.x = Grid.map(s.x, Math::abs));
        linear("added instead of multiplied", s -> !s.view.equals(ViewNames.BIAS_GRADIENT),
                s -> s.product = Double::sum);
        linear("first product forgotten", forward, s -> s.reduce = "without first");
        linear("last product forgotten", forward, s -> s.reduce = "without last");
        linear("averaged", s -> forward.test(s) || s.x.length > 1 && !s.view.equals(ViewNames.INPUT_GRADIENT),
                s -> s.reduce = "mean");
        linear("largest product", forward, s -> s.reduce = "max");
        for (String how : new String[] {"missing", "subtracted", "per product", "same"}) {
            linear("bias " + how, s -> forward.test(s) && s.b.length > 0, s -> s.bias = how);
        }
        linear("bias of the sample", s -> forward.test(s) && s.b.length > 0 && s.x.length > 1
                && s.x.length <= s.b.length, s -> s.bias = "sample");
        linear("upstream ignored", s -> !forward.test(s), s -> s.g = Grid.map(s.g, v -> 1));
        linear("one weight misread", weights, s -> s.w[s.pick(s.w.length)][s.pick(s.w[0].length)] += 1 + s.pick(3));
        linear("overwritten", s -> !forward.test(s), s -> s.reduce = "last");
        linear("upstream signs dropped", s -> !forward.test(s), s -> s.g = Grid.map(s.g, Math::abs));
    }

    private void softmax(String name, Predicate<OtherSheets.Softmax> can, Consumer<OtherSheets.Softmax> make) {
        all.add(Blunder.of(OtherSheets.Softmax.class, "softmax", name, can, make));
    }

    private void softmax() {
        Predicate<OtherSheets.Softmax> loss = s -> s.view.equals(ViewNames.LOSS);
        Predicate<OtherSheets.Softmax> gradient = s -> s.view.equals(ViewNames.INPUT_GRADIENT);
        Predicate<OtherSheets.Softmax> several = s -> s.z.length > 1;
        softmax("not divided", s -> true, s -> s.total = "none");
        softmax("over columns", several, s -> s.total = "column");
        softmax("over all", several, s -> s.total = "all");
        softmax("by the largest", s -> true, s -> s.total = "largest");
        softmax("without e", s -> Arrays.stream(s.z).allMatch(r -> Math.abs(Arrays.stream(r).sum()) > 0.1),
                s -> s.power = v -> v);
        softmax("2 instead of e", s -> true, s -> s.power = v -> Math.pow(2, v));
        softmax("logit signs dropped", s -> true, s -> s.z = Grid.map(s.z, Math::abs));
        softmax("base 10", loss, s -> s.log = Math::log10);
        softmax("base 2", loss, s -> s.log = v -> Math.log(v) / Math.log(2));
        softmax("sign missing", loss, s -> s.sign = 1);
        softmax("summed", s -> loss.test(s) && s.z.length > 1, s -> s.average = "sum");
        softmax("first sample only", s -> loss.test(s) && s.z.length > 1, s -> s.average = "0");
        softmax("all classes", loss, s -> s.allClasses = true);
        softmax("no logarithm", loss, s -> {
            s.log = v -> v;
            s.sign = 1;
        });
        softmax("classes from 1", s -> !s.view.equals(ViewNames.FORWARD),
                s -> s.labels = Arrays.stream(s.labels).map(k -> k == 0 ? s.z[0].length - 1 : k - 1).toArray());
        softmax("the next class", s -> !s.view.equals(ViewNames.FORWARD),
                s -> s.labels = Arrays.stream(s.labels).map(k -> k == s.z[0].length - 1 ? 0 : k + 1).toArray());
        softmax("median loss", s -> loss.test(s) && s.z.length > 2, s -> s.average = "median");
        softmax("percent", s -> !loss.test(s), s -> s.afterEach(6, m -> Grid.map(m, v -> 100 * v)));
        softmax("whole percent", s -> !loss.test(s), s -> s.afterEach(6, m -> Grid.map(m, v -> Math.rint(100 * v))));
        softmax("percent with one decimal", s -> !loss.test(s),
                s -> s.afterEach(6, m -> Grid.map(m, v -> Math.rint(1000 * v) / 10)));
        softmax("rounded early", s -> !s.view.equals(ViewNames.FORWARD),
                s -> s.between = v -> Math.rint(v * 100) / 100);
        softmax("1 not subtracted", gradient, s -> s.one = 0);
        softmax("sign of the gradient", gradient, s -> s.slopeSign = -1);
        softmax("gradient not averaged", s -> gradient.test(s) && s.z.length > 1, s -> s.average = "sum");
    }

    private void sgd(String name, Predicate<OtherSheets.Sgd> can, Consumer<OtherSheets.Sgd> make) {
        all.add(Blunder.of(OtherSheets.Sgd.class, "sgd", name, can, make));
    }

    private void sgd() {
        sgd("uphill", s -> true, s -> s.step = 1);
        sgd("learning rate ignored", s -> true, s -> s.lr = 1);
        sgd("learning rate ten times", s -> true, s -> s.lr *= 10);
        sgd("only the step", s -> true, s -> {
            s.weightStays = false;
            s.step = 1;
        });
        sgd("gradient signs dropped", s -> true, s -> s.g = Grid.map(s.g, Math::abs));
        sgd("momentum ignored", s -> s.momentum > 0, s -> s.momentum = 0);
        sgd("velocity not multiplied", s -> s.momentum > 0, s -> s.momentum = 1);
        sgd("dampened", s -> s.momentum > 0, s -> s.gradientShare = 1 - s.momentum);
        sgd("decay ignored", s -> s.decay > 0, s -> s.decay = 0);
        sgd("decay subtracted", s -> s.decay > 0, s -> s.decaySign = -1);
        sgd("step twice", s -> true, s -> s.rateOfStep = 2);
    }

    private void after(String family, String name, Predicate<double[][][]> can, int order,
            java.util.function.UnaryOperator<double[][][]> change) {
        all.add(new Blunder(family, name, s -> can.test(s.work()), s -> s.after(order, change)));
    }

    private void each(String family, String name, Predicate<double[][]> can, int order,
            java.util.function.UnaryOperator<double[][]> change) {
        after(family, name, p -> can.test(p[0]), order, p -> Arrays.stream(p).map(change).toArray(double[][][]::new));
    }

    private static boolean matrix(double[][] m) {
        return m.length > 1 || m[0].length > 1;
    }

    private void layout() {
        each("layout", "rotated", OtherBlunders::matrix, 3, Grid::halfTurn);
        each("layout", "mirrored", OtherBlunders::matrix, 3, Grid::mirrored);
        each("layout", "upside down", OtherBlunders::matrix, 3, Grid::upsideDown);
        each("layout", "transposed", OtherBlunders::matrix, 3, Grid::transposed);
        each("layout", "by columns", m -> m.length > 1 && m[0].length > 1, 3, Grid::byColumns);
        each("layout", "quarter turn", OtherBlunders::matrix, 3, Grid::quarterTurn);
        after("planes", "first only", p -> p.length > 1, 2, p -> new double[][][] {p[0]});
        after("planes", "exchanged", p -> p.length > 1, 2, p -> {
            double[][][] q = p.clone();
            q[0] = p[p.length - 1];
            q[p.length - 1] = p[0];
            return q;
        });
        after("planes", "added up", p -> p.length > 1, 2, p -> {
            double[][] sum = p[0];
            for (int i = 1; i < p.length; i++) {
                sum = Grid.plus(sum, p[i]);
            }
            return new double[][][] {sum};
        });
        after("planes", "one wrong", p -> p.length > 1, 2, p -> {
            double[][][] q = p.clone();
            q[p.length - 1] = Grid.halfTurn(p[p.length - 1]);
            return q;
        });
    }

    /** One number left out or written twice; the last one twice where one is missing. */
    private void moved() {
        all.add(new Blunder("moved", "one left out", s -> numbers(s) > 5, s -> {
            int at = s.pick(numbers(s) - 4);
            s.after(6, p -> moved(p, i -> i < at ? i : i + 1));
        }));
        all.add(new Blunder("moved", "one twice", s -> numbers(s) > 5, s -> {
            int at = s.pick(numbers(s) - 4);
            s.after(6, p -> moved(p, i -> i <= at ? i : i - 1));
        }));
    }

    private static double[][][] moved(double[][][] p, IntUnaryOperator source) {
        double[] line = Arrays.stream(p).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
        PrimitiveIterator.OfDouble next = IntStream.range(0, line.length)
                .mapToDouble(i -> line[Math.min(source.applyAsInt(i), line.length - 1)]).iterator();
        return Arrays.stream(p).map(m -> Grid.map(m, v -> next.nextDouble())).toArray(double[][][]::new);
    }

    private void numbers() {
        each("numbers", "signs dropped", m -> true, 5, m -> Grid.map(m, Math::abs));
        each("numbers", "signs changed", m -> true, 5, m -> Grid.map(m, v -> -v));
        each("numbers", "ReLU", m -> true, 1, m -> Grid.map(m, v -> Math.max(0, v)));
        each("numbers", "rounded to one decimal", m -> true, 7, m -> Grid.map(m, v -> Math.round(v * 10) / 10.0));
        each("numbers", "rounded to whole numbers", m -> true, 7, m -> Grid.map(m, Math::rint));
        each("numbers", "truncated", m -> true, 7, m -> Grid.map(m, v -> (double) (long) v));
        each("numbers", "truncated to one decimal", m -> true, 7,
                m -> Grid.map(m, v -> (long) (v * 10 + 1e-9 * Math.signum(v)) / 10.0));
        each("numbers", "decimal point", m -> true, 6, m -> Grid.map(m, v -> v * 10));
        slips(1);
        slips(2);
        slips(3);
        all.add(new Blunder("slips", "a sign", s -> numbers(s) > 3, s -> s.after(6, p -> {
            double[][][] q = Arrays.stream(p).map(Grid::copy).toArray(double[][][]::new);
            int c = s.pick(q.length);
            int i = s.pick(q[0].length);
            int j = s.pick(q[0][0].length);
            q[c][i][j] = -q[c][i][j];
            return q;
        })));
    }

    private static int numbers(Worksheet s) {
        double[][][] p = s.work();
        return p.length * p[0].length * p[0][0].length;
    }

    private void slips(int n) {
        all.add(new Blunder("slips", n + " numbers", s -> numbers(s) >= 2 * n, s -> s.after(6, p -> {
            double[][][] q = Arrays.stream(p).map(Grid::copy).toArray(double[][][]::new);
            int size = p.length * p[0].length * p[0][0].length;
            s.random.ints(0, size).distinct().limit(n).forEach(at -> {
                int plane = p[0].length * p[0][0].length;
                q[at / plane][at % plane / p[0][0].length][at % p[0][0].length] += 1 + s.pick(9);
            });
            return q;
        })));
    }
}
