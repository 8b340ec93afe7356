package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import longhand.explain.Values;
import longhand.explain.computation.Computation;
import longhand.explain.mistake.AnswerMistakes;
import longhand.explain.mistake.Change;
import longhand.explain.mistake.Likelihood;
import longhand.explain.mistake.Misconception;
import longhand.explain.mistake.Model;
import longhand.explain.mistake.Stage;

/**
 * A misconception applied to one problem.
 *
 * @param detail the sentence with the problem's numbers put in, without full stop
 * @param answer the answer that somebody with this misconception computes
 */
public record Mistake(Misconception kind, String detail, Values answer) {
    /** Answers closer than this in every number could be mixed up after rounding to two decimals. */
    private static final double DISTINCT = 0.02;

    /**
     * The answers of all common misconceptions, as far as they differ from the right answer and from each other.
     *
     * @param asked the shape in which the answer is asked for
     */
    static <C extends Computation> List<Mistake> common(Model<C> model, int... asked) {
        List<Mistake> all = new ArrayList<>();
        Values right = model.right().result();
        for (Change<C> change : model.changes().get()) {
            change.to(model.right()).ifPresent(c -> add(all, change, c, right, asked));
        }
        for (Change<Computation> change : AnswerMistakes.of(model.right())) {
            if (change.what().stage() != Stage.ROUNDING) {
                change.to(model.right()).ifPresent(c -> add(all, change, c, right, asked));
            }
        }
        return all;
    }

    private static void add(List<Mistake> all, Change<?> change, Computation c, Values right, int... asked) {
        if (change.what().likelihood() == Likelihood.COMMON) {
            Values answer = c.result();
            Values compared = Closeness.inShapeOf(asked, Written.exactly(answer))
                    .map(w -> w.reshape(right.dims()).values()).orElse(answer);
            boolean finite = Arrays.stream(answer.toArray()).allMatch(Double::isFinite);
            if (finite && differs(compared, right) && all.stream().allMatch(m -> differs(answer, m.answer()))) {
                all.add(new Mistake(change.what(), change.sentence(), answer));
            }
        }
    }

    private static boolean differs(Values a, Values b) {
        if (!Closeness.sameShape(a.dims(), b.dims())) {
            return true;
        }
        for (int i = 0; i < a.size(); i++) {
            if (Math.abs(a.get(i) - b.get(i)) > DISTINCT) {
                return true;
            }
        }
        return false;
    }
}
