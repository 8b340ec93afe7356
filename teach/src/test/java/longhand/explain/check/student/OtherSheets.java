package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.check.LinearProblem;
import longhand.explain.check.Problem;
import longhand.explain.check.SgdProblem;
import longhand.explain.check.SoftmaxProblem;

/** Linear layers, softmax with cross-entropy, and SGD steps. */
final class OtherSheets {
    private OtherSheets() {}

    /** A linear layer or one of its gradients. */
    static final class Linear extends Worksheet {
        final String view;
        private final Problem problem;
        double[][] x;
        double[][] w;
        double[] b;
        double[][] g;
        DoubleBinaryOperator product = (p, q) -> p * q;
        String reduce = "sum";
        String bias = "output";

        Linear(Random random, String view) {
            super(random);
            this.view = view;
            int n = 1 + pick(3);
            int in = 2 + pick(3);
            int out = 2 + pick(3);
            x = randomMatrix(n, in, -9, 9);
            w = randomMatrix(out, in, -4, 5);
            g = randomMatrix(n, out, -4, 5);
            b = random.nextBoolean() || view.equals(ViewNames.BIAS_GRADIENT) ? randomMatrix(1, out, -9, 9)[0]
                    : new double[0];
            boolean backward = !view.equals(ViewNames.FORWARD);
            problem = LinearProblem.of(Values.of(x), Values.of(w), b.length == 0 ? Explain.NONE : Values.vector(b),
                    backward ? Values.of(g) : Explain.NONE, view);
        }

        @Override
        Problem problem() {
            return problem;
        }

        @Override
        boolean possible() {
            return x[0].length == w[0].length && g.length == x.length && g[0].length == w.length;
        }

        @Override
        double[][][] work() {
            double[][] y = switch (view) {
                case ViewNames.INPUT_GRADIENT -> table(x.length, w[0].length, (n, k) -> terms(w.length,
                        o -> product.applyAsDouble(g[n][o], w[o][k])));
                case ViewNames.WEIGHT_GRADIENT -> table(w.length, x[0].length, (o, k) -> terms(x.length,
                        n -> product.applyAsDouble(g[n][o], x[n][k])));
                case ViewNames.BIAS_GRADIENT -> table(1, w.length, (i, o) -> terms(g.length, n -> g[n][o]));
                default -> table(x.length, w.length,
                        (n, o) -> join(terms(x[0].length, k -> product.applyAsDouble(x[n][k], w[o][k])), n, o));
            };
            return new double[][][] {y};
        }

        private interface Cell {
            double at(int i, int j);
        }

        private static double[][] table(int h, int w, Cell cell) {
            double[][] m = new double[h][w];
            for (int i = 0; i < h; i++) {
                for (int j = 0; j < w; j++) {
                    m[i][j] = cell.at(i, j);
                }
            }
            return m;
        }

        private double terms(int n, java.util.function.IntToDoubleFunction term) {
            return Grid.reduce(reduce, IntStream.range(0, n).mapToObj(i -> term.applyAsDouble(i)).toList());
        }

        private double join(double sum, int n, int o) {
            if (b.length == 0) {
                return sum;
            }
            return switch (bias) {
                case "missing" -> sum;
                case "subtracted" -> sum - b[o];
                case "per product" -> sum + x[0].length * b[o];
                case "sample" -> n < b.length ? sum + b[n] : sum;
                case "same" -> sum + b[0];
                default -> sum + b[o];
            };
        }

        @Override
        Values shaped(double[][][] planes) {
            Values v = super.shaped(planes);
            return view.equals(ViewNames.BIAS_GRADIENT) && v.rows() == 1 ? v.reshape(v.size()) : v;
        }
    }

    /** Softmax, cross-entropy, or the gradient of both. */
    static final class Softmax extends Worksheet {
        final String view;
        private final Problem problem;
        double[][] z;
        int[] labels;
        DoubleUnaryOperator power = Math::exp;
        /** row, column, all, none or largest. */
        String total = "row";
        DoubleUnaryOperator between = p -> p;
        DoubleUnaryOperator log = Math::log;
        double sign = -1;
        /** mean, sum, or the number of the only sample. */
        String average = "mean";
        /** How much is subtracted for the right class. */
        double one = 1;
        boolean allClasses;
        double slopeSign = 1;

        Softmax(Random random, String view) {
            super(random);
            this.view = view;
            int n = 1 + pick(3);
            int k = 2 + pick(3);
            z = randomMatrix(n, k, -2, 4);
            if (random.nextBoolean()) {
                z = Grid.map(z, v -> v / 2);
            }
            labels = random.ints(n, 0, k).toArray();
            problem = SoftmaxProblem.of(Values.of(z), Arrays.stream(labels).boxed().toList(), view);
        }

        @Override
        Problem problem() {
            return problem;
        }

        @Override
        boolean possible() {
            return labels.length == z.length && Arrays.stream(labels).allMatch(k -> k >= 0 && k < z[0].length);
        }

        private double[][] shares() {
            double[][] e = Grid.map(z, power);
            double[][] p = new double[z.length][z[0].length];
            for (int n = 0; n < z.length; n++) {
                for (int k = 0; k < z[0].length; k++) {
                    int column = k;
                    double divisor = switch (total) {
                        case "row" -> Arrays.stream(e[n]).sum();
                        case "column" -> Arrays.stream(e).mapToDouble(r -> r[column]).sum();
                        case "all" -> Arrays.stream(e).flatMapToDouble(Arrays::stream).sum();
                        case "largest" -> Arrays.stream(e[n]).max().orElseThrow();
                        default -> 1;
                    };
                    p[n][k] = between.applyAsDouble(e[n][k] / divisor);
                }
            }
            return p;
        }

        @Override
        double[][][] work() {
            double[][] p = shares();
            if (view.equals(ViewNames.FORWARD)) {
                return new double[][][] {p};
            }
            if (view.equals(ViewNames.INPUT_GRADIENT)) {
                double[][] d = new double[p.length][p[0].length];
                for (int n = 0; n < d.length; n++) {
                    for (int k = 0; k < d[0].length; k++) {
                        double hit = labels[n] == k ? one : 0;
                        d[n][k] = slopeSign * (p[n][k] - hit) / (average.equals("mean") ? p.length : 1);
                    }
                }
                return new double[][][] {d};
            }
            List<Double> losses = new ArrayList<>();
            for (int n = 0; n < p.length; n++) {
                for (int k = 0; k < p[0].length; k++) {
                    if (allClasses || k == labels[n]) {
                        losses.add(sign * log.applyAsDouble(p[n][k]));
                    }
                }
            }
            double sum = losses.stream().mapToDouble(Double::doubleValue).sum();
            double loss = average.equals("mean") ? sum / p.length : average.equals("sum") ? sum
                    : average.equals("median") ? Grid.reduce("median", losses) : losses.get(Integer.parseInt(average));
            return new double[][][] {{{loss}}};
        }

        @Override
        Values shaped(double[][][] planes) {
            return view.equals(ViewNames.LOSS) ? Values.of(planes[0][0], 1) : super.shaped(planes);
        }
    }

    /** An SGD step. */
    static final class Sgd extends Worksheet {
        private final Problem problem;
        double[][] w;
        double[][] g;
        double[][] v;
        double lr;
        double momentum;
        double decay;
        double step = -1;
        double rateOfStep = 1;
        boolean weightStays = true;
        double gradientShare = 1;
        double decaySign = 1;

        Sgd(Random random) {
            super(random);
            int h = 1 + pick(2);
            int n = 2 + pick(2);
            w = randomMatrix(h, n, -9, 9);
            g = randomMatrix(h, n, -9, 9);
            lr = new double[] {0.1, 0.5, 0.01, 0.2}[pick(4)];
            momentum = random.nextBoolean() ? 0.9 : 0;
            decay = random.nextBoolean() ? 0.01 : 0;
            v = momentum > 0 ? randomMatrix(h, n, -5, 5) : Grid.filled(h, n, 0);
            problem = SgdProblem.of(Values.of(w), Values.of(g), momentum > 0 ? Values.of(v) : Explain.NONE, lr,
                    momentum, decay, ViewNames.FORWARD);
        }

        @Override
        Problem problem() {
            return problem;
        }

        @Override
        boolean possible() {
            return g.length == w.length && g[0].length == w[0].length;
        }

        @Override
        double[][][] work() {
            double[][] y = new double[w.length][w[0].length];
            for (int i = 0; i < y.length; i++) {
                for (int j = 0; j < y[0].length; j++) {
                    double d = g[i][j] + decaySign * decay * w[i][j];
                    double mixed = momentum * v[i][j] + gradientShare * d;
                    y[i][j] = (weightStays ? w[i][j] : 0) + step * rateOfStep * lr * mixed;
                }
            }
            return new double[][][] {y};
        }
    }
}
