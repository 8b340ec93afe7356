package longhand.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.explain.Numbers;
import longhand.explain.computation.Changed;
import longhand.explain.computation.Computation;
import longhand.explain.mistake.Change;
import longhand.explain.mistake.Likelihood;
import longhand.explain.mistake.Misconception;
import longhand.explain.mistake.Model;
import longhand.explain.mistake.Model.Element;
import longhand.explain.mistake.Stage;

/**
 * Explanations with a number that is solved for: one given number misread, all results too large by the same number or
 * factor.
 */
final class Misreadings<C extends Computation> {
    static final Misconception MISREAD = new Misconception("number-misread", "one of the given numbers was misread",
            Stage.INPUT_NUMBERS, Likelihood.USUAL);
    static final Misconception OFFSET = new Misconception("constant-offset", "all results differ by the same number",
            Stage.SCALE, Likelihood.RARE);
    static final Misconception FACTOR = new Misconception("constant-factor", "all results differ by the same factor",
            Stage.SCALE, Likelihood.RARE);
    private static final int MOST_ELEMENTS = 2_000;
    private final Model<C> model;
    private final Target target;

    Misreadings(Model<C> model, Target target) {
        this.model = model;
        this.target = target;
    }

    List<Hypothesis> explain() {
        List<Hypothesis> found = new ArrayList<>();
        if (!target.hasRightSize()) {
            return found;
        }
        int first = firstWrong();
        double written = target.answer().values().get(first);
        double right = target.truth().get(first);
        double offset = written - right;
        add(found, OFFSET, " (by " + Numbers.format(offset) + ")", Changed.by(model.right(), v -> v + offset),
                bitsOf(first));
        if (right != 0 && written != 0) {
            double factor = written / right;
            add(found, FACTOR, " (by " + Numbers.format(factor) + ")", Changed.by(model.right(), v -> v * factor),
                    bitsOf(first));
        }
        List<Element<C>> elements = model.elements().get();
        for (int e = 0; e < elements.size() && elements.size() <= MOST_ELEMENTS; e++) {
            misread(elements.get(e), first, Parts.log2(elements.size())).ifPresent(found::add);
        }
        return found;
    }

    private int firstWrong() {
        int first = 0;
        while (target.isRight(first)) {
            first++;
        }
        return first;
    }

    private double bitsOf(int position) {
        return target.evidence().of(position);
    }

    private void add(List<Hypothesis> found, Misconception what, String detail, Computation c, double bits) {
        if (target.isExactly(c)) {
            found.add(Hypothesis.of(List.of(new Change<Computation>(what, detail, old -> old)),
                    what.likelihood().bits() + bits));
        }
    }

    /** What an element was taken for, if that explains every number. */
    private Optional<Hypothesis> misread(Element<C> element, int first, double bitsOfElement) {
        C more = element.with().apply(model.right(), element.value() + 1);
        double slope = more.cell(first) - target.truth().get(first);
        double exact = element.value() + (target.answer().values().get(first) - target.truth().get(first)) / slope;
        double taken = Math.rint(exact * 100) / 100;
        boolean plain = Math.abs(slope) > 1e-9 && Math.abs(taken - exact) < 1e-3 && Math.abs(taken) < 1e4;
        if (!plain || !target.isExactly(element.with().apply(model.right(), taken))) {
            return Optional.empty();
        }
        String detail = ": " + element.name() + " was taken as " + Numbers.format(taken) + " instead of "
                + Numbers.format(element.value());
        return Optional.of(Hypothesis.of(List.of(new Change<Computation>(MISREAD, detail, old -> old)),
                MISREAD.likelihood().bits() + bitsOfElement + bitsOf(first)));
    }
}
