package longhand.explain.check;

import java.util.ArrayList;
import java.util.List;
import longhand.explain.Explanation;
import longhand.explain.Operand;
import longhand.explain.Values;
import longhand.explain.View;
import longhand.explain.computation.Computation;
import longhand.explain.mistake.Change;
import longhand.explain.mistake.Likelihood;
import longhand.explain.mistake.Misconception;
import longhand.explain.mistake.Stage;

/** Right answers to other questions: another view was worked out, or a given array was copied. */
final class OtherAnswers {
    private static final int MOST_NUMBERS = 2_000;

    private OtherAnswers() {}

    /** An answer that is already there. */
    private record Fixed(Values values) implements Computation {
        @Override
        public int[] dims() {
            return values.dims();
        }

        @Override
        public double cell(int position) {
            return values.get(position);
        }

        @Override
        public long cellCost() {
            return 1;
        }
    }

    static List<Change<Computation>> of(Problem problem) {
        List<Change<Computation>> all = new ArrayList<>();
        Explanation e = problem.explanation();
        if (e.views().stream().mapToLong(v -> Values.filled(0, v.dims()).size()).sum() > MOST_NUMBERS) {
            return all;
        }
        for (View v : e.views()) {
            if (!v.name().equals(problem.view())) {
                add(all, Likelihood.USUAL, "other-question", "this is the right answer to another question: "
                        + v.targetName() + ", " + v.targetTitle() + " (view " + v.name() + ")", v.target().values());
            }
        }
        for (Operand o : problem.givens()) {
            if (o.values().size() > 0) {
                add(all, Likelihood.RARE, "given-copied", "the given " + o.name() + " itself was written down",
                        o.values());
            }
        }
        return all;
    }

    private static void add(List<Change<Computation>> all, Likelihood likelihood, String id, String sentence,
            Values values) {
        all.add(new Change<>(new Misconception(id, sentence, Stage.ACTIVATION, likelihood), "",
                c -> new Fixed(values)));
    }
}
