package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import longhand.explain.AdamSettings;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of Adam and AdamW as in PyTorch, and mistakes in them, made by arithmetic of this test. */
class AdamTest {
    private static final Values FIRST = Values.vector(0.58, 0.64, -0.08);
    private static final Values SECOND = Values.vector(2.26, 6.64, 2.56);
    private static final Values GRADIENT = Values.vector(1, 1, -3);

    private static AdamSettings settings(double decay, boolean decoupled, int step) {
        return new AdamSettings(0.5, 0.8, 0.6, 0.1, decay, decoupled, step);
    }

    /** Weights and moments after the third step of torch.optim, PyTorch 1.13. */
    @Test
    void stepsArePyTorchs() {
        Values plain = Values.vector(0.10911053841826807, -1.8131095537994053, 2.5767195767195767);
        assertStep(AdamProblem.of(plain, GRADIENT, FIRST, SECOND, settings(0, false, 3), ViewNames.FORWARD),
                -0.3170012589000101, -2.109091328001469, 2.8325303909348603);
        assertStep(AdamProblem.of(plain, GRADIENT, FIRST, SECOND, settings(0, false, 3), ViewNames.FIRST_MOMENT),
                0.664, 0.712, -0.664);
        assertStep(AdamProblem.of(plain, GRADIENT, FIRST, SECOND, settings(0, false, 3), ViewNames.SECOND_MOMENT),
                1.756, 4.384, 5.136);
        Values decoupled = Values.vector(0.03580408680536484, -1.640836826526678, 2.3080291005291);
        assertStep(AdamProblem.of(decoupled, GRADIENT, FIRST, SECOND, settings(0.1, true, 3), ViewNames.FORWARD),
                -0.3920979148531815, -1.8547767594024078, 2.4484384597179285);
        assertStep(AdamProblem.of(Values.vector(0.10440097543544369, -1.7868080795043912, 2.5084951519765304), GRADIENT,
                Values.vector(0.6063124999999999, 0.5772307692307691, 0.018416666666666647),
                Values.vector(2.4280884765625004, 6.26275976331361, 2.4916850694444443), settings(0.1, false, 3),
                ViewNames.FORWARD), -0.32424890231988235, -2.057857637385642, 2.727743455017468);
    }

    /** The search computes them in stages, the explanation line by line. */
    private static void assertStep(AdamProblem problem, double... expected) {
        assertArrayEquals(expected, problem.truth().toArray(), 1e-9);
        assertArrayEquals(expected, problem.asked().target().values().toArray(), 1e-9);
    }

    /** A student with one thing done otherwise. */
    private static final class Student {
        double lr = 0.5;
        double beta1 = 0.8;
        double beta2 = 0.6;
        double newShare1 = 1 - beta1;
        double newShare2 = 1 - beta2;
        double eps = 0.1;
        double step = 3;
        DoubleBinaryOperator correction = (beta, t) -> 1 - Math.pow(beta, t);
        boolean correctsFirst = true;
        boolean correctsSecond = true;
        boolean squares = true;
        boolean corrected = true;
        boolean root = true;
        boolean epsInside;
        boolean gradientForMoment;
        String early = "";
        double sign = -1;
        double decayOfGradient;
        double decayOfWeight;

        Student(String mistake) {
            early = mistake.contains("-early") ? mistake : "";
            switch (mistake.replaceAll("-early.*", "")) {
                case "step-epsilon", "step-root" -> corrected = true;
                case "correction-missing" -> corrected = false;
                case "correction-step-ignored" -> step = 1;
                case "correction-step-off-by-one" -> step = 2;
                case "correction-product" -> correction = (beta, t) -> 1 - beta * t;
                case "correction-product-of-share" -> correction = (beta, t) -> (1 - beta) * t;
                case "second-moment-not-squared" -> squares = false;
                case "second-moment-as-sum" -> newShare2 = 1;
                case "second-moment-shares-exchanged", "first-moment-shares-exchanged" -> exchange(mistake);
                case "first-moment-as-momentum" -> newShare1 = 1;
                case "step-root-missing" -> root = false;
                case "step-epsilon-inside" -> epsInside = true;
                case "gradient-for-moment" -> gradientForMoment = true;
                case "step-uphill" -> sign = 1;
                case "rate-decimal-point" -> lr = 0.05;
                case "decay-in-gradient" -> decayOfGradient = 0.1;
                case "decay-ignored" -> decayOfGradient = 0;
                default -> decayOfWeight = 0.1;
            }
        }

        /** What the moment is divided by if something is done before the correction. */
        private double divisorOf(double square) {
            double share = 1 - 0.6 * 0.6 * 0.6;
            return switch (early) {
                case "step-epsilon-early-square" -> Math.sqrt((square + eps) / share);
                case "step-epsilon-early-root" -> (Math.sqrt(square) + eps) / Math.sqrt(share);
                case "step-epsilon-early-sum" -> (Math.sqrt(square) + eps) / share;
                default -> Math.sqrt(square) / share + eps;
            };
        }

        /** Corrections keep the right betas. */
        private void exchange(String mistake) {
            if (mistake.startsWith("first")) {
                beta1 = 0.2;
                newShare1 = 0.8;
            } else {
                beta2 = 0.4;
                newShare2 = 0.6;
            }
        }

        double work(double w, double g, double m, double v) {
            double slope = g + decayOfGradient * w;
            double mean = beta1 * m + newShare1 * slope;
            double square = beta2 * v + newShare2 * (squares ? slope * slope : slope);
            mean /= corrected ? (correctsFirst ? correction.applyAsDouble(0.8, step) : 1 - Math.pow(0.8, step)) : 1;
            mean = gradientForMoment ? slope : mean;
            if (!early.isEmpty()) {
                return w - lr * mean / divisorOf(square);
            }
            square /= corrected ? (correctsSecond ? correction.applyAsDouble(0.6, step) : 1 - Math.pow(0.6, step)) : 1;
            square = Math.abs(square); // a number below 0 has no root
            double divisor = epsInside ? Math.sqrt(square + eps) : (root ? Math.sqrt(square) : square) + eps;
            return w - lr * decayOfWeight * w + sign * lr * mean / divisor;
        }
    }

    /** Numbers that no step and no share of a moment can be are not named as misread. */
    @Test
    void settingsAreMisreadAsSettingsOnly() {
        Random random = new Random(4);
        for (int i = 0; i < 40; i++) {
            Values w = Values.vector(random.ints(4, -9, 10).asDoubleStream().toArray());
            AdamProblem p = AdamProblem.of(w, Values.vector(2, -3, 4, 5), Values.vector(1, -2, 3, 2),
                    Values.vector(3, 2, 6, 4), settings(0, false, 3), ViewNames.FORWARD);
            double factor = 0.5 + random.nextInt(50) / 100.0;
            StringBuilder answer = new StringBuilder();
            for (int j = 0; j < 4; j++) {
                double step = p.truth().get(j) - w.get(j);
                answer.append(Math.rint(1e4 * (w.get(j) + factor * step)) / 1e4).append(' ');
            }
            String text = Diagnosis.of(p, MatrixText.parse(answer.toString())).text();
            assertTrue(!text.matches("(?s).*(the number of the step was taken as (-|\\d+\\.)|β. was taken as (-|[1-9])).*"),
                    text);
        }
    }

    @ParameterizedTest
    @CsvSource({"step-epsilon-early-square, adam", "step-epsilon-early-root, adam", "step-epsilon-early-sum, adam",
        "step-root-early, adam", "gradient-for-moment, adam", "correction-product, adam", "correction-product, adam first", "correction-product, adam second",
        "correction-product-of-share, adam", "correction-product-of-share, adam first",
        "correction-product-of-share, adam second", "correction-missing, adam", "correction-step-ignored, adam", "correction-step-off-by-one, adam",
        "second-moment-not-squared, adam", "second-moment-as-sum, adam", "second-moment-shares-exchanged, adam",
        "first-moment-shares-exchanged, adam", "first-moment-as-momentum, adam", "step-root-missing, adam",
        "step-epsilon-inside, adam", "step-uphill, adam", "rate-decimal-point, adam", "decay-of-weight, adam decay",
        "decay-ignored, adam decay", "decay-in-gradient, adamw", "decay-ignored, adamw"})
    void mistakesAreNamed(String mistake, String kind) {
        Random random = new Random(mistake.hashCode());
        double decay = kind.matches("adam( first| second)?") ? 0 : 0.1;
        for (int i = 0; i < 20; i++) {
            double[] w = random.ints(4, -9, 10).asDoubleStream().toArray();
            double[] g = random.ints(4, 2, 7).asDoubleStream().toArray();
            double[] m = random.ints(4, -4, 5).asDoubleStream().toArray();
            double[] v = random.ints(4, 1, 9).asDoubleStream().toArray();
            Student student = new Student(mistake);
            student.correctsFirst = !kind.endsWith("second");
            student.correctsSecond = !kind.endsWith("first");
            double[] answer = new double[4];
            for (int j = 0; j < 4; j++) {
                answer[j] = Math.rint(1e4 * student.work(w[j], g[j], m[j], v[j])) / 1e4;
            }
            AdamProblem p = AdamProblem.of(Values.vector(w), Values.vector(g), Values.vector(m), Values.vector(v),
                    settings(decay, kind.equals("adamw"), 3), ViewNames.FORWARD);
            Diagnosis d = Diagnosis.of(p, MatrixText.parse(Values.vector(answer).toString()));
            assertTrue(d.findings().stream().anyMatch(f -> f.certain() && f.misconceptions().size() == 1
                    && f.misconceptions().getFirst().id().equals(mistake.replaceAll("-early-.*", "-early"))), d::text);
        }
    }

    @Test
    void settingsThatNoStepHasAreRefused() {
        String beta = assertThrows(IllegalArgumentException.class,
                () -> new AdamSettings(0.1, 1, 0.999, 1e-8, 0, false, 1)).getMessage();
        assertEquals("adam: beta1 = 1.0. Rule: it is a share from 0 to below 1. Fix: give 0.9, for example", beta);
        assertThrows(IllegalArgumentException.class, () -> new AdamSettings(0.1, 0.9, Double.NaN, 1e-8, 0, false, 1));
        assertThrows(IllegalArgumentException.class, () -> new AdamSettings(0.1, 0.9, 0.9, 1e-8, 0, false, 0));
        String second = assertThrows(IllegalArgumentException.class, () -> AdamProblem.of(Values.vector(1),
                Values.vector(1), Explain.NONE, Values.vector(-1), settings(0, false, 1), ViewNames.FORWARD))
                .getMessage();
        assertTrue(second.contains("a second moment is -1. Rule: it is a mean of squares"), second);
    }
}
