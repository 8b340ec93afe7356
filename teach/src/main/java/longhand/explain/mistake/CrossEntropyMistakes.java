package longhand.explain.mistake;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import longhand.explain.computation.Planes;
import longhand.explain.computation.SoftmaxLoss;
import longhand.explain.computation.SoftmaxLoss.Loss;
import longhand.explain.computation.SoftmaxLoss.Slope;

/** What can be done otherwise once the probabilities are there: the cross-entropy and its gradient. */
final class CrossEntropyMistakes {
    private static final int MOST_LABELS = 30;
    private static final String GRADIENT_IS =
            "; the gradient is the probability, minus 1 for the right class, divided by the number of samples";
    private final Changes<SoftmaxLoss> all;
    private final SoftmaxLoss right;
    private final int samples;
    private final int classes;

    CrossEntropyMistakes(Changes<SoftmaxLoss> all, SoftmaxLoss right) {
        this.all = all;
        this.right = right;
        this.samples = right.logits().rows();
        this.classes = right.logits().columns();
    }

    void ofLoss() {
        labels();
        losses();
        otherLosses();
        wrongMeans();
    }

    void ofGradient() {
        labels();
        slopes();
        otherSlopes();
        if (samples > 1) {
            averages();
        }
    }

    /** The mean of what the probabilities of the right classes become. */
    static double mean(Planes p, int[] labels, DoubleUnaryOperator of) {
        return sum(p, labels, of) / labels.length;
    }

    private static double sum(Planes p, int[] labels, DoubleUnaryOperator of) {
        return IntStream.range(0, labels.length).mapToDouble(n -> of.applyAsDouble(p.get(0, n, labels[n]))).sum();
    }

    /** 1 for the right class of a sample, 0 for the others. */
    static double hit(int n, int k, int... labels) {
        return labels[n] == k ? 1 : 0;
    }

    private void labels() {
        next(Likelihood.COMMON, "the classes were counted from 1; the first is class 0", -1, 0,
                ": for class 0 the last one was used");
        next(Likelihood.USUAL, "the class after the right one was used", 1, classes - 1,
                ": for the last class the first one was used");
        labels(Likelihood.RARE, "label-first", "class 0 was used for all samples", k -> 0);
        labels(Likelihood.RARE, "label-last", "the last class was used for all samples", k -> classes - 1);
        labels(Likelihood.RARE, "label-reversed", "the classes were counted from the end", k -> classes - 1 - k);
        all.add(Stage.LABELS, Likelihood.USUAL, "label-largest",
                "the likeliest class was used instead of the right one", c -> c.labels(SoftmaxMistakes.best(c, 1)));
        all.add(Stage.LABELS, Likelihood.RARE, "label-smallest",
                "the least likely class was used instead of the right one", c -> c.labels(SoftmaxMistakes.best(c, -1)));
        for (int n = 0; n < samples && samples * classes <= MOST_LABELS; n++) {
            for (int k = 0; k < classes; k++) {
                label(n, k);
            }
        }
        for (int[] pair : ChannelMistakes.pairs(samples)) {
            all.add(Stage.LABELS, Likelihood.USUAL, "labels-exchanged",
                    "the right classes of two samples were exchanged", ChannelMistakes.exchanged(pair),
                    c -> c.labels(IntStream.range(0, c.labels().length)
                            .map(n -> c.labels()[ChannelMistakes.exchange(n, pair)]).toArray()));
        }
    }

    /**
     * The class before or after the right one; the ends are joined.
     *
     * @param end the class that has none there
     */
    private void next(Likelihood likelihood, String sentence, int shift, int end, String atEnd) {
        boolean joined = IntStream.of(right.labels()).anyMatch(k -> k == end);
        all.add(Stage.LABELS, likelihood, "label-off-by-one", sentence, joined ? atEnd : "", c -> c.labels(
                IntStream.of(c.labels()).map(k -> Math.floorMod(k + shift, classes)).toArray()));
    }

    private void label(int sample, int taken) {
        if (right.labels()[sample] != taken) {
            all.add(Stage.LABELS, Likelihood.ODD, "label-misread", "the right class of a sample was misread",
                    ": " + taken + " instead of " + right.labels()[sample] + " for sample " + sample,
                    c -> c.labels(IntStream.range(0, c.labels().length).map(n -> n == sample ? taken : c.labels()[n])
                            .toArray()));
        }
    }

    private void labels(Likelihood likelihood, String id, String sentence, java.util.function.IntUnaryOperator of) {
        all.add(Stage.LABELS, likelihood, id, sentence, c -> c.labels(IntStream.of(c.labels()).map(of).toArray()));
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
                "the logarithms of all classes were added up; only the right class counts", (p, t) -> over(p, t, (v, hit) -> -Math.log(v)) / t.length);
        loss(Likelihood.USUAL, "entropy", "the entropy of the probabilities was computed; only the right class counts",
                (p, t) -> over(p, t, (v, hit) -> -v * Math.log(v)) / t.length);
        loss(Likelihood.USUAL, "squared-error", "the squared error was computed" + log,
                (p, t) -> squares(p, t) / t.length);
        loss(Likelihood.RARE, "wrong-classes", "minus the logarithm of 1 − p was added for the wrong classes too" + log,
                (p, t) -> over(p, t, (v, hit) -> -Math.log(hit > 0 ? v : 1 - v)) / t.length);
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

    /** Losses of other kinds, and quantities that are told about a classifier. */
    private void otherLosses() {
        String log = "; the loss is minus the logarithm of the right class's probability";
        if (samples > 1) {
            all.add(Stage.LOSS, Likelihood.USUAL, "loss-each", "the loss of each sample was given; their mean is taken",
                    SoftmaxLoss::each);
            loss(Likelihood.ODD, "by-one-less", "the losses were divided by one less than there are samples",
                    (p, t) -> sum(p, t, v -> -Math.log(v)) / (t.length - 1));
        }
        loss(Likelihood.RARE, "squared-error", "the squared error was computed as a mean over all numbers" + log,
                (p, t) -> squares(p, t) / p.size());
        loss(Likelihood.RARE, "squared-error", "the squared errors were added up" + log, (p, t) -> squares(p, t));
        loss(Likelihood.RARE, "wrong-classes", "minus the logarithm of 1 − p was added for the wrong classes too, and the mean of all taken"
                + log, (p, t) -> over(p, t, (v, hit) -> -Math.log(hit > 0 ? v : 1 - v)) / p.size());
        loss(Likelihood.RARE, "all-classes", "the mean of the logarithms of all classes was taken; only the right class counts",
                (p, t) -> over(p, t, (v, hit) -> -Math.log(v)) / p.size());
        loss(Likelihood.RARE, "of-other", "minus the logarithm of 1 − p was taken" + log,
                (p, t) -> mean(p, t, v -> -Math.log(1 - v)));
        loss(Likelihood.ODD, "weighted", "the logarithm was multiplied by the probability" + log,
                (p, t) -> mean(p, t, v -> -v * Math.log(v)));
        loss(Likelihood.ODD, "likelihood", "the probabilities of the right classes were multiplied" + log,
                (p, t) -> Math.exp(sum(p, t, Math::log)));
        loss(Likelihood.ODD, "one-plus", "1 was added to the probability before the logarithm was taken" + log,
                (p, t) -> mean(p, t, v -> -Math.log(1 + v)));
        loss(Likelihood.ODD, "one-plus", "1 was added to the probability before the logarithm was taken, without the minus"
                + log, (p, t) -> mean(p, t, v -> Math.log(1 + v)));
        all.add(Stage.LOSS, Likelihood.RARE, "loss-log-of-sum",
                "only the logarithm of the sum of the powers was taken, without the logit of the right class",
                c -> c.loss((p, t) -> mean(p, t, v -> -Math.log(v)) + mean(c.logits(), t, v -> v)));
        all.add(Stage.LOSS, Likelihood.RARE, "loss-log-of-sum",
                "the logit of the right class was added to the logarithm of the sum; it is subtracted",
                c -> c.loss((p, t) -> mean(p, t, v -> -Math.log(v)) + 2 * mean(c.logits(), t, v -> v)));
        all.add(Stage.LOSS, Likelihood.RARE, "loss-accuracy",
                "the share of samples whose likeliest class is the right one was given" + log,
                c -> c.loss((p, t) -> {
                    int[] best = SoftmaxMistakes.best(c, 1);
                    return IntStream.range(0, t.length).filter(n -> best[n] == t[n]).count() / (double) t.length;
                }));
    }

    /** Of two losses, the median and the middle are the mean. */
    private void wrongMeans() {
        for (WrongMean mean : samples > 2 ? WrongMean.values() : new WrongMean[0]) {
            loss(mean == WrongMean.MEDIAN ? Likelihood.RARE : Likelihood.ODD, mean.id(),
                    mean.words() + " of the samples' losses was taken; their mean is taken",
                    (p, t) -> mean.reduction().of(IntStream.range(0, t.length)
                            .mapToDouble(n -> -Math.log(p.get(0, n, t[n]))).toArray(), t.length));
        }
    }

    private static double squares(Planes p, int... labels) {
        return over(p, labels, (v, hit) -> (v - hit) * (v - hit));
    }

    /** A sum over all probabilities; the operator gets 1 for the right class and 0 for the others. */
    private static double over(Planes p, int[] labels, DoubleBinaryOperator term) {
        return IntStream.range(0, p.size())
                .mapToDouble(i -> term.applyAsDouble(p.get(i), hit(i / p.columns(), i % p.columns(), labels))).sum();
    }

    private void loss(Likelihood likelihood, String id, String sentence, Loss loss) {
        all.add(Stage.LOSS, likelihood, "loss-" + id, sentence, c -> c.loss(loss));
    }

    private void slopes() {
        slope(Likelihood.COMMON, "one-missing", "1 was not subtracted for the right class",
                (p, n, k, t) -> p.get(0, n, k) / t.length);
        slope(Likelihood.COMMON, "sign", "the signs are the wrong way round",
                (p, n, k, t) -> -SoftmaxMistakes.DIFFERENCE.of(p, n, k, t));
        slope(Likelihood.USUAL, "by-classes", "it was divided by the number of classes",
                (p, n, k, t) -> (p.get(0, n, k) - hit(n, k, t)) / classes);
        slope(Likelihood.USUAL, "only-right-class", "only the right class got a gradient",
                (p, n, k, t) -> hit(n, k, t) * SoftmaxMistakes.DIFFERENCE.of(p, n, k, t));
        slope(Likelihood.USUAL, "only-right-class", "the right class got no gradient",
                (p, n, k, t) -> (1 - hit(n, k, t)) * SoftmaxMistakes.DIFFERENCE.of(p, n, k, t));
        slope(Likelihood.RARE, "one-everywhere", "1 was subtracted for all classes",
                (p, n, k, t) -> (p.get(0, n, k) - 1) / t.length);
        slope(Likelihood.USUAL, "one-over-classes", "1 divided by the number of classes was subtracted for all classes",
                (p, n, k, t) -> (p.get(0, n, k) - 1.0 / classes) / t.length);
        slope(Likelihood.RARE, "own-derivative", "p·(1 − p) was given: that is the derivative of a single probability",
                (p, n, k, t) -> p.get(0, n, k) * (1 - p.get(0, n, k)) / t.length);
        slope(Likelihood.RARE, "of-log", "−1/p was given for the right class: that is the gradient by the probability",
                (p, n, k, t) -> -hit(n, k, t) / p.get(0, n, k) / t.length);
        slope(Likelihood.RARE, "one-added", "1 was added for the right class",
                (p, n, k, t) -> (p.get(0, n, k) + hit(n, k, t))
                / t.length);
        slope(Likelihood.RARE, "one-hot", "only the right classes were marked", (p, n, k, t) -> hit(n, k, t));
    }

    /** Gradients of something else. */
    private void otherSlopes() {
        slope(Likelihood.RARE, "by-all", "it was divided by the number of logits",
                (p, n, k, t) -> SoftmaxMistakes.DIFFERENCE.of(p, n, k, t) / classes);
        slope(Likelihood.RARE, "times-derivative", "it was multiplied by p·(1 − p) besides",
                (p, n, k, t) -> SoftmaxMistakes.DIFFERENCE.of(p, n, k, t) * p.get(0, n, k) * (1 - p.get(0, n, k)));
        slope(Likelihood.RARE, "times-derivative", "it was multiplied by 2·p·(1 − p) besides, as for a squared error",
                (p, n, k, t) -> 2 * SoftmaxMistakes.DIFFERENCE.of(p, n, k, t) * p.get(0, n, k)
                * (1 - p.get(0, n, k)));
        slope(Likelihood.ODD, "times-probability", "it was multiplied by the probability",
                (p, n, k, t) -> SoftmaxMistakes.DIFFERENCE.of(p, n, k, t) * p.get(0, n, k));
        slope(Likelihood.ODD, "loss-given", "minus the logarithm of the right class's probability was given",
                (p, n, k, t) -> -hit(n, k, t) * Math.log(p.get(0, n, k)) / t.length);
        slope(Likelihood.ODD, "only-probability", "the probability of the right class was given",
                (p, n, k, t) -> hit(n, k, t) * p.get(0, n, k) / t.length);
        slope(Likelihood.RARE, "squared-error",
                "twice the difference divided by all numbers was given, as the gradient of a mean squared error",
                (p, n, k, t) -> 2 * SoftmaxMistakes.DIFFERENCE.of(p, n, k, t) / classes);
        slope(Likelihood.RARE, "squared-error", "it was multiplied by 2, as the gradient of a squared error",
                (p, n, k, t) -> 2 * SoftmaxMistakes.DIFFERENCE.of(p, n, k, t));
    }

    /** The division by the samples forgotten, made twice, or made of a part only. */
    private void averages() {
        String not = " and it was not divided by the number of samples";
        slope(Likelihood.COMMON, "not-averaged", "it was not divided by the number of samples",
                (p, n, k, t) -> p.get(0, n, k) - hit(n, k, t));
        slope(Likelihood.USUAL, "averaged-twice", "it was divided by the number of samples twice",
                (p, n, k, t) -> SoftmaxMistakes.DIFFERENCE.of(p, n, k, t) / t.length);
        slope(Likelihood.USUAL, "part-averaged", "only the 1 was divided by the number of samples",
                (p, n, k, t) -> p.get(0, n, k) - hit(n, k, t) / t.length);
        slope(Likelihood.USUAL, "part-averaged", "only the probability was divided by the number of samples",
                (p, n, k, t) -> p.get(0, n, k) / t.length - hit(n, k, t));
        slope(Likelihood.USUAL, "sign", "the signs are the wrong way round" + not,
                (p, n, k, t) -> hit(n, k, t) - p.get(0, n, k));
        slope(Likelihood.RARE, "one-over-classes", "1 divided by the number of classes was subtracted for all classes"
                + not, (p, n, k, t) -> p.get(0, n, k) - 1.0 / classes);
        slope(Likelihood.RARE, "own-derivative", "p·(1 − p) was given: that is the derivative of a single probability"
                + not, (p, n, k, t) -> p.get(0, n, k) * (1 - p.get(0, n, k)));
    }

    private void slope(Likelihood likelihood, String id, String sentence, Slope slope) {
        all.add(Stage.LOSS, likelihood, "gradient-" + id, sentence + GRADIENT_IS, c -> c.slope(slope));
    }
}
