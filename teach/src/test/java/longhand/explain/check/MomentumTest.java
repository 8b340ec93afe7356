package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps with momentum by other conventions, or with a wrong sign in one of them. */
class MomentumTest {
    private static final double RATE = 0.1;
    private static final double MOMENTUM = 0.7;

    /** What a student gives for one weight. */
    private static double given(String how, double w, double g, double v) {
        return switch (how) {
            case "w + (m v - lr g)" -> w + MOMENTUM * v - RATE * g;
            case "w - (m v - lr g)" -> w - MOMENTUM * v + RATE * g;
            case "w + (m v + lr g)" -> w + MOMENTUM * v + RATE * g;
            case "w - (m v + lr g)" -> w - MOMENTUM * v - RATE * g;
            case "w + (v - lr g)" -> w + v - RATE * g;
            case "w - (v - lr g)" -> w - v + RATE * g;
            case "v - lr g" -> v - RATE * g;
            case "m v - lr g" -> MOMENTUM * v - RATE * g;
            case "w + lr (m v + g)" -> w + RATE * (MOMENTUM * v + g);
            case "w - lr (m v - g)" -> w - RATE * (MOMENTUM * v - g);
            default -> w + RATE * (MOMENTUM * v - g);
        };
    }

    @ParameterizedTest
    @CsvSource({"w + (m v - lr g), velocity-textbook, and then added to the weight",
        "w - (m v - lr g), velocity-textbook, and then subtracted from the weight",
        "w + (m v + lr g), velocity-with-rate, and the step was added",
        "w - (m v + lr g), velocity-with-rate, was not multiplied by it",
        "w + (v - lr g), velocity-textbook, without momentum",
        "w - (v - lr g), velocity-textbook, without momentum", "v - lr g, velocity-textbook, without momentum",
        "m v - lr g, velocity-textbook, not the new weight", "w + lr (m v + g), step-uphill, the step was added",
        "w - lr (m v - g), momentum-subtracted, subtracted from the velocity",
        "w + lr (m v - g), momentum-subtracted, and the step then added to the weight"})
    void namedRightly(String how, String name, String words) {
        Random random = new Random(how.hashCode());
        for (int i = 0; i < 10; i++) {
            double[] w = random.ints(4, -19, 20).asDoubleStream().toArray();
            double[] g = {3, -4, 5, 1 + random.nextInt(9)};
            double[] v = {-2, 6, 7, 1 + random.nextInt(9)};
            double[] answer = new double[4];
            for (int j = 0; j < 4; j++) {
                answer[j] = Math.rint(1e4 * given(how, w[j], g[j], v[j])) / 1e4;
            }
            Diagnosis d = Diagnosis.of(SgdProblem.of(Values.vector(w), Values.vector(g), Values.vector(v), RATE,
                    MOMENTUM, 0, ViewNames.FORWARD), MatrixText.parse(Values.vector(answer).toString()));
            assertTrue(d.findings().stream().anyMatch(f -> f.certain() && f.misconceptions().size() == 1
                    && f.misconceptions().getFirst().id().equals(name) && f.detail().contains(words)), d::text);
        }
    }
}
