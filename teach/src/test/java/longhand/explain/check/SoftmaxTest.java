package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.computation.SoftmaxLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in the gradient of softmax and cross-entropy, made by arithmetic of this test. */
class SoftmaxTest {
    private static final int SAMPLES = 3;
    private static final int CLASSES = 4;

    /** Each logit is raised once, however many numbers are asked for. */
    @Test
    void probabilitiesAreWorkedOutOnce() {
        Values logits = Values.of(new Random(7).doubles(600, -3, 3).toArray(), 60, 10);
        AtomicInteger powers = new AtomicInteger();
        SoftmaxLoss right = SoftmaxProblem.of(logits, List.of(), ViewNames.FORWARD).model().right();
        SoftmaxLoss counting = right.power(z -> {
            powers.incrementAndGet();
            return Math.exp(z);
        });
        assertEquals(1, Arrays.stream(counting.result().toArray()).limit(10).sum(), 1e-12);
        assertEquals(600, powers.get());
    }

    /** What a student gives for one number; y is 1 for the right class. */
    private static double given(String mistake, double p, double y) {
        double n = SAMPLES;
        return switch (mistake) {
            case "not-averaged" -> p - y;
            case "averaged-twice" -> (p - y) / n / n;
            case "sign" -> (y - p) / n;
            case "sign, not averaged" -> y - p;
            case "part-averaged" -> p - y / n;
            case "part-averaged, p" -> p / n - y;
            case "one-over-classes" -> (p - 1.0 / CLASSES) / n;
            case "one-over-classes, not averaged" -> p - 1.0 / CLASSES;
            case "own-derivative" -> p * (1 - p) / n;
            default -> p * (1 - p);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"not-averaged", "averaged-twice", "sign", "sign, not averaged", "part-averaged",
        "part-averaged, p", "one-over-classes", "one-over-classes, not averaged", "own-derivative",
        "own-derivative, not averaged"})
    void mistakesInTheGradientAreNamed(String mistake) {
        Random random = new Random(mistake.hashCode());
        for (int i = 0; i < 10; i++) {
            double[] logits = random.ints(SAMPLES * CLASSES, -3, 4).asDoubleStream().toArray();
            List<Integer> labels = random.ints(SAMPLES, 0, CLASSES).boxed().toList();
            double[] answer = new double[logits.length];
            for (int j = 0; j < answer.length; j++) {
                int row = j / CLASSES;
                double sum = Arrays.stream(logits, row * CLASSES, (row + 1) * CLASSES).map(Math::exp).sum();
                double number = given(mistake, Math.exp(logits[j]) / sum, labels.get(row) == j % CLASSES ? 1 : 0);
                answer[j] = Math.rint(1e4 * number) / 1e4;
            }
            Diagnosis d = Diagnosis.of(SoftmaxProblem.of(Values.of(logits, SAMPLES, CLASSES), labels,
                    ViewNames.INPUT_GRADIENT), MatrixText.parse(Values.of(answer, SAMPLES, CLASSES).toString()));
            String name = "gradient-" + mistake.replaceAll(",.*", "");
            assertTrue(d.findings().stream().anyMatch(f -> f.certain() && f.misconceptions().size() == 1
                    && f.misconceptions().getFirst().id().equals(name)), d::text);
        }
    }
}
