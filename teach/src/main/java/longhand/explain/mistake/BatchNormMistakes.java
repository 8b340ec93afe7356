package longhand.explain.mistake;

import java.util.List;
import longhand.explain.ViewNames;
import longhand.explain.computation.BatchNorm;
import longhand.explain.computation.BatchNorm.Affine;
import longhand.explain.computation.BatchNorm.Mix;
import longhand.explain.computation.BatchNorm.Rule;
import longhand.explain.computation.BatchNorm.Spread;
import longhand.explain.computation.BatchNorm.Standard;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Reduction;

/** What can be done otherwise in batch normalisation and its running statistics. */
public final class BatchNormMistakes {
    private static final String STATISTICS_ARE = "; each channel has one mean and one variance, over all samples";
    private static final String STANDARD_IS =
            "; the mean is subtracted, and the difference divided by the root of variance plus ε";
    private static final String OUTPUT_IS = "; the standardized number is multiplied by γ, then β is added";
    private final RuleChanges<Rule, BatchNorm> all = new RuleChanges<>();
    private final BatchNorm right;
    private final int channels;

    private BatchNormMistakes(BatchNorm right) {
        this.right = right;
        this.channels = right.form().channels();
    }

    /** All changes of a right computation. */
    public static List<Change<BatchNorm>> of(BatchNorm right) {
        BatchNormMistakes mistakes = new BatchNormMistakes(right);
        mistakes.input();
        boolean forward = right.view().equals(ViewNames.FORWARD);
        boolean training = right.rule().varianceOfBatch();
        if (training) {
            mistakes.groups();
            mistakes.means();
            mistakes.spreads(forward ? Spread.BIASED : Spread.UNBIASED);
        }
        if (forward) {
            mistakes.standards();
            mistakes.affine();
            mistakes.channelOrder();
            mistakes.source(training);
        } else {
            mistakes.mixes();
        }
        return mistakes.all.list();
    }

    /** Changes up to the standardized numbers, which the gradients need, too. */
    static List<Change<BatchNorm>> ofStatistics(BatchNorm right) {
        BatchNormMistakes mistakes = new BatchNormMistakes(right);
        mistakes.input();
        if (right.rule().varianceOfBatch()) {
            mistakes.groups();
            mistakes.means();
            mistakes.spreads(Spread.BIASED);
        }
        mistakes.standards();
        mistakes.channelOrder();
        return mistakes.all.list();
    }

    private void input() {
        Slot<BatchNorm> input = new Slot<>("input", "input", "it is read as it stands", Stage.INPUT_ORDER,
                Stage.INPUT_SIGNS, Stage.INPUT_NUMBERS, BatchNorm::x, BatchNorm::x);
        new OperandMistakes<>(all, input, right).order(Likelihood.RARE, Likelihood.RARE).signs(Likelihood.USUAL);
    }

    /** Which numbers have their statistics together. */
    private void groups() {
        BatchNorm.Form form = right.form();
        all.rule(Stage.CHANNEL_SUM, Likelihood.COMMON, "statistics-of-all",
                "mean and variance are those of all channels together" + STATISTICS_ARE, r -> r.group(i -> 0));
        all.rule(Stage.CHANNEL_SUM, Likelihood.COMMON, "statistics-of-sample",
                "mean and variance are those of a whole sample, as in layer normalisation" + STATISTICS_ARE,
                r -> r.group(form::sample));
        if (form.plane() > 1) {
            all.rule(Stage.CHANNEL_SUM, Likelihood.COMMON, "statistics-of-image",
                    "each sample has a mean and a variance of its own, as in instance normalisation" + STATISTICS_ARE,
                    r -> r.group(i -> i / form.plane()));
            all.rule(Stage.CHANNEL_SUM, Likelihood.USUAL, "statistics-of-place",
                    "each place of the image has a mean and a variance of its own" + STATISTICS_ARE,
                    r -> r.group(i -> i % (form.plane() * form.channels())));
        }
    }

    /** Something else than the mean, from which the variance is measured, too. */
    private void means() {
        String is = "; the numbers are added up and divided by how many they are";
        for (WrongMean mean : WrongMean.values()) {
            center(mean.likelihood(), mean.id(), mean.words() + " was taken for the mean" + is, mean.reduction());
        }
        center(Likelihood.USUAL, "sum", "the sum was taken for the mean" + is, Reduction.SUM);
        center(Likelihood.RARE, "less-one", "the mean was divided by n − 1" + is,
                (n, used) -> Reduction.SUM.of(n, used) / (used - 1));
    }

    private void center(Likelihood likelihood, String id, String sentence, Reduction center) {
        all.rule(Stage.PRODUCT, likelihood, "mean-" + id, sentence, r -> r.center(center));
        if (right.view().equals(ViewNames.FORWARD)) {
            all.rule(Stage.PRODUCT, likelihood == Likelihood.USUAL ? Likelihood.RARE : Likelihood.ODD, "mean-" + id,
                    sentence + "; the variance was measured from the mean itself", r -> r.center(center)
                            .spread((x, m) -> r.spread().of(x, Reduction.MEAN.of(x, x.length))));
        }
    }

    private void spread(Likelihood likelihood, String id, String sentence, Spread spread) {
        all.rule(Stage.REDUCTION, likelihood, "variance-" + id, sentence, r -> r.spread(spread));
    }

    private void spreads(Spread is) {
        if (is == Spread.BIASED) {
            spread(Likelihood.COMMON, "unbiased", "the variance was divided by n − 1; to normalise, it is divided by n",
                    Spread.UNBIASED);
        } else if (right.view().equals(ViewNames.RUNNING_VARIANCE)) {
            spread(Likelihood.COMMON, "biased",
                    "the variance was divided by n; for the running variance it is divided by n − 1", Spread.BIASED);
        }
        if (right.view().equals(ViewNames.RUNNING_MEAN)) {
            return;
        }
        int less = is == Spread.BIASED ? 0 : 1;
        String squares = "; it is the mean of the squared distances from the mean";
        spread(Likelihood.COMMON, "not-divided", "the squares were added up, but not divided" + squares,
                Spread::squares);
        spread(Likelihood.COMMON, "absolute", "the distances from the mean were not squared" + squares,
                (x, mean) -> absolute(x, mean) / (x.length - less));
        spread(Likelihood.COMMON, "of-squares", "the mean was not subtracted before the numbers were squared" + squares,
                (x, mean) -> Spread.squares(x, 0) / (x.length - less));
        spread(Likelihood.USUAL, "rooted", "the root of the variance was taken for it" + squares,
                (x, mean) -> Math.sqrt(is.of(x, mean)));
        spread(Likelihood.USUAL, "squared", "the variance was squared" + squares,
                (x, mean) -> Math.pow(is.of(x, mean), 2));
        spread(Likelihood.RARE, "one", "the variance was taken as 1", (x, mean) -> 1);
    }

    private static double absolute(double[] numbers, double mean) {
        double sum = 0;
        for (double v : numbers) {
            sum += Math.abs(v - mean);
        }
        return sum;
    }

    private void standard(Likelihood likelihood, String id, String sentence, Standard standard) {
        all.rule(Stage.TOTAL, likelihood, "standard-" + id, sentence + STANDARD_IS, r -> r.standard(standard));
    }

    private void standards() {
        standard(Likelihood.COMMON, "epsilon-outside", "ε was added to the root, not under it",
                (x, m, v, e) -> (x - m) / (Math.sqrt(v) + e));
        standard(Likelihood.COMMON, "epsilon-missing", "ε was not added", (x, m, v, e) -> (x - m) / Math.sqrt(v));
        standard(Likelihood.COMMON, "root-missing", "the root was not taken", (x, m, v, e) -> (x - m) / (v + e));
        standard(Likelihood.COMMON, "mean-ignored", "the mean was not subtracted",
                (x, m, v, e) -> x / Math.sqrt(v + e));
        standard(Likelihood.COMMON, "not-divided", "only the mean was subtracted", (x, m, v, e) -> x - m);
        standard(Likelihood.USUAL, "mean-added", "the mean was added", (x, m, v, e) -> (x + m) / Math.sqrt(v + e));
        standard(Likelihood.USUAL, "reversed", "the number was subtracted from the mean",
                (x, m, v, e) -> (m - x) / Math.sqrt(v + e));
        standard(Likelihood.USUAL, "multiplied", "it was multiplied by the root",
                (x, m, v, e) -> (x - m) * Math.sqrt(v + e));
        standard(Likelihood.RARE, "squared", "it was divided by the square", (x, m, v, e) -> (x - m) / (v * v + e));
        standard(Likelihood.RARE, "epsilon-subtracted", "ε was subtracted",
                (x, m, v, e) -> (x - m) / Math.sqrt(v - e));
        standard(Likelihood.RARE, "precedence", "only the mean was divided", (x, m, v, e) -> x - m / Math.sqrt(v + e));
        standard(Likelihood.USUAL, "precedence", "only the number was divided, and the whole mean subtracted",
                (x, m, v, e) -> x / Math.sqrt(v + e) - m);
        standard(Likelihood.RARE, "ignored", "nothing was standardized", (x, m, v, e) -> x);
    }

    private void affine(Likelihood likelihood, String id, String sentence, Affine affine) {
        all.rule(Stage.BIAS, likelihood, "affine-" + id, sentence + OUTPUT_IS, r -> r.affine(affine));
    }

    private void affine() {
        affine(Likelihood.COMMON, "gamma-ignored", "γ was not used", (x, g, b) -> x + b);
        affine(Likelihood.COMMON, "beta-ignored", "β was not added", (x, g, b) -> g * x);
        affine(Likelihood.COMMON, "ignored", "the standardized number was given, without γ and β", (x, g, b) -> x);
        affine(Likelihood.COMMON, "exchanged", "γ and β were exchanged", (x, g, b) -> b * x + g);
        affine(Likelihood.USUAL, "beta-first", "β was added before the multiplication", (x, g, b) -> g * (x + b));
        affine(Likelihood.USUAL, "beta-subtracted", "β was subtracted", (x, g, b) -> g * x - b);
        affine(Likelihood.USUAL, "divided", "it was divided by γ", (x, g, b) -> x / g + b);
        affine(Likelihood.RARE, "added", "γ was added, too", (x, g, b) -> x + g + b);
        affine(Likelihood.RARE, "beta-alone", "only β is left", (x, g, b) -> b);
    }

    /** γ and β of another channel. */
    private void channelOrder() {
        for (int[] pair : ChannelMistakes.pairs(channels)) {
            all.add(Stage.BIAS_ORDER, Likelihood.USUAL, "gamma-of-other-channel",
                    "γ and β of two channels were exchanged", ChannelMistakes.exchanged(pair),
                    c -> c.w(exchanged(c.w(), pair)).bias(exchanged(c.bias(), pair)));
            all.add(Stage.BIAS_ORDER, Likelihood.USUAL, "gamma-of-other-channel", "γ of two channels was exchanged",
                    ChannelMistakes.exchanged(pair), c -> c.w(exchanged(c.w(), pair)));
            all.add(Stage.BIAS_ORDER, Likelihood.USUAL, "beta-of-other-channel", "β of two channels was exchanged",
                    ChannelMistakes.exchanged(pair), c -> c.bias(exchanged(c.bias(), pair)));
            all.add(Stage.KERNEL_ORDER, Likelihood.RARE, "running-of-other-channel",
                    "the running statistics of two channels were exchanged", ChannelMistakes.exchanged(pair),
                    c -> c.running(exchanged(c.mean(), pair), exchanged(c.variance(), pair)));
        }
        if (channels > 1) {
            all.add(Stage.BIAS_ORDER, Likelihood.USUAL, "gamma-same", "γ and β of the first channel were used for all",
                    c -> c.w(c.w().rearranged(i -> 0)).bias(c.bias().rearranged(i -> 0)));
        }
    }

    private static Planes exchanged(Planes one, int... pair) {
        return one.rearranged(i -> ChannelMistakes.exchange(i, pair));
    }

    /** The statistics of the batch instead of the running ones, or the other way round. */
    private void source(boolean training) {
        String is = training ? "; in training those of the batch are used"
                : "; in evaluation the running ones are used";
        String did = training ? "the running " : "the batch's ";
        all.rule(Stage.FORMULA, Likelihood.COMMON, "other-statistics", did + "mean and variance were used" + is,
                r -> r.ofBatch(!training, !training));
        all.rule(Stage.FORMULA, Likelihood.USUAL, "other-mean", did + "mean was used" + is,
                r -> r.ofBatch(!training, training));
        all.rule(Stage.FORMULA, Likelihood.USUAL, "other-variance", did + "variance was used" + is,
                r -> r.ofBatch(training, !training));
        if (!training) {
            all.add(Stage.KERNEL_NUMBERS, Likelihood.COMMON, "mean-and-variance-exchanged",
                    "running mean and running variance were exchanged", c -> c.running(c.variance(), c.mean()));
            all.add(Stage.KERNEL_NUMBERS, Likelihood.COMMON, "variance-is-deviation",
                    "the running variance was taken for a standard deviation and squared",
                    c -> c.running(c.mean(), c.variance().map(v -> v * v)));
        }
    }

    private void mix(Likelihood likelihood, String id, String sentence, Mix mix) {
        all.rule(Stage.VELOCITY, likelihood, "running-" + id, sentence
                + "; it is 1 − momentum times the old one plus momentum times the batch's", r -> r.mix(mix));
    }

    private void mixes() {
        mix(Likelihood.COMMON, "shares-exchanged", "old and new were weighted the other way round",
                (old, now, m) -> m * old + (1 - m) * now);
        mix(Likelihood.COMMON, "of-batch", "the statistic of the batch was given", (old, now, m) -> now);
        mix(Likelihood.USUAL, "old", "the old one was given", (old, now, m) -> old);
        mix(Likelihood.USUAL, "not-decayed", "the old one was not multiplied by 1 − momentum",
                (old, now, m) -> old + m * now);
        mix(Likelihood.USUAL, "whole-batch", "the batch's was not multiplied by the momentum",
                (old, now, m) -> (1 - m) * old + now);
        mix(Likelihood.USUAL, "averaged", "the mean of both was taken", (old, now, m) -> (old + now) / 2);
        mix(Likelihood.RARE, "as-momentum", "old times momentum plus new was given", (old, now, m) -> m * old + now);
        mix(Likelihood.RARE, "subtracted", "the batch's was subtracted", (old, now, m) -> (1 - m) * old - m * now);
        mix(Likelihood.RARE, "part-old", "the batch's was not added", (old, now, m) -> (1 - m) * old);
        mix(Likelihood.RARE, "part-new", "the old one was left out", (old, now, m) -> m * now);
        if (right.view().equals(ViewNames.RUNNING_MEAN)) {
            all.add(Stage.KERNEL_NUMBERS, Likelihood.RARE, "mean-and-variance-exchanged",
                    "running mean and running variance were exchanged", c -> c.running(c.variance(), c.mean()));
        }
    }
}
