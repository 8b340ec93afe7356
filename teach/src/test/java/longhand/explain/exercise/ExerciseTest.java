package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import longhand.explain.Values;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Misconception;
import longhand.explain.check.Mistake;
import longhand.explain.check.Problem;
import longhand.explain.check.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exercises whose numbers tell the mistakes apart, their sheets and their key. */
class ExerciseTest {
    /** Of each of the four kinds. */
    private static final int EXERCISES = 1_000;

    static Stream<Exercise> oneOfEachLevel() {
        return Stream.of(ExerciseKind.values()).flatMap(kind -> java.util.stream.IntStream.rangeClosed(1, kind.levels())
                .mapToObj(level -> Exercise.make(kind, level, 5)));
    }

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
        assertEquals(Sheet.markdown(ExerciseSet.forEveryone(ExerciseKind.CORR2D, 2, 5)),
                Sheet.markdown(ExerciseSet.forEveryone(ExerciseKind.CORR2D, 2, 5)));
        assertNotEquals(Sheet.markdown(ExerciseSet.forEveryone(ExerciseKind.CORR2D, 2, 5)),
                Sheet.markdown(ExerciseSet.forEveryone(ExerciseKind.CORR2D, 2, 6)));
    }

    @Test
    void everyStudentGetsOtherNumbers() {
        ExerciseSet set = ExerciseSet.forStudents(ExerciseKind.CORR2D, 1, 5, List.of("ana", "ben", "chen"));
        assertEquals(3, set.entries().stream().map(e -> e.exercise().problem().truth().toString()).distinct().count());
        ExerciseSet larger = ExerciseSet.forStudents(ExerciseKind.CORR2D, 1, 5, List.of("ana", "ben", "chen", "dora"));
        assertEquals(set.of("Ben").orElseThrow().problem().truth(), larger.of("ben").orElseThrow().problem().truth());
    }

    @ParameterizedTest
    @MethodSource("oneOfEachLevel")
    void sheetAsksAndKeyAnswers(Exercise e) {
        ExerciseSet set = new ExerciseSet(List.of(new ExerciseSet.Entry("A <b> student", e)));
        String sheet = Sheet.html(set);
        assertTrue(sheet.contains("A &lt;b&gt; student") && !sheet.contains("<b>"), sheet);
        assertTrue(sheet.contains(e.problem().question()), sheet);
        assertFalse(sheet.contains(" = ") && sheet.contains("<pre>"), "the sheet shows the working");
        assertTrue(Sheet.markdown(set).contains("| X"), Sheet.markdown(set));
        String key = Sheet.keyMarkdown(set);
        e.problem().explanation().all().forEach(w -> assertTrue(key.contains(w.text()), key));
        assertTrue(Sheet.keyHtml(set).contains("<caption>Y"), "the key shows the answer");
    }

    @ParameterizedTest
    @MethodSource("oneOfEachLevel")
    void keyFileBringsTheProblemBack(Exercise e, @TempDir Path folder) throws Exception {
        Path file = folder.resolve(KeyFile.NAME);
        KeyFile.write(file, new ExerciseSet(List.of(new ExerciseSet.Entry("ana", e))));
        Exercise back = KeyFile.read(file).of("ana").orElseThrow();
        assertEquals(e.problem().truth(), back.problem().truth());
        assertEquals(e.problem().question(), back.problem().question());
        assertEquals(e.problem().mistakes(), back.problem().mistakes());
    }

    @Test
    void wrongRequestsAreRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Exercise.make(ExerciseKind.CORR2D, 9, 1)).getMessage()
                .contains("corr2d has no level 9. Choose 1 to 3"));
        assertTrue(assertThrows(IllegalArgumentException.class, () ->
                ExerciseKind.of("fft")).getMessage().contains("[corr2d, conv2d"));
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> ExerciseSet.forStudents(ExerciseKind.CORR2D, 1, 1, List.of("ana",
                        "Ana"))).getMessage().contains("two students"));
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> ExerciseSet.forStudents(ExerciseKind.CORR2D, 1, 1,
                        List.of("../ana"))).getMessage().contains("name of an answer file"));
    }
}
