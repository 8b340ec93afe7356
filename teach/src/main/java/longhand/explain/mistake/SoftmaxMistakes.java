package longhand.explain.mistake;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import longhand.explain.ViewNames;
import longhand.explain.computation.Planes;
import longhand.explain.computation.SoftmaxLoss;
import longhand.explain.computation.SoftmaxLoss.Loss;
import longhand.explain.computation.SoftmaxLoss.Slope;
import longhand.explain.computation.SoftmaxLoss.Total;

/** What can be done otherwise in softmax, cross-entropy and their gradient. */
public final class SoftmaxMistakes {
    /** The right sum: that of a row. */
    public static final Total ROW = (p, n, k) -> IntStream.range(0, p.columns()).mapToDouble(i -> p.get(0, n, i)).sum();
    /** The right loss: the mean of −ln p of the right classes. */
    public static final Loss MEAN_OF_LOGS = (p, labels) -> CrossEntropyMistakes.mean(p, labels, v -> -Math.log(v));
    /** The right gradient: p − 1 for the right class, p for the others, divided by the samples. */
    public static final Slope DIFFERENCE = (p, n, k, labels) ->
            (p.get(0, n, k) - CrossEntropyMistakes.hit(n, k, labels)) / labels.length;
    private static final String RIGHT_TOTAL =
            "; e to the power of each logit is divided by the sum of these over its row";
    private final Changes<SoftmaxLoss> all = new Changes<>();
    private final SoftmaxLoss right;
    private final int samples;
    private final int classes;

    private SoftmaxMistakes(SoftmaxLoss right) {
        this.right = right;
        this.samples = right.logits().rows();
        this.classes = right.logits().columns();
    }

    /** All changes of a right computation. */
    public static List<Change<SoftmaxLoss>> of(SoftmaxLoss right) {
        SoftmaxMistakes mistakes = new SoftmaxMistakes(right);
        mistakes.probabilities();
        switch (right.view()) {
            case ViewNames.LOSS -> {
                mistakes.withoutSoftmax();
                new CrossEntropyMistakes(mistakes.all, right).ofLoss();
            }
            case ViewNames.INPUT_GRADIENT -> {
                mistakes.withoutSoftmax();
                new CrossEntropyMistakes(mistakes.all, right).ofGradient();
            }
            default -> mistakes.afterwards();
        }
        return mistakes.all.list();
    }

    private void probabilities() {
        Slot<SoftmaxLoss> slot = new Slot<>("matrix of logits", "logits", "it is read as it stands", Stage.INPUT_ORDER,
                Stage.INPUT_SIGNS, Stage.INPUT_NUMBERS, SoftmaxLoss::logits, SoftmaxLoss::logits);
        new OperandMistakes<>(all, slot, right).order(Likelihood.RARE, Likelihood.RARE).signs(Likelihood.COMMON);
        powers();
        roundings();
        if (samples > 1) {
            totalsOfOtherRows();
        }
        divisors();
        largestSubtractedOnce();
        totals();
    }

    /** Something other than e to the power of the logits. */
    private void powers() {
        power(Likelihood.COMMON, "exp-missing", "the logits themselves were divided by their sum", z -> z);
        power(Likelihood.RARE, "power-of-2", "2 was raised to the power of the logits", z -> Math.pow(2, z));
        power(Likelihood.RARE, "power-of-10", "10 was raised to the power of the logits", z -> Math.pow(10, z));
        power(Likelihood.USUAL, "exp-of-minus", "e was raised to the power of minus the logits", z -> Math.exp(-z));
        power(Likelihood.RARE, "logits-squared", "the logits were squared", z -> z * z);
        power(Likelihood.RARE, "e-times", "the logits were multiplied by e", z -> Math.E * z);
        power(Likelihood.RARE, "e-rounded", "3 was used for e", z -> Math.pow(3, z));
        power(Likelihood.ODD, "one-plus", "1 was added to the logits instead of raising e to their power", z -> 1 + z);
        power(Likelihood.RARE, "logits-doubled", "the logits were doubled", z -> Math.exp(2 * z));
        power(Likelihood.ODD, "logits-halved", "the logits were halved", z -> Math.exp(z / 2));
        power(Likelihood.RARE, "e-rounded", "2.7 was used for e", z -> Math.pow(2.7, z));
        power(Likelihood.RARE, "e-rounded", "2.72 was used for e", z -> Math.pow(2.72, z));
        power(Likelihood.RARE, "e-rounded", "2.718 was used for e", z -> Math.pow(2.718, z));
    }

    private void roundings() {
        for (int decimals = 0; decimals <= 3; decimals++) {
            double step = Math.pow(10, -decimals);
            power(decimals == 0 ? Likelihood.RARE : Likelihood.USUAL, "powers-rounded",
                    "the powers were rounded to " + decimals + " decimals before they were used further",
                    z -> Math.rint(Math.exp(z) / step) * step);
            between(decimals == 0 ? Likelihood.RARE : Likelihood.USUAL, decimals, step);
        }
    }

    /** The sum of other powers than those of the row. */
    private void totalsOfOtherRows() {
        total(Likelihood.COMMON, "over-columns", "the sum was taken over the columns", (p, n, k) ->
                IntStream.range(0, p.rows()).mapToDouble(i -> p.get(0, i, k)).sum());
        total(Likelihood.RARE, "first-row", "the sum of the first row was used for all rows",
                (p, n, k) -> ROW.of(p, 0, k));
        total(Likelihood.USUAL, "over-all", "the sum was taken over all rows", (p, n, k) ->
                IntStream.range(0, p.size()).mapToDouble(p::get).sum());
    }

    /** Something other than the sum below the fraction line. */
    private void divisors() {
        total(Likelihood.COMMON, "not-divided", "the powers were not divided by their sum", (p, n, k) -> 1);
        total(Likelihood.USUAL, "by-largest", "the powers were divided by the largest one", (p, n, k) -> largest(p, n));
        total(Likelihood.RARE, "by-count", "the powers were divided by their number", (p, n, k) -> p.columns());
        total(Likelihood.ODD, "by-mean", "the powers were divided by their mean",
                (p, n, k) -> ROW.of(p, n, k) / p.columns());
        total(Likelihood.ODD, "upside-down", "the sum was divided by the powers",
                (p, n, k) -> Math.pow(p.get(0, n, k), 2) / ROW.of(p, n, k));
        total(Likelihood.USUAL, "sigmoid", "the sigmoid of each logit was taken", (p, n, k) -> 1 + p.get(0, n, k));
        total(Likelihood.RARE, "by-others", "each power was divided by the sum of the others",
                (p, n, k) -> ROW.of(p, n, k) - p.get(0, n, k));
        all.add(Stage.TOTAL, Likelihood.RARE, "softmax-by-logits", "the powers were divided by the sum of the logits"
                + RIGHT_TOTAL, c -> c.total((p, n, k) -> ROW.of(c.logits(), n, k)));
        total(Likelihood.RARE, "by-root", "the powers were divided by the root of the sum of their squares",
                (p, n, k) -> Math.sqrt(IntStream.range(0, p.columns()).mapToDouble(i -> p.get(0, n, i) * p.get(0, n, i))
                .sum()));
    }

    private void largestSubtractedOnce() {
        total(Likelihood.RARE, "largest-above-only",
                "the largest logit was subtracted above the fraction line, but not below",
                (p, n, k) -> ROW.of(p, n, k) * largest(p, n));
        total(Likelihood.RARE, "largest-below-only",
                "the largest logit was subtracted below the fraction line, but not above",
                (p, n, k) -> ROW.of(p, n, k) / largest(p, n));
    }

    /** The sum of the row with a mistake in it. */
    private void totals() {
        total(Likelihood.RARE, "by-product", "the logits were added up before e was raised to the power of their sum",
                (p, n, k) -> IntStream.range(0, p.columns()).mapToDouble(i -> p.get(0, n, i))
                        .reduce(1, (a, b) -> a * b));
        total(Likelihood.RARE, "plus-one", "1 was added to the sum", (p, n, k) -> 1 + ROW.of(p, n, k));
        if (classes > 2) {
            total(Likelihood.RARE, "last-forgotten", "the last power of the row was forgotten in the sum",
                    (p, n, k) -> ROW.of(p, n, k) - p.get(0, n, p.columns() - 1));
            total(Likelihood.RARE, "first-forgotten", "the first power of the row was forgotten in the sum",
                    (p, n, k) -> ROW.of(p, n, k) - p.get(0, n, 0));
        }
    }

    private static double largest(Planes p, int sample) {
        return IntStream.range(0, p.columns()).mapToDouble(i -> p.get(0, sample, i)).max().orElse(1);
    }

    /** Softmax left out: the logits were used as probabilities. */
    private void withoutSoftmax() {
        all.add(Stage.FORMULA, Likelihood.USUAL, "softmax-missing",
                "softmax was left out: the logits were used as if they were probabilities",
                c -> c.power(z -> z).total((p, n, k) -> 1));
    }

    private void power(Likelihood likelihood, String id, String sentence, DoubleUnaryOperator power) {
        all.add(Stage.POWER, likelihood, "softmax-" + id, sentence + RIGHT_TOTAL, c -> c.power(power));
    }

    private void total(Likelihood likelihood, String id, String sentence, Total total) {
        all.add(Stage.TOTAL, likelihood, "softmax-" + id, sentence + RIGHT_TOTAL, c -> c.total(total));
    }

    private void between(Likelihood likelihood, int decimals, double step) {
        if (!right.view().equals(ViewNames.FORWARD)) {
            all.add(Stage.BETWEEN, likelihood, "softmax-rounded-early", "the probabilities were rounded to " + decimals
                    + " decimals before they were used further", c -> c.between(v -> Math.rint(v / step) * step));
        }
    }

    /** For each sample the class of the largest logit, or of the smallest if sign is −1. */
    static int[] best(SoftmaxLoss c, int sign) {
        return IntStream.range(0, c.logits().rows()).map(n -> IntStream.range(0, c.logits().columns()).boxed()
                .max(java.util.Comparator.comparingDouble(k -> sign * c.logits().get(0, n, k))).orElse(0)).toArray();
    }

    /** What is done with finished probabilities. */
    private void afterwards() {
        all.add(Stage.LOSS, Likelihood.USUAL, "softmax-log",
                "the logarithms of the probabilities were given (log-softmax)", c -> c.between(Math::log));
        all.add(Stage.LOSS, Likelihood.RARE, "softmax-log", "minus the logarithms of the probabilities were given",
                c -> c.between(v -> -Math.log(v)));
        all.add(Stage.LOSS, Likelihood.RARE, "softmax-one-minus", "1 minus the probabilities was given",
                c -> c.between(v -> 1 - v));
        all.add(Stage.LOSS, Likelihood.USUAL, "softmax-twice", "softmax was taken twice",
                c -> c.logits(c.probabilities()));
        all.add(Stage.LOSS, Likelihood.RARE, "softmax-argmax", "1 was given for the largest logit and 0 for the others",
                c -> {
                    int[] best = best(c, 1);
                    return c.power(z -> z).total((p, n, k) -> best[n] == k ? p.get(0, n, k) : Double.POSITIVE_INFINITY);
                });
        all.add(Stage.LOSS, Likelihood.RARE, "softmax-log", "the logarithms of base 10 of the probabilities were given",
                c -> c.between(Math::log10));
        all.add(Stage.LOSS, Likelihood.RARE, "softmax-derivative", "p·(1 − p) was given: that is the derivative",
                c -> c.between(v -> v * (1 - v)));
        all.add(Stage.LOSS, Likelihood.ODD, "softmax-squared", "the probabilities were squared",
                c -> c.between(v -> v * v));
        all.add(Stage.LOSS, Likelihood.RARE, "softmax-shift-only",
                "only the largest logit was subtracted: e is still to be raised to these powers",
                c -> c.between(Math::log).total((p, n, k) -> largest(p, n)));
        all.add(Stage.LOSS, Likelihood.ODD, "softmax-root", "the roots of the probabilities were given",
                c -> c.between(Math::sqrt));
    }
}
