package longhand.explain.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import longhand.explain.computation.Computation;
import longhand.explain.mistake.AnswerMistakes;
import longhand.explain.mistake.Change;
import longhand.explain.mistake.Model;
import longhand.explain.mistake.Stage;

/**
 * Looks for what explains a wrong answer: every single change of the computation, every pair of changes in two
 * different stages, and changes of a part of the answer.
 *
 * <p>Each explanation is weighed by the bits that it takes to write the answer down with it (minimum description
 * length): those that name its changes, and those of the numbers that it leaves unexplained.
 */
final class Search<C extends Computation> {
    /** A second mistake is rarer than a first one. */
    static final double BITS_OF_SECOND = 1;
    /** Pairs that are rarer are found by chance. */
    private static final double MOST_BITS_OF_PAIR = 20;
    /** Pairs that are so much rarer than one that was found are not looked for. */
    private static final double WORTH_NAMING = 3;
    /** So many multiplications take some tens of milliseconds. */
    static final long MOST_WORK = 40_000_000;
    private final Model<C> model;
    private final Target target;
    private final List<Single<C>> ofOperation = new ArrayList<>();
    private final List<Single<Computation>> ofAnswer = new ArrayList<>();
    private final List<Hypothesis> found = new ArrayList<>();

    /**
     * A single change and what it leads to.
     *
     * @param dims the shape of its answer
     */
    record Single<T extends Computation>(Change<T> change, T computation, int[] dims) {
        double bits() {
            return change.what().likelihood().bits();
        }
    }

    /** Two changes that are to be tried together, by their places among all. */
    private record Pair(int first, int second, double bits) {}

    private Search(Model<C> model, Target target) {
        this.model = model;
        this.target = target;
    }

    /**
     * All explanations that were found.
     *
     * @param others answers to other questions about the same numbers
     */
    static <C extends Computation> List<Hypothesis> explain(Model<C> model, Target target,
            List<Change<Computation>> others) {
        Search<C> search = new Search<>(model, target);
        search.singles(others);
        Parts<C> parts = new Parts<>(model.right(), target);
        search.found.addAll(parts.explain(search.ofOperation, search.ofAnswer));
        Misreadings<C> misreadings = new Misreadings<>(model, target);
        search.found.addAll(misreadings.explain());
        double noise = Ranking.noise(target);
        if (search.found.stream().noneMatch(h -> h.isExact() && Ranking.isCertain(h, noise))) {
            search.pairs();
            search.found.addAll(misreadings.evenly(search.ofAnswer, search.ofOperation));
            search.found.addAll(misreadings.besides(search.ofOperation));
            search.found.addAll(misreadings.besides(search.ofAnswer));
            search.found.addAll(parts.explainMoved(search.ofOperation));
        }
        return search.found;
    }

    private void singles(List<Change<Computation>> others) {
        List<Change<C>> changes = model.changes().get().stream().sorted(Comparator.comparing(c -> c.what().stage()))
                .toList();
        for (Change<C> change : changes) {
            change.to(model.right()).filter(c -> !isIdle(change, c))
                    .ifPresent(c -> ofOperation.add(new Single<>(change, c, c.dims())));
        }
        List<Change<Computation>> ofFinished = new ArrayList<>(AnswerMistakes.of(model.right()));
        ofFinished.addAll(others);
        ofFinished.sort(Comparator.comparing(c -> c.what().stage()));
        for (Change<Computation> change : ofFinished) {
            change.to(model.right()).ifPresent(c -> ofAnswer.add(new Single<>(change, c, c.dims())));
        }
    }

    /** Whether a change of an array that is read leaves the array as it is. */
    private boolean isIdle(Change<C> change, C changed) {
        if (change.what().stage().compareTo(Stage.LABELS) >= 0
                || !java.util.Arrays.equals(changed.dims(), model.right().dims())) {
            return false;
        }
        for (int i = 0; i < changed.size(); i++) {
            if (Math.abs(changed.cell(i) - model.right().cell(i)) > 1e-9) {
                return false;
            }
        }
        return true;
    }

    private Single<?> single(int number) {
        return number < ofOperation.size() ? ofOperation.get(number) : ofAnswer.get(number - ofOperation.size());
    }

    private void pairs() {
        double best = Double.POSITIVE_INFINITY;
        for (Pair pair : candidates()) {
            if (target.work() > MOST_WORK || pair.bits() > best + WORTH_NAMING) {
                return;
            }
            target.addWork(model.right().size()); // a changed array is a new one
            Optional<? extends Computation> both = together(pair);
            if (both.isPresent() && target.isExactly(both.get())) {
                best = Math.min(best, pair.bits());
                found.add(Hypothesis.of(List.of(single(pair.first()).change(), single(pair.second()).change()),
                        pair.bits()));
            }
        }
    }

    /** All pairs of different stages that can lead to as many numbers as the answer has, likely ones first. */
    private List<Pair> candidates() {
        int n = ofOperation.size() + ofAnswer.size();
        double most = Math.min(MOST_BITS_OF_PAIR, Ranking.noise(target) + Ranking.MOST_CHANCE_OF_TWO);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Single<?> first = single(i);
            for (int j = i + 1; j < n; j++) {
                Single<?> second = single(j);
                double bits = first.bits() + second.bits() + BITS_OF_SECOND;
                boolean apart = first.change().what().stage().compareTo(second.change().what().stage()) < 0;
                if (bits <= most && apart && mayFit(first, second)) {
                    pairs.add(new Pair(i, j, bits));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::bits));
        return pairs;
    }

    /**
     * Whether two changes together can lead to the shape of the answer, judged by the shapes that each of them leads to
     * alone: one that changes no shape leaves that of the other, unless it is about the window or the order.
     */
    private boolean mayFit(Single<?> first, Single<?> second) {
        boolean firstChanges = !isUnchanged(first);
        boolean secondChanges = !isUnchanged(second);
        if (firstChanges == secondChanges) {
            return firstChanges || target.hasRightSize();
        }
        Single<?> changing = firstChanges ? first : second;
        return target.hasShapeOf(changing.computation())
                || (firstChanges ? second : first).change().what().stage().mayChangeShape();
    }

    private boolean isUnchanged(Single<?> single) {
        return java.util.Arrays.equals(single.dims(), model.right().dims());
    }

    private Optional<? extends Computation> together(Pair pair) {
        if (pair.second() < ofOperation.size()) {
            return ofOperation.get(pair.second()).change().to(ofOperation.get(pair.first()).computation());
        }
        return ofAnswer.get(pair.second() - ofOperation.size()).change().to(single(pair.first()).computation());
    }
}
