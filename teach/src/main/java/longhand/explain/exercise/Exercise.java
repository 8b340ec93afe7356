package longhand.explain.exercise;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import longhand.explain.Values;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Mistake;
import longhand.explain.check.Problem;

/**
 * A problem whose numbers separate the mistakes: every mistake changes the answer, no two give the same answer, and
 * none looks like a slip in a single number. Only then does a wrong answer tell what went wrong.
 */
public record Exercise(ExerciseKind kind, int level, long seed, Problem problem) implements Question {
    private static final int MOST_TRIES = 10_000;
    /** Answers closer than this in every number could be mixed up after rounding to two decimals. */
    private static final double DISTINCT = 0.02;

    /**
     * Makes an exercise; the same seed makes the same one.
     *
     * @throws IllegalArgumentException if there is no such level
     */
    public static Exercise make(ExerciseKind kind, int level, long seed) {
        Random random = new Random(seed * 1_000_003 + level);
        for (int i = 0; i < MOST_TRIES; i++) {
            Problem problem = kind.draw(level, random);
            if (separatesMistakes(problem)) {
                return new Exercise(kind, level, seed, problem);
            }
        }
        throw new IllegalStateException("exercise: no numbers were found that separate the mistakes of " + kind.id()
                + " level " + level);
    }

    @Override
    public String title() {
        return kind.id() + ", level " + level;
    }

    @Override
    public String text() {
        return problem.question();
    }

    static boolean separatesMistakes(Problem problem) {
        List<Values> answers = new java.util.ArrayList<>(List.of(problem.truth()));
        for (Mistake m : problem.mistakes()) {
            if (differences(problem.truth(), m.answer()) < 2
                    || answers.stream().anyMatch(a -> differences(a, m.answer()) == 0)) {
                return false;
            }
            answers.add(m.answer());
        }
        return true;
    }

    /** In how many numbers two answers differ; answers of different shapes differ in all. */
    private static int differences(Values a, Values b) {
        if (!Diagnosis.sameShape(a, b)) {
            return Integer.MAX_VALUE;
        }
        double[] left = a.toArray();
        double[] right = b.toArray();
        int count = 0;
        for (int i = 0; i < left.length; i++) {
            count += Math.abs(left[i] - right[i]) > DISTINCT ? 1 : 0;
        }
        return count;
    }

    /** The shape of the answer, for the sheet: 2 × 2. */
    String answerSize() {
        return String.join(" × ", Arrays.stream(problem.truth().dims()).mapToObj(String::valueOf).toList());
    }
}
