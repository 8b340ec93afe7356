package longhand.explain.exercise;

import java.util.Arrays;
import java.util.Random;
import longhand.explain.Values;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Problem;

/**
 * A problem whose numbers separate the common mistakes as well as such numbers can: each of them changes the answer,
 * and none looks like a slip in a single number. Only then does a wrong answer tell what went wrong.
 */
public record Exercise(ExerciseKind kind, int level, long seed, Problem problem) implements Question {
    private static final int MOST_TRIES = 100;
    /** Answers closer than this in every number could be mixed up after rounding to two decimals. */
    private static final double DISTINCT = 0.02;

    /**
     * Makes an exercise; the same seed makes the same one.
     *
     * @throws IllegalArgumentException if there is no such level
     */
    public static Exercise make(ExerciseKind kind, int level, long seed) {
        Random random = new Random(seed * 1_000_003 + level);
        Problem best = kind.draw(level, random);
        long least = hidden(best);
        for (int i = 1; i < MOST_TRIES && least > 0; i++) {
            Problem problem = kind.draw(level, random);
            long hidden = hidden(problem);
            if (hidden < least) {
                best = problem;
                least = hidden;
            }
        }
        return new Exercise(kind, level, seed, best);
    }

    @Override
    public String title() {
        return kind.id() + ", level " + level;
    }

    @Override
    public String text() {
        return problem.question();
    }

    /** How many of the common mistakes leave the answer as it is, or look like a slip in a single number. */
    private static long hidden(Problem problem) {
        Values truth = problem.truth();
        int enough = Math.min(2, truth.size());
        return problem.mistakes().stream().filter(m -> differences(truth, m.answer()) < enough).count();
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
