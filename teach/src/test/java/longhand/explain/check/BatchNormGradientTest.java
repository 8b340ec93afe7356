package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import longhand.explain.PaperBatchNorm;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gradients of batch normalisation: against finite differences, and mistakes in them, made by arithmetic of this test.
 */
class BatchNormGradientTest {
    private static final double EPS = 0.5;
    private static final int SAMPLES = 3;
    private static final int CHANNELS = 2;
    private static final int PLANE = 2;

    /** A batch of 3 samples × 2 channels × 1 row × 2 columns. */
    private record Batch(double[] x, double[] dy, double[] gamma, double[] beta, double[] mean, double[] variance) {
        static Batch random(Random r) {
            return new Batch(whole(r, 12, -9, 10), whole(r, 12, -5, 6), whole(r, 2, 2, 5), whole(r, 2, -3, 4),
                    whole(r, 2, -3, 4), whole(r, 2, 2, 10));
        }

        private static double[] whole(Random random, int count, int least, int below) {
            return random.ints(count, least, below).asDoubleStream().toArray();
        }

        Problem problem(boolean training, String view) {
            int[] dims = {SAMPLES, CHANNELS, 1, PLANE};
            return BatchNormProblem.of(PaperBatchNorm.of(Values.of(x, dims), Values.vector(gamma), Values.vector(beta),
                    Values.vector(mean), Values.vector(variance), 0.25, EPS, training), Values.of(dy, dims), view);
        }

        /** The loss whose gradient by Y is dy. */
        double loss(boolean training) {
            Values y = problem(training, ViewNames.FORWARD).truth();
            return IntStream.range(0, 12).mapToDouble(i -> dy[i] * y.get(i)).sum();
        }

        private int[] channel(int c) {
            return IntStream.range(0, 12).filter(i -> i / PLANE % CHANNELS == c).toArray();
        }

        private double center(int c) {
            return Arrays.stream(channel(c)).mapToDouble(i -> x[i]).average().orElseThrow();
        }

        private double deviation(int c, boolean unbiased) {
            double sum = Arrays.stream(channel(c)).mapToDouble(i -> Math.pow(x[i] - center(c), 2)).sum();
            return Math.sqrt(sum / (unbiased ? 5 : 6) + EPS);
        }

        /** The gradient by X with a mistake. */
        double input(int i, String mistake) {
            int c = i / PLANE % CHANNELS;
            double s = deviation(c, mistake.equals("variance-unbiased"));
            double standard = (x[i] - center(c)) / s;
            double a = Arrays.stream(channel(c)).mapToDouble(j -> dy[j]).sum() / 6;
            double b = Arrays.stream(channel(c)).mapToDouble(j -> dy[j] * (x[j] - center(c)) / s).sum() / 6;
            return switch (mistake) {
                case "gradient-of-evaluation" -> gamma[c] / s * dy[i];
                case "gradient-of-running" -> gamma[c] / Math.sqrt(variance[c] + EPS) * dy[i];
                case "gradient-variance-constant" -> gamma[c] / s * (dy[i] - a);
                case "gradient-mean-constant" -> gamma[c] / s * (dy[i] - standard * b);
                case "gradient-not-averaged" -> gamma[c] / s * (dy[i] - 6 * a - 6 * standard * b);
                case "gradient-less-one" -> gamma[c] / s * (dy[i] - 1.2 * a - 1.2 * standard * b);
                case "factor-gamma-missing" -> (dy[i] - a - standard * b) / s;
                case "factor-deviation-missing" -> (dy[i] - a - standard * b) * gamma[c];
                case "factor-missing" -> dy[i] - a - standard * b;
                case "factor-root-missing" -> (dy[i] - a - standard * b) * gamma[c] / s / s;
                default -> gamma[c] / s * (dy[i] - a - standard * b);
            };
        }

        /** The gradient by γ with a mistake. */
        double[] gamma(String mistake) {
            double[] each = IntStream.range(0, 12).mapToDouble(i -> {
                int c = i / PLANE % CHANNELS;
                double standard = (x[i] - center(c)) / deviation(c, mistake.equals("variance-unbiased"));
                return mistake.equals("gradient-as-of-beta") ? dy[i] : mistake.equals("upstream-ignored") ? standard
                        : mistake.equals("standard-mean-ignored") ? dy[i] * x[i] / deviation(c, false)
                                : dy[i] * standard;
            }).toArray();
            return added(each, mistake);
        }

        private double[] added(double[] each, String mistake) {
            double[] sums = new double[switch (mistake) {
                case "gradient-over-sample" -> SAMPLES;
                case "gradient-over-image" -> SAMPLES * CHANNELS;
                case "gradient-over-samples" -> CHANNELS * PLANE;
                default -> CHANNELS;
            }];
            for (int i = 0; i < 12; i++) {
                sums[switch (mistake) {
                    case "gradient-over-sample" -> i / PLANE / CHANNELS;
                    case "gradient-over-image" -> i / PLANE;
                    case "gradient-over-samples" -> i % (CHANNELS * PLANE);
                    default -> i / PLANE % CHANNELS;
                }] += mistake.equals("gradient-averaged") ? each[i] / 6 : each[i];
            }
            return sums;
        }
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        Random r = new Random(3);
        double h = 1e-5;
        for (int n = 0; n < 12; n++) {
            Batch at = Batch.random(r);
            boolean training = n % 2 == 0;
            String[] views = {ViewNames.INPUT_GRADIENT, ViewNames.WEIGHT_GRADIENT, ViewNames.BIAS_GRADIENT};
            double[][] numbers = {at.x(), at.gamma(), at.beta()};
            for (int v = 0; v < views.length; v++) {
                Problem problem = at.problem(training, views[v]);
                double[] truth = problem.truth().toArray();
                for (int i = 0; i < truth.length; i++) {
                    double before = numbers[v][i];
                    numbers[v][i] = before + h;
                    double above = at.loss(training);
                    numbers[v][i] = before - h;
                    double below = at.loss(training);
                    numbers[v][i] = before;
                    assertEquals((above - below) / (2 * h), truth[i], 1e-6, views[v]);
                    assertEquals(truth[i], problem.asked().at().apply(i).value(), 1e-9, views[v]);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gradient-of-evaluation, dX", "gradient-of-running, dX", "gradient-variance-constant, dX",
        "gradient-mean-constant, dX", "gradient-not-averaged, dX", "gradient-less-one, dX", "factor-gamma-missing, dX",
        "factor-deviation-missing, dX", "factor-missing, dX", "factor-root-missing, dX", "variance-unbiased, dX",
        "gradient-as-of-beta, weight-gradient", "gradient-over-sample, weight-gradient",
        "gradient-over-image, weight-gradient", "gradient-over-samples, weight-gradient",
        "gradient-averaged, weight-gradient", "variance-unbiased, weight-gradient",
        "standard-mean-ignored, weight-gradient", "upstream-ignored, weight-gradient",
        "gradient-over-sample, bias-gradient", "gradient-averaged, bias-gradient"})
    void mistakesAreNamed(String mistake, String view) {
        Random r = new Random(mistake.hashCode());
        int made = 0;
        while (made < 8) {
            Batch batch = Batch.random(r);
            double[] answer = view.equals("dX") ? IntStream.range(0, 12).mapToDouble(i -> batch.input(i, mistake))
                    .toArray() : view.equals("weight-gradient") ? batch.gamma(mistake)
                            : batch.added(batch.dy(), mistake);
            double[] rounded = Arrays.stream(answer).map(v -> Math.rint(v * 1e4) / 1e4).toArray();
            int[] dims = view.equals("dX") ? new int[] {SAMPLES, CHANNELS, 1, PLANE}
                    : mistake.equals("gradient-over-image") ? new int[] {SAMPLES, CHANNELS}
                            : mistake.equals("gradient-over-samples") ? new int[] {CHANNELS, 1, PLANE}
                                    : new int[] {answer.length};
            Problem problem = batch.problem(true, view);
            Diagnosis d = Diagnosis.of(problem, MatrixText.parse(Values.of(rounded, dims).toString()));
            if (d.correct()) {
                continue; // what was forgotten is 0
            }
            made++;
            assertTrue(d.findings().stream().anyMatch(f -> f.misconceptions().size() == 1
                    && f.misconceptions().getFirst().id().equals(mistake)), () -> problem.truth() + "\n" + d.text());
        }
    }

    @Test
    void inEvaluationMeanAndVarianceAreConstants() {
        Batch batch = Batch.random(new Random(8));
        double[] answer = IntStream.range(0, 12).mapToDouble(i -> batch.input(i, "")).toArray();
        Diagnosis d = Diagnosis.of(batch.problem(false, "dX"),
                Written.exactly(Values.of(answer, SAMPLES, CHANNELS, 1, PLANE)));
        assertTrue(d.text().contains("the gradient of training was given"), d::text);
        assertTrue(Diagnosis.of(batch.problem(true, "dX"),
                Written.exactly(Values.of(answer, SAMPLES, CHANNELS, 1, PLANE))).correct());
        assertEquals("Compute dγ, the gradient of the loss by γ. dY is the gradient of the loss by Y, the batch "
                + "normalisation of X in evaluation: with the running mean and variance of each channel, factors γ, "
                + "offsets β and ε = 0.5.", batch.problem(false, "weight-gradient").question());
    }
}
