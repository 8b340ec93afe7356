package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import longhand.explain.Explain;
import longhand.explain.PaperBatchNorm;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.shape.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batch normalisation as in PyTorch, and mistakes in it, made by arithmetic of this test. */
class BatchNormTest {
    private static PaperBatchNorm example(boolean training) {
        return PaperBatchNorm.of(Values.of(new double[] {1, 2, 3, 5, 0, -1, 4, 2, 2, 2, 7, 0, 1, 1, -3, 6}, 2, 2, 2, 2),
                Values.vector(2, -1), Values.vector(0.5, 3), Values.vector(1, 2), Values.vector(4, 9), 0.25, 0.5,
                training);
    }

    /** torch.nn.BatchNorm2d in double, PyTorch 1.13. */
    @Test
    void numbersArePyTorchs() {
        assertNumbers(BatchNormProblem.of(example(false), ViewNames.FORWARD), 0.5, 1.442809, 2.385618, 4.271236,
                3.648886, 3.973329, 2.351114, 3.0, 1.442809, 1.442809, 6.156854, -0.442809, 3.324443, 3.324443,
                4.622214, 1.702229);
        assertNumbers(BatchNormProblem.of(example(true), ViewNames.FORWARD), -1.075123, -0.175053, 0.725018, 2.525158,
                3.458349, 3.825029, 1.991632, 2.72499, -0.175053, -0.175053, 4.325299, -1.975193, 3.09167, 3.09167,
                4.558387, 1.258273);
        assertNumbers(BatchNormProblem.of(example(true), ViewNames.RUNNING_MEAN), 1.4375, 1.8125);
        assertNumbers(BatchNormProblem.of(example(true), ViewNames.RUNNING_VARIANCE), 4.267857142857142,
                8.732142857142858);
    }

    /** torch.nn.functional.batch_norm in double and backward, PyTorch 1.13. */
    @Test
    void gradientsArePyTorchs() {
        Values arrives = Values.of(new double[] {2, -1, 0, 3, 1, 4, -2, 0.5, -3, 1, 2, 5, 0, -1, 2, 3}, 2, 2, 2, 2);
        assertNumbers(BatchNormProblem.of(example(true), arrives, "dX"), 0.797531, -1.908377, -1.014003, 1.674814,
                0.049301, -0.992962, 0.918239, 0.117091, -3.708518, -0.108236, 0.763351, 3.503438, 0.358206, 0.724885,
                -0.144053, -1.030708);
        assertNumbers(BatchNormProblem.of(example(false), arrives, "dX"), 1.885618, -0.942809, 0.0, 2.828427,
                -0.324443, -1.297771, 0.648886, -0.162221, -2.828427, 0.942809, 1.885618, 4.714045, 0.0, 0.324443,
                -0.648886, -0.973329);
        assertNumbers(BatchNormProblem.of(example(true), arrives, "weight-gradient"), 0.1125087900926024,
                -3.4376193638557924);
        assertNumbers(BatchNormProblem.of(example(false), arrives, "weight-gradient"), 7.542472332656508,
                -4.8666426339228765);
        assertNumbers(BatchNormProblem.of(example(true), arrives, "bias-gradient"), 9, 7.5);
        assertNumbers(BatchNormProblem.of(example(true), Explain.NONE, "bias-gradient"), 8, 8);
        assertThrows(ShapeException.class, () -> BatchNormProblem.of(example(true), Values.vector(1, 2), "dX"));
    }

    /** The search computes them in stages, the explanation line by line. */
    private static void assertNumbers(Problem problem, double... expected) {
        assertArrayEquals(expected, problem.truth().toArray(), 1e-6);
        assertArrayEquals(expected, problem.asked().target().values().toArray(), 1e-6);
    }

    /** A batch of samples with two numbers each, worked out by a student who does one thing otherwise. */
    private record Student(String mistake, double[][] x, double[] gamma, double[] beta, double[] mean,
            double[] variance) {
        private static final double EPS = 0.5;
        private static final double MOMENTUM = 0.25;

        private boolean makes(String what) {
            return mistake.equals(what);
        }

        /** The numbers that a number has its statistics together with. */
        private double[] members(int n, int c) {
            return makes("statistics-of-all") ? Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray()
                    : makes("statistics-of-sample") ? x[n] : IntStream.range(0, x.length).mapToDouble(i -> x[i][c])
                            .toArray();
        }

        private double spread(double[] all, double center, boolean unbiased) {
            double sum = Arrays.stream(all).map(v -> makes("variance-of-squares") ? v * v
                    : makes("variance-absolute") ? Math.abs(v - center) : (v - center) * (v - center)).sum();
            boolean lessOne = unbiased != (makes("variance-unbiased") || makes("variance-biased"));
            return makes("variance-not-divided") ? sum : sum / (all.length - (lessOne ? 1 : 0));
        }

        private double center(double... all) {
            double[] sorted = Arrays.stream(all).sorted().toArray();
            int n = all.length;
            return switch (mistake) {
                case "mean-median" -> (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
                case "mean-middle-of-range" -> (sorted[0] + sorted[n - 1]) / 2;
                case "mean-geometric-mean" -> Math.exp(Arrays.stream(all).map(v -> Math.log(Math.abs(v))).sum() / n);
                case "mean-sum" -> Arrays.stream(all).sum();
                case "mean-less-one" -> Arrays.stream(all).sum() / (n - 1);
                default -> Arrays.stream(all).average().orElseThrow();
            };
        }

        double forward(int n, int c, boolean training) {
            double[] all = members(n, c);
            boolean batch = training != makes("other-statistics");
            double center = center(all);
            double v = batch ? spread(all, center, false) : variance[c];
            double m = makes("standard-mean-ignored") ? 0 : batch ? center : mean[c];
            double divisor = makes("standard-root-missing") ? v + EPS : makes("standard-epsilon-missing")
                    ? Math.sqrt(v) : makes("standard-epsilon-outside") ? Math.sqrt(v) + EPS : Math.sqrt(v + EPS);
            double standard = makes("standard-not-divided") ? x[n][c] - m
                    : makes("standard-precedence") ? x[n][c] / divisor - m : (x[n][c] - m) / divisor;
            return makes("affine-gamma-ignored") ? standard + beta[c] : makes("affine-beta-ignored")
                    ? gamma[c] * standard : makes("affine-exchanged") ? beta[c] * standard + gamma[c]
                            : gamma[c] * standard + beta[c];
        }

        double runningVariance(int c) {
            double[] all = members(0, c);
            double now = spread(all, center(all), true);
            double share = makes("running-shares-exchanged") ? 1 - MOMENTUM : MOMENTUM;
            return makes("running-of-batch") ? now : (1 - share) * variance[c] + share * now;
        }
    }

    @ParameterizedTest
    @CsvSource({"standard-precedence, training", "standard-precedence, evaluation", "mean-median, training",
        "mean-median, running", "mean-middle-of-range, training", "mean-middle-of-range, running",
        "mean-geometric-mean, training", "mean-sum, training", "mean-sum, running", "mean-less-one, training",
        "statistics-of-all, training", "statistics-of-sample, training", "variance-unbiased, training",
        "variance-not-divided, training", "variance-absolute, training", "variance-of-squares, training",
        "other-statistics, training", "other-statistics, evaluation", "standard-mean-ignored, training",
        "standard-root-missing, training", "standard-epsilon-missing, training", "standard-epsilon-outside, training",
        "standard-epsilon-outside, evaluation", "standard-root-missing, evaluation", "standard-not-divided, training",
        "affine-gamma-ignored, training", "affine-beta-ignored, evaluation", "affine-exchanged, training",
        "variance-biased, running", "running-shares-exchanged, running", "running-of-batch, running",
        "variance-of-squares, running"})
    void mistakesAreNamed(String mistake, String kind) {
        Random random = new Random(mistake.hashCode());
        int tried = 0;
        for (int i = 0; i < 15; i++) {
            double[][] x = IntStream.range(0, 4).mapToObj(n -> whole(random, 2, -9, 10)).toArray(double[][]::new);
            Student s = new Student(mistake, x, whole(random, 2, 2, 5), new double[] {3, -2}, new double[] {-1, 2},
                    whole(random, 2, 2, 10));
            boolean training = !kind.equals("evaluation");
            boolean running = kind.equals("running");
            double[] answer = running ? new double[] {s.runningVariance(0), s.runningVariance(1)}
                    : IntStream.range(0, 8).mapToDouble(p -> s.forward(p / 2, p % 2, training)).toArray();
            Problem p = BatchNormProblem.of(PaperBatchNorm.of(Values.of(x), Values.vector(s.gamma),
                    Values.vector(s.beta), Values.vector(s.mean), Values.vector(s.variance), Student.MOMENTUM,
                    Student.EPS, training), running ? ViewNames.RUNNING_VARIANCE : ViewNames.FORWARD);
            Values rounded = Values.of(Arrays.stream(answer).map(v -> Math.rint(v * 1e4) / 1e4).toArray(),
                    running ? new int[] {2} : new int[] {4, 2});
            Diagnosis d = Diagnosis.of(p, MatrixText.parse(rounded.toString()));
            tried += d.correct() ? 0 : 1; // the mean can be in the middle by chance
            assertTrue(d.correct() || d.findings().stream().anyMatch(f -> f.misconceptions().size() == 1
                    && f.misconceptions().getFirst().id().equals(mistake)), d::text);
        }
        assertTrue(tried > 10);
    }

    private static double[] whole(Random random, int count, int least, int below) {
        return random.ints(count, least, below).asDoubleStream().toArray();
    }

    @Test
    void whatHasNoStatisticsIsRefused() {
        String one = assertThrows(ShapeException.class, () -> PaperBatchNorm.of(Values.of(new double[] {1, 2}, 1, 2),
                Explain.NONE, Explain.NONE, Explain.NONE, Explain.NONE, 0.1, 1e-5, true)).getMessage();
        assertTrue(one.contains("in training a channel needs 2 numbers to have a variance"), one);
        String variance = assertThrows(IllegalArgumentException.class, () -> PaperBatchNorm.of(
                Values.filled(1, 2, 2), Explain.NONE, Explain.NONE, Explain.NONE, Values.vector(1, -1), 0.1, 1e-5,
                false)).getMessage();
        assertEquals("batchnorm: a running variance below 0. Rule: it is a mean of squares, so it is 0 or more. "
                + "Fix: give such a number", variance);
        assertThrows(ShapeException.class, () -> PaperBatchNorm.of(Values.filled(1, 2, 2), Values.vector(1, 2, 3),
                Explain.NONE, Explain.NONE, Explain.NONE, 0.1, 1e-5, true));
        assertThrows(IllegalArgumentException.class, () -> PaperBatchNorm.of(Values.filled(1, 2, 2), Explain.NONE,
                Explain.NONE, Explain.NONE, Explain.NONE, 0.1, Double.NaN, true));
    }

    /** Only the divisor n gives this: a variance measured from the mean itself is the right one. */
    @Test
    void theRunningVarianceDividedByItsCount() {
        PaperBatchNorm norm = PaperBatchNorm.of(MatrixText.parse("1 7 2; 4 -3 5; 9 0 8; 2 6 -1").values(), Explain.NONE,
                Explain.NONE, Explain.NONE, Explain.NONE, 0.1, 0.5, true);
        // 0.9 + 0.1·(9.5, 17.25, 11.25)
        Diagnosis d = Diagnosis.of(BatchNormProblem.of(norm, ViewNames.RUNNING_VARIANCE),
                MatrixText.parse("1.85 2.625 2.025"));
        assertTrue(d.text().contains("divided by n; ") && !d.text().contains("measured from the mean itself"), d::text);
    }
}
