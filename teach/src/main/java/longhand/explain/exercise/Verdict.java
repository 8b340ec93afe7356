package longhand.explain.exercise;

import java.util.List;
import java.util.Set;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Misconception;
import longhand.explain.check.Problem;
import longhand.explain.check.Written;

/**
 * What grading needs of a {@link Diagnosis}.
 *
 * @param right for each number whether it is right; empty if the answer has another size
 * @param explanations the readings that give this answer, the most plausible first; empty if none is known
 * @param text the diagnosis in sentences
 */
record Verdict(boolean correct, boolean[] right, List<Reading> explanations, String text) {
    /** They say that something is wrong, not what was misunderstood. */
    private static final Set<Misconception> NO_REASONS = Set.of(Misconception.ONE_SLIP, Misconception.WRONG_SIZE);

    /**
     * One reading of a wrong answer.
     *
     * @param misconceptions what was misunderstood throughout, by id
     */
    record Reading(List<String> misconceptions) {}

    static Verdict of(Problem problem, Written answer) {
        Diagnosis diagnosis = Diagnosis.of(problem, answer);
        List<Reading> readings = diagnosis.findings().stream().map(Diagnosis.Finding::kind)
                .filter(k -> !NO_REASONS.contains(k))
                .map(Misconception::id).distinct().map(id -> new Reading(List.of(id))).toList();
        return new Verdict(diagnosis.correct(), diagnosis.right(), readings, diagnosis.text());
    }

    int rightCount() {
        int count = 0;
        for (boolean r : right) {
            count += r ? 1 : 0;
        }
        return count;
    }
}
