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
    public static final Loss MEAN_OF_LOGS = (p, labels) -> mean(p, labels, v -> -Math.log(v));
    /** The right gradient: p − 1 for the right class, p for the others, divided by the samples. */
    public static final Slope DIFFERENCE = (p, n, k, labels) -> (p.get(0, n, k) - hit(n, k, labels)) / labels.length;
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
        mistakes.shares();
        switch (right.view()) {
            case ViewNames.LOSS -> {
                mistakes.labels();
                mistakes.losses();
            }
            case ViewNames.INPUT_GRADIENT -> {
                mistakes.labels();
                mistakes.slopes();
            }
            default -> mistakes.afterwards();
        }
        return mistakes.all.list();
    }

    private static double mean(Planes p, int[] labels, DoubleUnaryOperator of) {
        return sum(p, labels, of) / labels.length;
    }

    private static double sum(Planes p, int[] labels, DoubleUnaryOperator of) {
        return IntStream.range(0, labels.length).mapToDouble(n -> of.applyAsDouble(p.get(0, n, labels[n]))).sum();
    }

    private static double hit(int n, int k, int... labels) {
        return labels[n] == k ? 1 : 0;
    }

    private void shares() {
        Slot<SoftmaxLoss> slot = new Slot<>("matrix of logits", "logits", "it is read as it stands", Stage.INPUT_ORDER,
                Stage.INPUT_SIGNS, Stage.INPUT_NUMBERS, SoftmaxLoss::logits, SoftmaxLoss::logits);
        new OperandMistakes<>(all, slot, right).order(Likelihood.RARE, Likelihood.RARE).signs(Likelihood.COMMON);
        power(Likelihood.COMMON, "exp-missing", "the logits themselves were divided by their sum", z -> z);
        power(Likelihood.RARE, "power-of-2", "2 was raised to the power of the logits", z -> Math.pow(2, z));
        power(Likelihood.RARE, "power-of-10", "10 was raised to the power of the logits", z -> Math.pow(10, z));
        power(Likelihood.USUAL, "exp-of-minus", "e was raised to the power of minus the logits", z -> Math.exp(-z));
        power(Likelihood.RARE, "logits-squared", "the logits were squared", z -> z * z);
        power(Likelihood.RARE, "e-times", "the logits were multiplied by e", z -> Math.E * z);
        power(Likelihood.RARE, "e-rounded", "2.7 was used for e", z -> Math.pow(2.7, z));
        power(Likelihood.RARE, "e-rounded", "2.72 was used for e", z -> Math.pow(2.72, z));
        power(Likelihood.RARE, "e-rounded", "2.718 was used for e", z -> Math.pow(2.718, z));
        for (int decimals = 0; decimals <= 3; decimals++) {
            double step = Math.pow(10, -decimals);
            power(decimals == 0 ? Likelihood.RARE : Likelihood.USUAL, "powers-rounded",
                    "the powers were rounded to " + decimals + " decimals before they were used further",
                    z -> Math.rint(Math.exp(z) / step) * step);
            between(decimals == 0 ? Likelihood.RARE : Likelihood.USUAL, decimals, step);
        }
        if (samples > 1) {
            total(Likelihood.COMMON, "over-columns", "the sum was taken over the columns", (p, n, k) ->
                    IntStream.range(0, p.rows()).mapToDouble(i -> p.get(0, i, k)).sum());
            total(Likelihood.USUAL, "over-all", "the sum was taken over all rows", (p, n, k) ->
                    IntStream.range(0, p.size()).mapToDouble(p::get).sum());
        }
        total(Likelihood.COMMON, "not-divided", "the powers were not divided by their sum", (p, n, k) -> 1);
        total(Likelihood.USUAL, "by-largest", "the powers were divided by the largest one", (p, n, k) ->
                IntStream.range(0, p.columns()).mapToDouble(i -> p.get(0, n, i)).max().orElse(1));
        total(Likelihood.RARE, "by-count", "the powers were divided by their number", (p, n, k) -> p.columns());
        total(Likelihood.RARE, "by-others", "each power was divided by the sum of the others",
                (p, n, k) -> ROW.of(p, n, k) - p.get(0, n, k));
        all.add(Stage.TOTAL, Likelihood.RARE, "softmax-by-logits", "the powers were divided by the sum of the logits"
                + RIGHT_TOTAL, c -> c.total((p, n, k) -> ROW.of(c.logits(), n, k)));
        total(Likelihood.RARE, "by-root", "the powers were divided by the root of the sum of their squares",
                (p, n, k) -> Math.sqrt(IntStream.range(0, p.columns()).mapToDouble(i -> p.get(0, n, i) * p.get(0, n, i))
                .sum()));
        total(Likelihood.RARE, "plus-one", "1 was added to the sum", (p, n, k) -> 1 + ROW.of(p, n, k));
        if (classes > 2) {
            total(Likelihood.RARE, "last-forgotten", "the last power of the row was forgotten in the sum",
                    (p, n, k) -> ROW.of(p, n, k) - p.get(0, n, p.columns() - 1));
            total(Likelihood.RARE, "first-forgotten", "the first power of the row was forgotten in the sum",
                    (p, n, k) -> ROW.of(p, n, k) - p.get(0, n, 0));
        }
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

    private void labels() {
        labels(Likelihood.COMMON, "label-off-by-one", "the classes were counted from 1; the first is class 0",
                k -> k - 1);
        labels(Likelihood.USUAL, "label-off-by-one", "the class after the right one was used", k -> k + 1);
        labels(Likelihood.RARE, "label-first", "class 0 was used for all samples", k -> 0);
        labels(Likelihood.RARE, "label-last", "the last class was used for all samples", k -> classes - 1);
        labels(Likelihood.RARE, "label-reversed", "the classes were counted from the end", k -> classes - 1 - k);
        all.add(Stage.LABELS, Likelihood.USUAL, "label-largest",
                "the likeliest class was used instead of the right one", c -> c.labels(best(c, 1)));
        all.add(Stage.LABELS, Likelihood.RARE, "label-smallest",
                "the least likely class was used instead of the right one", c -> c.labels(best(c, -1)));
        for (int[] pair : ChannelMistakes.pairs(samples)) {
            all.add(Stage.LABELS, Likelihood.USUAL, "labels-exchanged",
                    "the right classes of two samples were exchanged", ChannelMistakes.exchanged(pair),
                    c -> c.labels(IntStream.range(0, c.labels().length)
                            .map(n -> c.labels()[ChannelMistakes.exchange(n, pair)]).toArray()));
        }
    }

    private void labels(Likelihood likelihood, String id, String sentence, java.util.function.IntUnaryOperator of) {
        all.add(Stage.LABELS, likelihood, id, sentence, c -> c.labels(IntStream.of(c.labels()).map(of).toArray()));
    }

    private static int[] best(SoftmaxLoss c, int sign) {
        return IntStream.range(0, c.logits().rows()).map(n -> IntStream.range(0, c.logits().columns()).boxed()
                .max(java.util.Comparator.comparingDouble(k -> sign * c.logits().get(0, n, k))).orElse(0)).toArray();
    }

    private void losses() {
        loss(Likelihood.COMMON, "sum", "the losses of the samples were added up; their mean is taken",
                (p, t) -> sum(p, t, v -> -Math.log(v)));
        loss(Likelihood.COMMON, "sign", "the minus sign before the logarithm is missing",
                (p, t) -> mean(p, t, Math::log));
        loss(Likelihood.COMMON, "log-10", "the logarithm of base 10 was used; it is the natural one",
                (p, t) -> mean(p, t, v -> -Math.log10(v)));
        loss(Likelihood.USUAL, "log-2", "the logarithm of base 2 was used; it is the natural one",
                (p, t) -> mean(p, t, v -> -Math.log(v) / Math.log(2)));
        String log = "; the loss is minus the logarithm of the right class's probability";
        loss(Likelihood.COMMON, "no-log", "the probability of the right class was given" + log,
                (p, t) -> mean(p, t, v -> v));
        loss(Likelihood.USUAL, "no-log", "1 minus the probability of the right class was given" + log,
                (p, t) -> mean(p, t, v -> 1 - v));
        loss(Likelihood.RARE, "no-log", "minus the probability of the right class was given" + log,
                (p, t) -> mean(p, t, v -> -v));
        loss(Likelihood.RARE, "reciprocal", "1 divided by the probability was given" + log,
                (p, t) -> mean(p, t, v -> 1 / v));
        loss(Likelihood.USUAL, "log-of-mean",
                "the logarithm of the mean probability was taken; the mean is taken of the logarithms",
                (p, t) -> -Math.log(mean(p, t, v -> v)));
        loss(Likelihood.USUAL, "all-classes",
                "the logarithms of all classes were added up; only the right class counts", (p, t) -> IntStream.range(0, p.size()).mapToDouble(i -> -Math.log(p.get(i))).sum() / t.length);
        loss(Likelihood.USUAL, "entropy", "the entropy of the probabilities was computed; only the right class counts",
                (p, t) -> IntStream.range(0, p.size()).mapToDouble(i -> -p.get(i) * Math.log(p.get(i)))
                .sum() / t.length);
        loss(Likelihood.USUAL, "squared-error", "the squared error was computed" + log,
                (p, t) -> IntStream.range(0, p.size())
                .mapToDouble(i -> Math.pow(p.get(i) - hit(i / p.columns(), i % p.columns(), t), 2)).sum() / t.length);
        loss(Likelihood.RARE, "wrong-classes", "minus the logarithm of 1 − p was added for the wrong classes too" + log,
                (p, t) -> IntStream.range(0, p.size())
                .mapToDouble(i -> -Math.log(hit(i / p.columns(), i % p.columns(), t) > 0
                        ? p.get(i) : 1 - p.get(i))).sum() / t.length);
        loss(Likelihood.RARE, "by-classes", "the losses were divided by the number of classes; their mean is taken",
                (p, t) -> sum(p, t, v -> -Math.log(v)) / classes);
        loss(Likelihood.RARE, "by-all", "the losses were divided by the number of logits; their mean is taken",
                (p, t) -> sum(p, t, v -> -Math.log(v)) / p.size());
        for (int n = 0; n < samples && samples > 1 && samples <= 6; n++) {
            int only = n;
            loss(Likelihood.USUAL, "one-sample", "only sample " + n + " was used; the mean over all is taken",
                    (p, t) -> -Math.log(p.get(0, only, t[only])));
        }
        all.add(Stage.LOSS, Likelihood.USUAL, "loss-logit", "minus the logit of the right class was given" + log,
                c -> c.loss((p, t) -> mean(c.logits(), t, v -> -v)));
        all.add(Stage.BETWEEN, Likelihood.RARE, "loss-log-rounded",
                "the losses of the samples were rounded to 2 decimals before their mean " + "was taken",
                c -> c.loss((p, t) -> mean(p, t, v -> Math.rint(-Math.log(v) * 100) / 100)));
    }

    private void loss(Likelihood likelihood, String id, String sentence, Loss loss) {
        all.add(Stage.LOSS, likelihood, "loss-" + id, sentence, c -> c.loss(loss));
    }

    private void slopes() {
        String is = "; the gradient is the probability, minus 1 for the right class, divided by the number of samples";
        slope(Likelihood.COMMON, "one-missing", "1 was not subtracted for the right class" + is,
                (p, n, k, t) -> p.get(0, n, k) / t.length);
        slope(Likelihood.COMMON, "sign", "the signs are the wrong way round" + is,
                (p, n, k, t) -> -DIFFERENCE.of(p, n, k, t));
        if (samples > 1) {
            slope(Likelihood.COMMON, "not-averaged", "it was not divided by the number of samples" + is,
                    (p, n, k, t) -> p.get(0, n, k) - hit(n, k, t));
        }
        slope(Likelihood.USUAL, "by-classes", "it was divided by the number of classes" + is,
                (p, n, k, t) -> (p.get(0, n, k) - hit(n, k, t)) / classes);
        slope(Likelihood.USUAL, "only-right-class", "only the right class got a gradient" + is,
                (p, n, k, t) -> hit(n, k, t) * DIFFERENCE.of(p, n, k, t));
        slope(Likelihood.USUAL, "only-right-class", "the right class got no gradient" + is,
                (p, n, k, t) -> (1 - hit(n, k, t)) * DIFFERENCE.of(p, n, k, t));
        slope(Likelihood.RARE, "one-everywhere", "1 was subtracted for all classes" + is,
                (p, n, k, t) -> (p.get(0, n, k) - 1) / t.length);
        slope(Likelihood.RARE, "own-derivative", "p·(1 − p) was given: that is the derivative of a single probability"
                + is, (p, n, k, t) -> p.get(0, n, k) * (1 - p.get(0, n, k)) / t.length);
        slope(Likelihood.RARE, "of-log", "−1/p was given for the right class: that is the gradient by the probability"
                + is, (p, n, k, t) -> -hit(n, k, t) / p.get(0, n, k) / t.length);
        slope(Likelihood.RARE, "one-added", "1 was added for the right class" + is,
                (p, n, k, t) -> (p.get(0, n, k) + hit(n, k, t))
                / t.length);
        slope(Likelihood.RARE, "one-hot", "only the right classes were marked" + is, (p, n, k, t) -> hit(n, k, t));
        slope(Likelihood.RARE, "squared-error", "it was multiplied by 2, as the gradient of a squared error" + is,
                (p, n, k, t) -> 2 * DIFFERENCE.of(p, n, k, t));
    }

    private void slope(Likelihood likelihood, String id, String sentence, Slope slope) {
        all.add(Stage.LOSS, likelihood, "gradient-" + id, sentence, c -> c.slope(slope));
    }

    /** What is done with finished probabilities. */
    private void afterwards() {
        all.add(Stage.LOSS, Likelihood.USUAL, "softmax-log",
                "the logarithms of the probabilities were given (log-softmax)", c -> c.between(Math::log));
        all.add(Stage.LOSS, Likelihood.RARE, "softmax-log", "minus the logarithms of the probabilities were given",
                c -> c.between(v -> -Math.log(v)));
        all.add(Stage.LOSS, Likelihood.RARE, "softmax-one-minus", "1 minus the probabilities was given",
                c -> c.between(v -> 1 - v));
        all.add(Stage.LOSS, Likelihood.RARE, "softmax-percent", "the probabilities were given in percent",
                c -> c.between(v -> 100 * v));
        all.add(Stage.LOSS, Likelihood.USUAL, "softmax-twice", "softmax was taken twice",
                c -> c.logits(c.probabilities()));
        all.add(Stage.LOSS, Likelihood.RARE, "softmax-argmax", "1 was given for the largest logit and 0 for the others",
                c -> c.power(z -> z).total((p, n, k) -> best(c, 1)[n] == k ? p.get(0, n, k)
                : Double.POSITIVE_INFINITY));
        all.add(Stage.LOSS, Likelihood.USUAL, "softmax-sigmoid", "the sigmoid of each logit was taken", c -> c.power(
                z -> 1 / (1 + Math.exp(-z))).total((p, n, k) -> 1));
    }
}
