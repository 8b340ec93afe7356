package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import longhand.explain.Values;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Misconception;
import longhand.explain.check.Mistake;
import longhand.explain.check.Problem;
import longhand.explain.check.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exercises whose numbers tell the mistakes apart. */
class ExerciseTest {
    /** Of each of the four kinds. */
    private static final int EXERCISES = 1_000;

    @ParameterizedTest
    @EnumSource(ExerciseKind.class)
    void everyMistakeStandsAlone(ExerciseKind kind) {
        Random random = new Random(3);
        Map<Misconception, int[]> alone = new EnumMap<>(Misconception.class);
        for (int i = 0; i < EXERCISES; i++) {
            Problem problem = Exercise.make(kind, 1 + i % kind.levels(), i).problem();
            for (Mistake m : problem.mistakes()) {
                count(alone, m.kind(), problem, m.answer());
            }
            count(alone, Misconception.ONE_SLIP, problem, slip(problem.truth(), random));
            count(alone, Misconception.WRONG_SIZE, problem, Values.filled(random.nextInt(99), problem.truth().rows() + 3, 7));
        }
        alone.forEach((m, c) -> assertTrue(c[0] >= 0.95 * c[1], kind + ": " + m + " was alone in " + c[0] + " of " + c[1]));
    }

    private static void count(Map<Misconception, int[]> alone, Misconception kind, Problem problem, Values answer) {
        List<Diagnosis.Finding> findings = Diagnosis.of(problem, Written.exactly(answer)).findings();
        int[] counts = alone.computeIfAbsent(kind, k -> new int[2]);
        counts[0] += findings.size() == 1 && findings.getFirst().kind() == kind ? 1 : 0;
        counts[1]++;
    }

    private static Values slip(Values truth, Random random) {
        double[] y = truth.toArray();
        y[random.nextInt(y.length)] += 1 + random.nextInt(9);
        return Values.of(y, truth.dims());
    }

    @Test
    void theSameSeedMakesTheSameExercise() {
        Problem problem = Exercise.make(ExerciseKind.CORR2D, 2, 5).problem();
        assertEquals(problem.truth(), Exercise.make(ExerciseKind.CORR2D, 2, 5).problem().truth());
        assertNotEquals(problem.truth(), Exercise.make(ExerciseKind.CORR2D, 2, 6).problem().truth());
    }

    @Test
    void wrongRequestsAreRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Exercise.make(ExerciseKind.CORR2D, 9, 1)).getMessage()
                .contains("corr2d has no level 9. Choose 1 to 3"));
        assertTrue(assertThrows(IllegalArgumentException.class, () ->
                ExerciseKind.of("fft")).getMessage().contains("[corr2d, conv2d"));
    }
}
