package longhand.explain.exercise;

import java.util.List;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Problem;
import longhand.explain.check.Written;
import longhand.explain.mistake.Misconception;

/**
 * What grading needs of a {@link Diagnosis}.
 *
 * @param right for each number whether it is right; empty if the answer has another size
 * @param explanations the readings that give this answer, the most plausible first; empty if none is known
 * @param text the diagnosis in sentences
 */
record Verdict(boolean correct, boolean[] right, List<Reading> explanations, String text) {
    /**
     * One reading of a wrong answer.
     *
     * @param misconceptions what was misunderstood throughout, by id
     */
    record Reading(List<String> misconceptions) {}

    static Verdict of(Problem problem, Written answer) {
        Diagnosis diagnosis = Diagnosis.of(problem, answer);
        List<Reading> readings = diagnosis.findings().stream().filter(f -> f.certain() && !f.misconceptions().isEmpty())
                .map(f -> new Reading(f.misconceptions().stream().map(Misconception::id).distinct().toList()))
                .distinct().toList();
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
