package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Mistake;
import longhand.explain.check.Problem;
import longhand.explain.check.Written;
import longhand.explain.mistake.Misconception;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exercises whose numbers tell the mistakes apart. */
class ExerciseTest {
    /** Of each kind. */
    private static final int EXERCISES = 12;
    private static final int FEW = 4;
    private static final ExerciseKind CORR2D = ExerciseKind.of("corr2d");

    @ParameterizedTest
    @MethodSource("longhand.explain.exercise.ExerciseKind#all")
    void everyCommonMistakeIsNamed(ExerciseKind kind) {
        Map<String, int[]> named = new TreeMap<>();
        for (int i = 0; i < EXERCISES; i++) {
            Problem problem = Exercise.make(kind, 1 + i % kind.levels(), i).problem();
            for (Mistake m : problem.mistakes()) {
                Diagnosis d = Diagnosis.of(problem, Written.exactly(m.answer()));
                if (m.answer().size() < FEW) {
                    assertFalse(d.findings().isEmpty(), () -> kind + ": " + m + " is met with silence");
                    continue; // several mistakes give the same few numbers
                }
                int[] counts = named.computeIfAbsent(m.kind().id(), k -> new int[2]);
                counts[0] += d.findings().stream().flatMap(f -> f.misconceptions().stream()).map(Misconception::id)
                        .anyMatch(m.kind().id()::equals) ? 1 : 0;
                counts[1]++;
            }
        }
        named.forEach((m, c) -> assertTrue(c[0] >= 0.95 * c[1], kind + ": " + m + " was named in " + c[0] + " of "
                + c[1]));
    }

    @Test
    void theSameSeedMakesTheSameExercise() {
        Problem problem = Exercise.make(CORR2D, 2, 5).problem();
        assertEquals(problem.truth(), Exercise.make(CORR2D, 2, 5).problem().truth());
        assertNotEquals(problem.truth(), Exercise.make(CORR2D, 2, 6).problem().truth());
    }

    @Test
    void wrongRequestsAreRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Exercise.make(CORR2D, 9, 1))
                .getMessage()
                .contains("corr2d has no level 9. Choose 1 to 3"));
        assertTrue(assertThrows(IllegalArgumentException.class, () ->
                ExerciseKind.of("fft")).getMessage().contains("corr2d[/input-gradient][/weight-gradient], conv2d"));
    }
}
