package longhand.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import longhand.explain.Values;
import longhand.explain.mistake.Change;
import longhand.explain.mistake.Likelihood;
import longhand.explain.mistake.Misconception;
import longhand.explain.mistake.Stage;

/**
 * One number of the answer was left out, or written twice, and all behind it stand one place off in the order of
 * reading: in the whole answer, in a channel or in a row. The numbers are the right ones, or those that another mistake
 * leads to.
 */
final class MovedNumbers {
    static final Misconception LEFT_OUT = new Misconception("number-left-out",
            "a number of the answer was left out, and those behind it moved up", Stage.LAYOUT, Likelihood.USUAL);
    static final Misconception TWICE = new Misconception("number-twice",
            "a number of the answer was written twice, and those behind it moved on", Stage.LAYOUT, Likelihood.USUAL);
    /** Fewer moved numbers are slips. */
    private static final int LEAST_MOVED = 2;
    private static final double BITS_OF_REPEATED_END = 1;
    private static final double BITS_OF_ZERO_AT_THE_END = 2;
    private final Target target;
    private final Places places;
    private final Values numbers;
    private final int size;
    private final boolean[] inPlace;
    /** The first number that is not in its place. */
    private final int at;

    /** Of the right numbers. */
    MovedNumbers(Target target, Places places) {
        this(target, places, target.truth());
    }

    /** @param numbers what the numbers of the answer were before they moved */
    MovedNumbers(Target target, Places places, Values numbers) {
        this.target = target;
        this.places = places;
        this.numbers = numbers;
        this.size = numbers.size();
        this.inPlace = new boolean[size];
        for (int i = 0; i < size && target.hasRightSize(); i++) {
            inPlace[i] = numbers == target.truth() ? target.isRight(i) : isNumber(i, i);
        }
        this.at = IntStream.range(0, size).filter(i -> !inPlace[i]).findFirst().orElse(size);
    }

    /** What explains the answer if two of the numbers were exchanged. */
    Optional<Hypothesis> exchanged() {
        int[] wrong = IntStream.range(at, size).filter(i -> !inPlace[i]).limit(3).toArray();
        if (wrong.length != 2 || !isNumber(wrong[0], wrong[1]) || !isNumber(wrong[1], wrong[0])) {
            return Optional.empty();
        }
        Change<?> change = new Change<>(Places.EXCHANGED, ": " + places.index(wrong[0]) + " and "
                + places.index(wrong[1]), c -> c);
        return Optional.of(Hypothesis.of(List.of(change),
                Places.EXCHANGED.likelihood().bits() + Parts.log2(size * (size - 1) / 2.0)));
    }

    /** What numbers that were left out or written twice explain. */
    List<Hypothesis> explain() {
        List<Hypothesis> found = new ArrayList<>();
        if (!target.hasRightSize()) {
            otherSize().ifPresent(found::add);
            return found;
        }
        found.addAll(within(0, size, "", 0));
        int plane = places.rows() * places.columns();
        for (int p = 0; p < places.planes() && places.planes() > 1; p++) {
            found.addAll(within(p * plane, (p + 1) * plane, "in channel " + p, Parts.log2(2.0 * places.planes())));
        }
        for (int row = 0; row < size / places.columns() && places.rows() > 1; row++) {
            int start = row * places.columns();
            String where = "in row " + row % places.rows()
                    + (places.planes() > 1 ? " of channel " + row / places.rows() : "");
            found.addAll(within(start, start + places.columns(), where,
                    Parts.log2(2.0 * size / places.columns())));
        }
        return found;
    }

    /** One number too few or too many, all in a row or a column. */
    private Optional<Hypothesis> otherSize() {
        int[] dims = target.answer().values().dims();
        int given = target.size();
        boolean line = IntStream.of(dims).allMatch(d -> d == 1 || d == given);
        if (!line || given < LEAST_MOVED || Math.abs(given - size) != 1) {
            return Optional.empty();
        }
        boolean fewer = given < size;
        int first = IntStream.range(0, Math.min(given, size)).filter(i -> !isNumber(i, i)).findFirst()
                .orElse(Math.min(given, size));
        boolean atAnEnd = size == places.columns() && (first == 0 || first == size - 1);
        if (fewer ? atAnEnd : first == 0) {
            return Optional.empty(); // a row without its first or last number is known as such
        }
        if (!IntStream.range(first, given).allMatch(i -> isNumber(i, fewer ? i + 1 : i - 1))) {
            return Optional.empty();
        }
        return Optional.of(hypothesis(fewer ? LEFT_OUT : TWICE, fewer ? first : first - 1, "", "", 0));
    }

    /** The numbers from one position to before another one moved, all others right. */
    private List<Hypothesis> within(int from, int to, String where, double bits) {
        int last = to - 1;
        List<Hypothesis> found = new ArrayList<>();
        if (at < from || at >= last || !IntStream.range(to, size).allMatch(i -> inPlace[i])) {
            return found;
        }
        if (wrong(at, last) >= LEAST_MOVED && IntStream.range(at, last).allMatch(i -> isNumber(i, i + 1))) {
            boolean zero = target.isWritten(last, 0);
            double end = inPlace[last] ? BITS_OF_REPEATED_END : zero ? BITS_OF_ZERO_AT_THE_END
                    : target.evidence().of(last);
            found.add(hypothesis(LEFT_OUT, at, inPlace[last] ? "; the last one stands there twice"
                    : zero ? "; 0 stands at the end" : "; the number at the end fits to nothing", where, bits + end));
        }
        if (at > from && wrong(at, to) >= LEAST_MOVED
                && IntStream.range(at, to).allMatch(i -> isNumber(i, i - 1))) {
            found.add(hypothesis(TWICE, at - 1, "; the last one is missing", where, bits));
        }
        return found;
    }

    private long wrong(int from, int to) {
        return IntStream.range(from, to).filter(i -> !inPlace[i]).count();
    }

    private boolean isNumber(int position, int source) {
        return target.isWritten(position, numbers.get(source));
    }

    private Hypothesis hypothesis(Misconception what, int position, String end, String where, double bits) {
        Change<?> change = new Change<>(what, ": that at " + places.index(position) + end, c -> c);
        return new Hypothesis(List.of(new Hypothesis.Part(List.of(change), where)), List.of(),
                what.likelihood().bits() + Parts.log2(size) + bits);
    }
}
