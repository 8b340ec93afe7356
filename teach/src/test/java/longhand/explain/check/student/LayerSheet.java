package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import longhand.explain.LayerSpec;
import longhand.explain.ViewNames;
import longhand.explain.check.LayersProblem;
import longhand.explain.check.LayersProblem.Quantity;
import longhand.explain.check.Problem;
import longhand.shape.Size2d;

/** Output sizes, numbers of parameters or receptive fields of some layers. */
final class LayerSheet extends Worksheet {
    final Quantity quantity;
    final boolean each;
    private final Problem problem;
    List<Layer> layers = new ArrayList<>();
    final double[] input;
    /** How often the padding counts. */
    double paddings = 2;
    double plus = 1;
    DoubleUnaryOperator rounding = Math::floor;
    Reach reach = (k, d) -> d * (k - 1) + 1;
    Divide divide = (n, s) -> n / s;
    Count weights = (l, kh, kw) -> l.in * l.out * kh * kw;
    Count biases = (l, kh, kw) -> l.out;
    boolean poolsCount;
    boolean alwaysBias;
    Wider wider = (r, j, k, d, s) -> r + d * (k - 1) * j;
    Divide apart = (j, s) -> j * s;
    double pixel = 1;

    /** A layer; every setting for rows and columns. */
    static final class Layer {
        final String kind;
        double in;
        double out;
        double[] k = {1, 1};
        double[] s = {1, 1};
        double[] p = {0, 0};
        double[] d = {1, 1};
        boolean bias;

        Layer(String kind) {
            this.kind = kind;
        }

        private static String pair(String letter, double... v) {
            return " " + letter + (int) v[0] + "x" + (int) v[1];
        }

        @Override
        public String toString() {
            String channels = in > 0 ? " " + (int) in + "->" + (int) out : "";
            return kind + channels + (kind.equals("linear") ? "" : pair("k", k) + pair("s", s) + pair("p", p)
                    + pair("d", d)) + (kind.equals("pool") || bias ? "" : " nobias");
        }
    }

    /** How far a window reaches. */
    interface Reach {
        double of(double k, double d);
    }

    /** A number for each step. */
    interface Divide {
        double of(double n, double s);
    }

    /** What a layer has of something. */
    interface Count {
        double of(Layer l, double kh, double kw);
    }

    /** The field behind a layer. */
    interface Wider {
        double of(double r, double j, double k, double d, double s);
    }

    LayerSheet(Random random, Quantity quantity) {
        super(random);
        this.quantity = quantity;
        int count = 1 + pick(4);
        each = count > 1 && random.nextBoolean();
        double channels = 1 + pick(3) * pick(3);
        for (int i = 0; i < count; i++) {
            Layer layer = layer(channels, quantity == Quantity.PARAMETERS && i == count - 1 && count > 2);
            channels = layer.kind.equals("pool") ? channels : layer.out;
            layers.add(layer);
        }
        input = new double[] {600 + pick(300), 600 + pick(300)};
        if (random.nextBoolean()) {
            input[1] = input[0];
        }
        problem = LayersProblem.of(quantity, new Size2d((int) input[0], (int) input[1]),
                LayerSpec.parse(layers.stream().map(Layer::toString).collect(Collectors.joining("; "))),
                each ? ViewNames.LAYERS : ViewNames.FORWARD);
    }

    private Layer layer(double channels, boolean last) {
        Layer layer = new Layer(last ? "linear" : pick(3) == 0 && quantity != Quantity.PARAMETERS ? "pool" : "conv");
        if (last) {
            layer.in = channels * 16;
            layer.out = 10;
        } else {
            boolean square = pick(3) > 0;
            layer.k = square(square, 2 + pick(4), 2 + pick(4));
            layer.s = square(square, 1 + pick(3), 1 + pick(3));
            layer.p = square(square, pick(3), pick(3));
            layer.d = square(square, 1 + pick(2) * pick(2), 1 + pick(2));
        }
        if (layer.kind.equals("conv")) {
            layer.in = channels;
            layer.out = 2 + pick(15);
        }
        layer.bias = !layer.kind.equals("pool") && pick(4) > 0;
        return layer;
    }

    private static double[] square(boolean square, int h, int w) {
        return new double[] {h, square ? h : w};
    }

    @Override
    Problem problem() {
        return problem;
    }

    @Override
    boolean possible() {
        return !layers.isEmpty();
    }

    @Override
    double[][][] work() {
        List<double[]> rows = new ArrayList<>();
        double[] size = input.clone();
        double[] field = {pixel, pixel};
        double[] step = {1, 1};
        double total = 0;
        for (Layer l : layers) {
            double own = own(l);
            total += own;
            for (int a = 0; a < 2; a++) {
                size[a] = rounding.applyAsDouble(divide.of(size[a] + paddings * l.p[a] - reach.of(l.k[a], l.d[a]),
                        l.s[a])) + plus;
                field[a] = wider.of(field[a], step[a], l.k[a], l.d[a], l.s[a]);
                step[a] = apart.of(step[a], l.s[a]);
            }
            rows.add(switch (quantity) {
                case OUTPUT_SIZE -> size.clone();
                case RECEPTIVE_FIELD -> field.clone();
                case PARAMETERS -> new double[] {each ? own : total};
            });
        }
        double[][] all = each ? rows.toArray(double[][]::new) : new double[][] {rows.getLast()};
        return new double[][][] {quantity == Quantity.PARAMETERS ? new double[][] {Arrays.stream(all)
                .mapToDouble(r -> r[0]).toArray()} : all};
    }

    private double own(Layer l) {
        if (l.kind.equals("pool")) {
            return poolsCount ? l.k[0] * l.k[1] : 0;
        }
        return weights.of(l, l.k[0], l.k[1]) + (l.bias || alwaysBias ? biases.of(l, l.k[0], l.k[1]) : 0);
    }
}
