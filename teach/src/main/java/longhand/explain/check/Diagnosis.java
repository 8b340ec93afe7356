package longhand.explain.check;

import java.util.List;
import java.util.Optional;
import longhand.explain.Values;
import longhand.explain.computation.Computation;
import longhand.explain.mistake.Misconception;
import longhand.explain.mistake.Model;

/**
 * What is to be said of an answer.
 *
 * @param correct whether every number is right
 * @param right for each number of the truth, whether the answer has it right; empty if the size is wrong
 * @param findings what explains the answer, the most plausible first: none if it is correct, or if nothing fits
 * @param text the verdict as sentences for the student
 */
public record Diagnosis(boolean correct, boolean[] right, List<Finding> findings, String text) {

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /**
     * An explanation of an answer.
     *
     * @param misconceptions what was misunderstood: one, or several together; none if there are only slips, or only the
     *     size is wrong
     * @param detail a sentence for the student, without full stop
     * @param certain whether it is more than chance that it fits: a short answer is given by many mistakes
     */
    public record Finding(List<Misconception> misconceptions, String detail, boolean certain) {
        public Finding {
            misconceptions = List.copyOf(misconceptions);
        }
    }

    /** Compares an answer with the truth, and looks for what explains it if it is wrong. */
    public static Diagnosis of(Problem problem, Written written) {
        Values truth = problem.truth();
        Written answer = problem.normalised(written).sameDecimals();
        double magnitude = problem.magnitude();
        Optional<Written> sized = Closeness.inShapeOf(truth.dims(), answer)
                .or(() -> Closeness.inShapeOf(problem.model().right().dims(), answer)
                .map(a -> a.reshape(truth.dims())));
        boolean[] right = sized.map(a -> Closeness.agree(truth, a, magnitude)).orElse(new boolean[0]);
        if (sized.isPresent() && Closeness.allTrue(right)) {
            return new Diagnosis(true, right, List.of(), "correct");
        }
        Written compared = sized.orElse(answer);
        Target target = new Target(compared, truth, problem.model().right().dims(), right,
                Closeness.allowed(compared, magnitude));
        List<Hypothesis> all = Ranking.best(explain(problem, problem.model(), target), Ranking.noise(target));
        Wording wording = new Wording(problem, target);
        List<Finding> findings = wording.findings(all);
        return new Diagnosis(false, right, findings, wording.text(findings, all));
    }

    private static <C extends Computation> List<Hypothesis> explain(Problem problem, Model<C> model, Target target) {
        return Search.explain(model, target, OtherAnswers.of(problem));
    }

    /** Whether two answers count as having the same shape: dimensions of 1 do not matter, and planes may be stacked. */
    public static boolean sameShape(Values a, Values b) {
        return Closeness.inShapeOf(a.dims(), Written.exactly(b)).isPresent()
                || Closeness.inShapeOf(b.dims(), Written.exactly(a))
                .isPresent();
    }

    /** How many numbers are right. */
    public int rightCount() {
        int n = 0;
        for (boolean r : right) {
            n += r ? 1 : 0;
        }
        return n;
    }
}
