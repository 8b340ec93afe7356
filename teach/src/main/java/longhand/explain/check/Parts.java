package longhand.explain.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.explain.Values;
import longhand.explain.check.Search.Single;
import longhand.explain.computation.Computation;
import longhand.explain.mistake.Change;
import longhand.explain.mistake.Stage;

/**
 * Single changes, of the whole answer or a part of it: some numbers are right, some are slips, each plane may have a
 * change of its own.
 */
final class Parts<C extends Computation> {
    /** More numbers that nothing explains are no slips. */
    private static final int MOST_SLIPS = 3;
    private static final int MOST_PLANES = 6;
    /** Who writes down more numbers does it by a program, which moves none. */
    private static final int MOST_MOVED = 200;
    private static final double BITS_OF_PLANE = 1;
    private final Target target;
    private final Places places;

    Parts(C right, Target target) {
        this.target = target;
        int[] asked = target.truth().dims();
        this.places = new Places(right.size() == target.truth().size() ? right.dims() : asked, asked);
    }

    /** What single changes explain. */
    List<Hypothesis> explain(List<Single<C>> ofOperation, List<Single<Computation>> ofAnswer) {
        List<Hypothesis> found = new ArrayList<>();
        List<Single<?>> all = Stream.<Single<?>>concat(ofOperation.stream(), ofAnswer.stream()).toList();
        int slips = Math.min(MOST_SLIPS, target.size() / 4);
        for (Single<?> s : all) {
            target.missed(s.computation(), slips).flatMap(missed -> partly(s, missed)).ifPresent(found::add);
        }
        slips().ifPresent(found::add);
        exchanged().ifPresent(found::add);
        found.addAll(new MovedNumbers(target, places).explain());
        if (target.hasRightSize() && found.stream().noneMatch(Hypothesis::isExact)) {
            planes(all).ifPresent(found::add);
            found.addAll(besidesInOnePlane(all, ofAnswer));
        }
        return found;
    }

    /**
     * What single changes explain if two of the numbers that they lead to were exchanged, or one left out or written
     * twice: one pass over the numbers for each change.
     */
    List<Hypothesis> explainMoved(List<Single<C>> ofOperation) {
        List<Hypothesis> found = new ArrayList<>();
        for (Single<C> s : target.hasRightSize() && target.size() <= MOST_MOVED ? ofOperation : List.<Single<C>>of()) {
            if (target.work() > Search.MOST_WORK || !target.hasShapeOf(s.computation())) {
                continue;
            }
            double[] numbers = IntStream.range(0, target.size())
                    .mapToDouble(i -> target.numberOf(s.computation(), i)).toArray();
            MovedNumbers moved = new MovedNumbers(target, places, Values.of(numbers, target.truth().dims()));
            Stream.concat(moved.exchanged().stream(), moved.explain().stream()).map(h -> after(s, h))
                    .forEach(found::add);
        }
        return found;
    }

    /** A change, and then what happened to the numbers that it leads to; that is never more than probable. */
    private static Hypothesis after(Single<?> first, Hypothesis then) {
        Hypothesis.Part part = then.parts().getFirst();
        double bits = first.bits() + then.bits() + Search.BITS_OF_SECOND;
        List<Hypothesis.Part> parts = part.where().isEmpty()
                ? List.of(new Hypothesis.Part(List.of(first.change(), part.changes().getFirst()), ""))
                : List.of(new Hypothesis.Part(List.of(first.change()), ""), part);
        return new Hypothesis(parts, List.of(), bits, Hypothesis.Order.PROBABLE);
    }

    /** A change that explains all numbers but those that it missed. */
    private Optional<Hypothesis> partly(Single<?> single, List<Integer> missed) {
        if (missed.isEmpty()) {
            return Optional.of(Hypothesis.of(List.of(single.change()), single.bits()));
        }
        List<Integer> slips = missed.stream().filter(i -> !target.isRight(i)).toList();
        List<Integer> changed = IntStream.range(0, target.size()).filter(i -> !target.isRight(i) && !slips.contains(i))
                .boxed().toList();
        if (changed.size() < 2 || changed.size() <= slips.size()) {
            return Optional.empty();
        }
        double bits = single.bits() + slips.stream().mapToDouble(i -> target.evidence().of(i) + log2(target.size()))
                .sum();
        if (slips.size() == missed.size()) {
            return Optional.of(new Hypothesis(List.of(new Hypothesis.Part(List.of(single.change()), "")), slips, bits));
        }
        return atPlaces(single.change(), changed, missed.stream().filter(target::isRight).toList(), slips, bits);
    }

    /** A change of some numbers only. */
    private Optional<Hypothesis> atPlaces(Change<?> change, List<Integer> changed, List<Integer> unchanged,
            List<Integer> slips, double bits) {
        Optional<String> channels = places.channels(changed, unchanged);
        Stage stage = change.what().stage();
        boolean within = channels.isPresent() && stage != Stage.PLANES;
        if (stage.movesNumbers() && !within && !places.samePool(target, changed)) {
            return Optional.empty(); // what is moved goes to another place: nothing is lost
        }
        Optional<String> where = channels.or(() -> places.lines(changed, unchanged));
        double choice = log2(where.isPresent() ? 2.0 * target.size()
                : binomial(changed.size() + unchanged.size(), changed.size()));
        boolean few = Math.min(changed.size(), unchanged.size())
                <= Math.min(MOST_SLIPS, (changed.size() + unchanged.size()) / 4);
        String each = changed.size() <= unchanged.size() ? places.list(changed)
                : "everywhere but " + places.list(unchanged);
        return Optional.of(new Hypothesis(List.of(new Hypothesis.Part(List.of(change), where.orElse(each))), slips,
                bits + choice, where.isPresent() || few
                ? Hypothesis.Order.CONSISTENT : Hypothesis.Order.NOW_AND_THEN));
    }

    /** The answer is right but for a few numbers. */
    private Optional<Hypothesis> slips() {
        List<Integer> wrong = IntStream.range(0, target.size()).filter(i -> !target.isRight(i)).boxed().toList();
        boolean few = target.hasRightSize() && wrong.size() <= MOST_SLIPS && 2 * wrong.size() <= target.size();
        double bits = wrong.stream().mapToDouble(target.evidence()::of).sum()
                + log2(binomial(target.size(), wrong.size()));
        return few ? Optional.of(new Hypothesis(List.of(), wrong, bits)) : Optional.empty();
    }

    /** The right numbers in other places. */
    private Optional<Hypothesis> exchanged() {
        List<Integer> wrong = IntStream.range(0, target.size()).filter(i -> !target.isRight(i)).boxed().toList();
        if (!target.hasRightSize() || wrong.size() < 2 || !places.samePool(target, wrong)) {
            return Optional.empty();
        }
        double bits = wrong.size() == 2 ? Places.EXCHANGED.likelihood().bits() + log2(binomial(target.size(), 2))
                : Places.SCATTERED.likelihood().bits() + IntStream.range(0, wrong.size())
                .mapToDouble(i -> log2(target.size() - i)).sum();
        Change<Computation> change = wrong.size() == 2
                ? new Change<>(Places.EXCHANGED, ": " + places.list(wrong).replace("at ", ""), c -> c)
                : new Change<>(Places.SCATTERED, "", c -> c);
        return Optional.of(Hypothesis.of(List.of(change), bits));
    }

    /** For each plane the likeliest change that explains it, if there is one for each wrong plane. */
    private Optional<Hypothesis> planes(List<Single<?>> all) {
        int planes = places.planes();
        if (planes < 2 || planes > MOST_PLANES) {
            return Optional.empty();
        }
        List<Single<?>> sized = all.stream().filter(s -> s.change().what().stage() != Stage.PLANES)
                .filter(s -> target.hasShapeOf(s.computation()))
                .sorted(Comparator.comparingDouble(Single::bits)).toList();
        List<Hypothesis.Part> parts = new ArrayList<>();
        double bits = 0;
        for (int p = 0; p < planes; p++) {
            int plane = p;
            if (places.ofPlane(p).allMatch(target::isRight)) {
                continue;
            }
            Optional<Single<?>> single = sized.stream().filter(s -> agrees(s.computation(), plane)).findFirst();
            if (single.isEmpty()) {
                return Optional.empty();
            }
            parts.add(new Hypothesis.Part(List.of(single.get().change()), "in channel " + p));
            bits += single.get().bits() + BITS_OF_PLANE;
        }
        return parts.size() < 2 ? Optional.empty() : Optional.of(new Hypothesis(parts, List.of(), bits));
    }

    /** A change of the whole answer, and another one of what it leads to in a single plane. */
    private List<Hypothesis> besidesInOnePlane(List<Single<?>> all, List<Single<Computation>> ofAnswer) {
        List<Hypothesis> found = new ArrayList<>();
        int planes = places.planes();
        for (Single<?> s : planes < 2 || planes > MOST_PLANES ? List.<Single<?>>of() : all) {
            int[] wrong = target.hasShapeOf(s.computation()) ? IntStream.range(0, planes)
                    .filter(p -> !agrees(s.computation(), p)).limit(2).toArray() : new int[0];
            if (wrong.length != 1) {
                continue;
            }
            for (Single<Computation> other : ofAnswer) {
                Stage stage = other.change().what().stage();
                boolean later = stage.compareTo(s.change().what().stage()) > 0 && stage != Stage.PLANES;
                Optional<Computation> both = later ? other.change().to(s.computation()) : Optional.empty();
                if (both.filter(c -> target.hasShapeOf(c) && agrees(c, wrong[0])).isPresent()) {
                    found.add(new Hypothesis(List.of(new Hypothesis.Part(List.of(s.change()), ""),
                            new Hypothesis.Part(List.of(other.change()), "in channel " + wrong[0])), List.of(),
                            s.bits() + other.bits() + Search.BITS_OF_SECOND + log2(planes)));
                }
            }
        }
        return found;
    }

    private boolean agrees(Computation c, int plane) {
        return places.ofPlane(plane).allMatch(i -> target.agrees(c, i));
    }

    static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static double binomial(int n, int k) {
        double b = 1;
        for (int i = 1; i <= k; i++) {
            b = b * (n - k + i) / i;
        }
        return b;
    }
}
