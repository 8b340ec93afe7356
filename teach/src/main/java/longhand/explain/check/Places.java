package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.mistake.Likelihood;
import longhand.explain.mistake.Misconception;
import longhand.explain.mistake.Stage;

/** Where the numbers of an answer stand, in words: a channel, a row, or each place by its index. */
final class Places {
    static final Misconception EXCHANGED =
            new Misconception("numbers-exchanged", "two numbers of the answer are exchanged", Stage.LAYOUT,
            Likelihood.COMMON);
    static final Misconception SCATTERED =
            new Misconception("numbers-scattered", "the numbers are right, but they stand in other places",
            Stage.LAYOUT, Likelihood.USUAL);
    private static final int MOST_LISTED = 6;
    private final int[] dims;
    private final int[] named;
    private final int rows;
    private final int columns;

    Places(int... dims) {
        this(dims, dims);
    }

    /** @param named the shape by which the indices go, with as many numbers */
    Places(int[] dims, int[] named) {
        this.dims = dims;
        this.named = named;
        this.columns = dims.length == 0 ? 1 : dims[dims.length - 1];
        this.rows = dims.length < 2 ? 1 : dims[dims.length - 2];
    }

    /** How many planes there are. */
    int planes() {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b) / (rows * columns);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** The positions of a plane. */
    IntStream ofPlane(int plane) {
        return IntStream.range(plane * rows * columns, (plane + 1) * rows * columns);
    }

    /** [0, 1]: the index of a position. */
    String index(int position) {
        int[] index = new int[named.length];
        int rest = position;
        for (int d = named.length - 1; d >= 0; d--) {
            index[d] = rest % named[d];
            rest /= named[d];
        }
        return named.length == 0 ? "" : Arrays.toString(index);
    }

    /** at [0, 1] and [1, 1]. */
    String list(List<Integer> positions) {
        List<String> all = positions.stream().sorted().limit(MOST_LISTED).map(this::index)
                .collect(Collectors.toCollection(ArrayList::new));
        if (positions.size() > MOST_LISTED) {
            return "at " + String.join(", ", all) + " and " + (positions.size() - MOST_LISTED) + " more";
        }
        String last = all.removeLast();
        return "at " + (all.isEmpty() ? last : String.join(", ", all) + " and " + last);
    }

    /** The words for a set of positions if it is one or two channels, as far as the others do not belong to them. */
    Optional<String> channels(List<Integer> inside, List<Integer> outside) {
        return same("channel", inside, outside, i -> i / (rows * columns));
    }

    /** The same for rows, columns and the border. */
    Optional<String> lines(List<Integer> inside, List<Integer> outside) {
        List<Optional<String>> tries = List.of(
                same("row", inside, outside, i -> i / columns % rows),
                same("column", inside, outside, i -> i % columns),
                border(inside, outside), border(outside, inside).map(s -> "everywhere but " + s));
        return tries.stream().flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> same(String name, List<Integer> inside, List<Integer> outside,
            IntUnaryOperator key) {
        Set<Integer> in = inside.stream().map(key::applyAsInt).collect(Collectors.toCollection(HashSet::new));
        boolean apart = outside.stream().noneMatch(i -> in.contains(key.applyAsInt(i)));
        String numbers = in.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
        return apart && in.size() <= 2
                ? Optional.of("in " + name + (in.size() > 1 ? "s " : " ") + numbers.replace(", ", " and "))
                : Optional.empty();
    }

    private Optional<String> border(List<Integer> inside, List<Integer> outside) {
        boolean apart = inside.stream().allMatch(this::atBorder) && outside.stream().noneMatch(this::atBorder);
        return apart ? Optional.of("at the border") : Optional.empty();
    }

    private boolean atBorder(int i) {
        int row = i / columns % rows;
        int column = i % columns;
        return row == 0 || column == 0 || row == rows - 1 || column == columns - 1;
    }

    /** Whether the numbers at some positions are those that belong there, in another order. */
    boolean samePool(Target target, List<Integer> positions) {
        double[] written = positions.stream().mapToDouble(target.answer().values()::get).sorted().toArray();
        double[] right = positions.stream().mapToDouble(target.truth()::get).sorted().toArray();
        double allowed = Arrays.stream(target.answer().rounding()).max().orElse(0)
                + 1e-5 * (1 + Math.abs(right[right.length - 1]));
        return IntStream.range(0, right.length).allMatch(i -> Math.abs(written[i] - right[i]) <= allowed);
    }
}
