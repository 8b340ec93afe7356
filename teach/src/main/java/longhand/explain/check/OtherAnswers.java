package longhand.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import longhand.explain.Explanation;
import longhand.explain.Operand;
import longhand.explain.Values;
import longhand.explain.View;
import longhand.explain.ViewNames;
import longhand.explain.computation.Computation;
import longhand.explain.mistake.AnswerMistakes;
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

    /**
     * Each number of an answer taken together with the number of a given array at the same place.
     *
     * @param how (number of the answer, given number)
     */
    private record WithGiven(Computation of, Values given, DoubleBinaryOperator how) implements Computation {
        @Override
        public int[] dims() {
            return of.dims();
        }

        @Override
        public double cell(int position) {
            return how.applyAsDouble(of.cell(position), given.get(position));
        }

        @Override
        public boolean possible() {
            return of.possible() && of.size() == given.size();
        }

        @Override
        public long cellCost() {
            return of.cellCost() + 1;
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
            } else if (ViewNames.isGradient(v.name())) {
                problem.givens().stream().filter(o -> v.targetName().equals("d" + o.name()))
                        .forEach(o -> gradientWith(all, o));
            }
        }
        for (Operand o : problem.givens()) {
            if (o.values().size() > 0) {
                add(all, Likelihood.RARE, "given-copied", "the given " + o.name() + " itself was written down",
                        o.values());
                if (problem.view().equals(ViewNames.BIAS_GRADIENT) && o.name().equals("dY")) {
                    all.addAll(AnswerMistakes.sumsOf(o.name(), new Fixed(o.values())));
                }
            }
        }
        return all;
    }

    /** A gradient multiplied by what it is the gradient of, or used for a step at once. */
    private static void gradientWith(List<Change<Computation>> all, Operand given) {
        all.add(new Change<>(new Misconception("gradient-times-given", "each number of the gradient was multiplied by "
                + "the number of " + given.name() + " at its place", Stage.SCALE, Likelihood.RARE), "",
                c -> new WithGiven(c, given.values(), (gradient, value) -> gradient * value)));
        all.add(new Change<>(new Misconception("gradient-subtracted", "the gradient was subtracted from " + given.name()
                + ", as in a step of gradient descent; the gradient itself is asked for", Stage.SCALE,
                Likelihood.RARE), "", c -> new WithGiven(c, given.values(), (gradient, value) -> value - gradient)));
    }

    private static void add(List<Change<Computation>> all, Likelihood likelihood, String id, String sentence,
            Values values) {
        all.add(new Change<>(new Misconception(id, sentence, Stage.ACTIVATION, likelihood), "",
                c -> new Fixed(values)));
    }
}
