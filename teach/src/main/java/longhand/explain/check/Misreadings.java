package longhand.explain.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import longhand.explain.Numbers;
import longhand.explain.check.Search.Single;
import longhand.explain.computation.Changed;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Setting;
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
    /** What has a number in it that is chosen so that it fits. */
    static final Set<Misconception> SOLVED_FOR = Set.of(MISREAD, OFFSET, FACTOR);
    /** Mistakes with a single given number, by its name: the same number is not misread besides. */
    private static final Map<String, String> OF_ONE_NUMBER =
            Map.of("rate-decimal-point", Setting.LEARNING_RATE.toString());
    private static final int MOST_ELEMENTS = 2_000;
    /** Steps until a value is found that does not work linearly. */
    private static final int MOST_STEPS = 12;
    /** That a number was taken with the wrong sign, and not as any other one. */
    private static final double BITS_OF_SIGN = 2;
    private final Model<C> model;
    private final Target target;
    private final List<Element<C>> elements;

    Misreadings(Model<C> model, Target target) {
        this.model = model;
        this.target = target;
        this.elements = model.elements().get();
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
        add(found, offset(offset), Changed.by(model.right(), v -> v + offset), bitsOf(first));
        if (right != 0 && written != 0) {
            double factor = written / right;
            add(found, factor(factor), Changed.by(model.right(), v -> v * factor), bitsOf(first));
        }
        Change<Computation> nothing = new Change<>(MISREAD, "", c -> c);
        for (int e = 0; e < elements.size() && elements.size() <= MOST_ELEMENTS; e++) {
            misread(elements.get(e), nothing, model.right(), first)
                    .map(m -> Hypothesis.of(List.of(m.change()), m.bits())).ifPresent(found::add);
        }
        return found;
    }

    /** All results too large by the same number or factor, and another mistake besides. */
    List<Hypothesis> evenly(List<Single<Computation>> ofAnswer, List<Single<C>> ofOperation) {
        List<Hypothesis> found = new ArrayList<>();
        for (Single<?> other : Stream.<Single<?>>concat(ofOperation.stream(), ofAnswer.stream()).toList()) {
            Computation changed = other.computation();
            OptionalInt first = target.hasShapeOf(changed) ? target.firstMissed(changed) : OptionalInt.empty();
            if (first.isEmpty() || other.change().what().stage().compareTo(Stage.SCALE) >= 0) {
                continue;
            }
            double now = target.numberOf(changed, first.getAsInt());
            double written = target.answer().values().get(first.getAsInt());
            double bits = other.bits() + bitsOf(first.getAsInt()) + Search.BITS_OF_SECOND;
            if (target.isExactly(Changed.by(changed, v -> v + written - now))) {
                found.add(Hypothesis.of(List.of(other.change(), offset(written - now)),
                        bits + OFFSET.likelihood().bits()));
            } else if (now != 0 && written != 0 && target.isExactly(Changed.by(changed, v -> v * written / now))) {
                found.add(Hypothesis.of(List.of(other.change(), factor(written / now)),
                        bits + FACTOR.likelihood().bits()));
            }
        }
        return found;
    }

    private static Change<Computation> offset(double by) {
        return new Change<>(OFFSET, " (by " + Numbers.format(by) + ")", c -> c);
    }

    private static Change<Computation> factor(double by) {
        return new Change<>(FACTOR, " (by " + Numbers.format(by) + ")", c -> c);
    }

    /** One number misread, and another mistake besides. */
    <T extends Computation> List<Hypothesis> besides(List<Single<T>> others) {
        List<Hypothesis> found = new ArrayList<>();
        List<Single<T>> likely = others.stream().filter(s -> target.hasShapeOf(s.computation()))
                .sorted(Comparator.comparingDouble(Single::bits)).toList();
        for (Single<T> other : likely) {
            OptionalInt first = target.firstMissed(other.computation());
            for (int e = 0; first.isPresent() && e < elements.size(); e++) {
                if (target.work() > Search.MOST_WORK || elements.size() > MOST_ELEMENTS) {
                    return found;
                }
                if (elements.get(e).name().equals(OF_ONE_NUMBER.get(other.change().what().id()))) {
                    continue;
                }
                misread(elements.get(e), other.change(), other.computation(), first.getAsInt())
                        .map(m -> Hypothesis.of(List.of(m.change(), other.change()),
                                m.bits() + other.bits() + Search.BITS_OF_SECOND))
                        .ifPresent(found::add);
            }
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

    private void add(List<Hypothesis> found, Change<Computation> change, Computation c, double bits) {
        if (target.isExactly(c)) {
            found.add(Hypothesis.of(List.of(change), change.what().likelihood().bits() + bits));
        }
    }

    /** A number that was taken for another one. */
    private record Misread(Change<Computation> change, double bits) {}

    /**
     * What an element was taken for, if that explains every number together with another change.
     *
     * @param changed the right computation with the other change
     * @param first a position where that change does not give what was written
     */
    private <T extends Computation> Optional<Misread> misread(Element<C> element, Change<T> other,
            Computation changed, int first) {
        if (element.value() != 0 && isTaken(element, -element.value(), other)) {
            return Optional.of(misread(element, -element.value(), BITS_OF_SIGN));
        }
        double exact = solved(element, other, target.numberOf(changed, first), first);
        double taken = Math.rint(exact * 100) / 100;
        boolean plain = Math.abs(taken - exact) < 1e-3 && Math.abs(taken) < 1e4;
        return plain && isTaken(element, taken, other) ? Optional.of(misread(element, taken, bitsOf(first)))
                : Optional.empty();
    }

    /**
     * For which value of an element a number becomes what was written, by the secant method: one step where it is
     * linear.
     *
     * @param now the number as it is with the right value
     * @return NaN if there is none, or none is found
     */
    private double solved(Element<C> element, Change<?> other, double now, int position) {
        double written = target.answer().values().get(position);
        double before = element.value();
        double missingBefore = written - now;
        double at = before + 1;
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<? extends Computation> tried = with(element, at, other);
            double missing = tried.isEmpty() ? Double.NaN : written - target.numberOf(tried.get(), position);
            double slope = (missingBefore - missing) / (at - before);
            double next = at + missing / slope;
            boolean found = Math.abs(next - at) < 1e-4;
            if (!(Math.abs(slope) > 1e-9) || found || !(Math.abs(next) < 1e4)) {
                return found ? next : Double.NaN;
            }
            before = at;
            missingBefore = missing;
            at = next;
        }
        return Double.NaN;
    }

    private Misread misread(Element<C> element, double taken, double bits) {
        String detail = ": " + element.name() + " was taken as " + Numbers.format(taken) + " instead of "
                + Numbers.format(element.value());
        return new Misread(new Change<>(MISREAD, detail, old -> old),
                MISREAD.likelihood().bits() + Parts.log2(elements.size()) + bits);
    }

    private boolean isTaken(Element<C> element, double value, Change<?> other) {
        return element.allowed().test(value) && with(element, value, other).filter(target::isExactly).isPresent();
    }

    /** The right computation with another number in the place of an element, and then another change. */
    @SuppressWarnings("unchecked") // a change of the operation is one of C, one of a finished answer one of any
    private <T extends Computation> Optional<? extends Computation> with(Element<C> element, double value,
            Change<T> other) {
        return other.to((T) element.with().apply(model.right(), value));
    }
}
