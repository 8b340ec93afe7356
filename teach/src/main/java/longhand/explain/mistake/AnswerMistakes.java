package longhand.explain.mistake;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import longhand.explain.computation.Changed;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Reduction;
import longhand.explain.computation.Turn;

/** What is done with a finished answer: turned, planes exchanged or left out, signs dropped, rounded. */
public final class AnswerMistakes {
    private static final int MOST_PLANES = 6;
    /** So many numbers tell whether all are shares. */
    private static final int MOST_SHARES = 100;
    private final Changes<Computation> all = new Changes<>();
    private final int rows;
    private final int columns;
    private final int planes;
    /** Whether no number is above 1, as of probabilities and their gradients. */
    private final boolean shares;

    private AnswerMistakes(Computation right) {
        int[] dims = right.dims();
        this.columns = Layout.columns(dims);
        this.rows = Layout.rows(dims);
        this.planes = Layout.planes(dims);
        this.shares = IntStream.range(0, Math.min(MOST_SHARES, right.size()))
                .allMatch(i -> Math.abs(right.cell(i)) <= 1);
    }

    /** All changes of a right answer. */
    public static List<Change<Computation>> of(Computation right) {
        AnswerMistakes m = new AnswerMistakes(right);
        m.activations();
        m.turns();
        m.orders();
        m.planes();
        new PartMistakes(m.all, right).crops().gaps().sums();
        m.signs();
        m.rounding();
        return m.all.list();
    }

    /** The sums of the rows or of the columns of a given array, as an answer. */
    public static List<Change<Computation>> sumsOf(String name, Computation given) {
        Changes<Computation> sums = new Changes<>();
        sums.add(Stage.FORMULA, Likelihood.RARE, "given-joined", "the rows of " + name + " were added up",
                c -> Joined.rows(given, Reduction.SUM));
        sums.add(Stage.FORMULA, Likelihood.RARE, "given-joined", "the columns of " + name + " were added up",
                c -> Joined.columns(given, Reduction.SUM));
        return sums.list();
    }

    private void change(Stage stage, Likelihood likelihood, String id, String sentence, DoubleUnaryOperator change) {
        all.add(stage, likelihood, id, sentence, c -> Changed.by(c, change));
    }

    private void activations() {
        change(Stage.ACTIVATION, Likelihood.COMMON, "relu-applied",
                "negative results were set to 0 (ReLU), which nobody asked for", v -> Math.max(0, v));
        change(Stage.ACTIVATION, Likelihood.ODD, "sigmoid-applied", "the sigmoid of the results was given",
                v -> 1 / (1 + Math.exp(-v)));
        change(Stage.ACTIVATION, Likelihood.ODD, "tanh-applied", "the tanh of the results was given", Math::tanh);
        change(Stage.ACTIVATION, Likelihood.ODD, "results-squared", "the results were squared", v -> v * v);
        change(Stage.ACTIVATION, Likelihood.ODD, "only-signs", "only the signs of the results were given",
                Math::signum);
        change(Stage.ACTIVATION, Likelihood.ODD, "exponentials", "e to the power of the results was given", Math::exp);
    }

    private void turns() {
        for (Turn turn : Turn.values()) {
            boolean swapped = turn == Turn.TRANSPOSE;
            Likelihood likelihood = swapped || turn == Turn.HALF ? Likelihood.COMMON
                    : turn == Turn.MIRROR_COLUMNS || turn == Turn.MIRROR_ROWS ? Likelihood.USUAL : Likelihood.RARE;
            all.add(Stage.LAYOUT, likelihood, swapped ? "rows-and-columns-swapped"
                    : "answer-" + OperandMistakes.id(turn), swapped ? "rows and columns of the answer are exchanged"
                    : "the answer " + OperandMistakes.turned(turn)
                            + ": the numbers are right, but in other places", c -> Layout.turned(c, turn));
        }
    }

    private void orders() {
        if (rows > 1 && columns > 1) {
            all.add(Stage.LAYOUT, Likelihood.USUAL, "answer-by-columns",
                    "the numbers were written column by column; an answer is written " + "row by row",
                    Layout::byColumns);
            all.add(Stage.LAYOUT, Likelihood.COMMON, "answer-in-one-row", "all numbers were written in one row",
                    ": the answer has " + rows + " rows", c -> Layout.shaped(c, c.size()));
            all.add(Stage.LAYOUT, Likelihood.RARE, "answer-in-one-row", "all numbers were written in one column", "",
                    c -> Layout.shaped(c, c.size(), 1));
            if (rows != columns) {
                all.add(Stage.LAYOUT, Likelihood.RARE, "answer-reshaped",
                        "the rows are as long as the columns should be", "", Layout::exchangedSides);
            }
        }
        for (int[] pair : ChannelMistakes.pairs(rows)) {
            all.add(Stage.CROP, Likelihood.RARE, "rows-exchanged", "two rows of the answer are exchanged",
                    ChannelMistakes.exchanged(pair), c -> Layout.rows(c, i -> ChannelMistakes.exchange(i, pair)));
        }
        for (int[] pair : ChannelMistakes.pairs(columns)) {
            all.add(Stage.CROP, Likelihood.RARE, "columns-exchanged", "two columns of the answer are exchanged",
                    ChannelMistakes.exchanged(pair), c -> Layout.columns(c, j -> ChannelMistakes.exchange(j, pair)));
        }
        if (rows > 2) {
            for (int shift : new int[] {1, -1}) {
                all.add(Stage.CROP, Likelihood.ODD, "rows-shifted", "the rows of the answer are shifted by one",
                        c -> Layout.rows(c, i -> Math.floorMod(i + shift, Layout.rows(c.dims()))));
            }
        }
        if (columns > 2) {
            for (int shift : new int[] {1, -1}) {
                all.add(Stage.CROP, Likelihood.ODD, "columns-shifted", "the columns of the answer are shifted by one",
                        c -> Layout.columns(c, j -> Math.floorMod(j + shift, Layout.columns(c.dims()))));
            }
        }
    }

    private void planes() {
        if (planes < 2) {
            return;
        }
        plane(Likelihood.COMMON, "only-first-output", "only the first output channel is given", "", 0);
        plane(Likelihood.USUAL, "only-last-output", "only the last output channel is given", "", planes - 1);
        for (int p = 1; p < planes - 1 && planes <= MOST_PLANES; p++) {
            plane(Likelihood.RARE, "only-one-output", "only one output channel is given", ": channel " + p, p);
        }
        for (int[] pair : ChannelMistakes.pairs(planes)) {
            all.add(Stage.PLANES, Likelihood.USUAL, "output-channels-exchanged", "two output channels were exchanged",
                    ChannelMistakes.exchanged(pair), c -> Layout.planes(c, p -> ChannelMistakes.exchange(p, pair)));
        }
        if (planes > 2) {
            all.add(Stage.PLANES, Likelihood.USUAL, "output-channels-reversed",
                    "the output channels are in reverse order",
                    c -> Layout.planes(c, p -> Layout.planes(c.dims()) - 1 - p));
            for (int shift : new int[] {1, -1}) {
                all.add(Stage.PLANES, Likelihood.RARE, "output-channels-shifted",
                        "the output channels are shifted by one",
                        c -> Layout.planes(c, p -> Math.floorMod(p + shift, Layout.planes(c.dims()))));
            }
        }
        all.add(Stage.PLANES, Likelihood.USUAL, "same-output", "the first output channel is given for all",
                c -> Layout.planes(c, p -> 0));
        all.add(Stage.PLANES, Likelihood.USUAL, "channels-last",
                "the channels were written last (height × width × channels); they come " + "first",
                Layout::channelsLast);
        all.add(Stage.PLANES, Likelihood.USUAL, "channels-side-by-side",
                "the channels were written side by side in one matrix; each has a " + "matrix of its own",
                Layout::sideBySide);
    }

    private void plane(Likelihood likelihood, String id, String sentence, String detail, int plane) {
        all.add(Stage.PLANES, likelihood, id, sentence, detail, c -> Layout.only(c, plane));
    }

    private void signs() {
        change(Stage.SIGN, Likelihood.COMMON, "signs-dropped", "the results lost their minus signs", Math::abs);
        change(Stage.SIGN, Likelihood.COMMON, "signs-changed", "all results have the opposite sign", v -> -v);
        change(Stage.SCALE, Likelihood.RARE, "decimal-point",
                "the decimal point of all results is one place too far to the right", v -> 10 * v);
        change(Stage.SCALE, Likelihood.RARE, "decimal-point",
                "the decimal point of all results is one place too far to the left", v -> v / 10);
        if (shares) {
            percent();
        } else {
            change(Stage.SCALE, Likelihood.RARE, "decimal-point", "the results are 100 times as large", v -> 100 * v);
        }
        change(Stage.SCALE, Likelihood.ODD, "decimal-point", "the results are 100 times as small", v -> v / 100);
        change(Stage.SCALE, Likelihood.RARE, "doubled", "all results are doubled", v -> 2 * v);
        change(Stage.SCALE, Likelihood.RARE, "halved", "all results are halved", v -> v / 2);
    }

    private void percent() {
        String sentence = "the results were given in percent: they are 100 times as large";
        change(Stage.SCALE, Likelihood.USUAL, "percent", sentence, v -> 100 * v);
        all.add(Stage.SCALE, Likelihood.USUAL, "percent", sentence, ", and rounded to whole numbers",
                c -> Changed.rounded(Changed.by(c, v -> 100 * v), 1));
        all.add(Stage.SCALE, Likelihood.USUAL, "percent", sentence, ", and rounded to one decimal",
                c -> Changed.rounded(Changed.by(c, v -> 100 * v), 0.1));
    }

    private void rounding() {
        String exact = "; give at least two decimals, or fractions";
        IntStream.rangeClosed(0, 1).forEach(d -> all.add(Stage.ROUNDING, Likelihood.COMMON, "rounded",
                "the results were rounded to " + (d == 0 ? "whole numbers" : "one decimal") + exact,
                c -> Changed.rounded(c, Math.pow(10, -d))));
        for (int d = 0; d <= 3; d++) {
            double step = Math.pow(10, -d);
            all.add(Stage.ROUNDING, d < 3 ? Likelihood.COMMON : Likelihood.USUAL, "truncated",
                    "the results were cut off after "
                    + (d == 0 ? "the decimal point" : d == 1 ? "one decimal" : d + " decimals")
                    + " instead of rounded", c -> new Cut(c, step, true));
        }
        all.add(Stage.ROUNDING, Likelihood.USUAL, "rounded-down", "the results were rounded down to whole numbers",
                c -> new Cut(c, 1, false));
        all.add(Stage.ROUNDING, Likelihood.USUAL, "rounded-up", "the results were rounded up to whole numbers",
                c -> Changed.by(new Cut(Changed.by(c, v -> -v), 1, false), v -> -v));
        all.add(Stage.ROUNDING, Likelihood.USUAL, "rounded",
                "the results were rounded to two decimals before they were finished", c -> Changed.rounded(c, 0.01));
        for (int digits = 1; digits <= 3; digits++) {
            int n = digits;
            all.add(Stage.ROUNDING, n == 1 ? Likelihood.ODD : Likelihood.RARE, "rounded-digits",
                    "the results were rounded to " + n + (n == 1 ? " digit" : " digits"),
                    c -> Changed.by(c, v -> digits(v, n)));
        }
        for (int tens : new int[] {10, 5}) {
            all.add(Stage.ROUNDING, Likelihood.ODD, "rounded", "the results were rounded to multiples of " + tens,
                    c -> Changed.rounded(c, tens));
        }
    }

    private static double digits(double v, int digits) {
        if (v == 0) {
            return 0;
        }
        double step = Math.pow(10, Math.floor(Math.log10(Math.abs(v))) + 1 - digits);
        return Math.rint(v / step) * step;
    }
}
