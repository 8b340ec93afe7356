package longhand.explain.mistake;

import java.util.List;
import longhand.explain.ViewNames;
import longhand.explain.computation.BatchNorm;
import longhand.explain.computation.BatchNormGradient;
import longhand.explain.computation.BatchNormGradient.Backward;
import longhand.explain.computation.BatchNormGradient.Collect;
import longhand.explain.computation.BatchNormGradient.Over;

/** What can be done otherwise in the gradients of batch normalisation. */
final class BatchNormGradientMistakes {
    private static final String IN_TRAINING = "; in training, mean and variance depend on every number of the channel";
    private static final String IN_EVALUATION = "; in evaluation, mean and variance are constants";
    private static final String FACTOR = "; all of it is multiplied by γ / √(variance + ε)";
    private final Changes<BatchNormGradient> all = new Changes<>();
    private final BatchNormGradient right;
    private final boolean training;

    private BatchNormGradientMistakes(BatchNormGradient right) {
        this.right = right;
        this.training = right.norm().rule().meanOfBatch();
    }

    /** All changes of a right computation. */
    static List<Change<BatchNormGradient>> of(BatchNormGradient right) {
        BatchNormGradientMistakes m = new BatchNormGradientMistakes(right);
        new OperandMistakes<>(m.all, new Slot<>("gradient dY", "upstream", "it is read as it stands",
                Stage.UPSTREAM_ORDER, Stage.UPSTREAM_SIGNS, Stage.UPSTREAM_NUMBERS, BatchNormGradient::upstream,
                BatchNormGradient::upstream), right).order(Likelihood.RARE, Likelihood.RARE).signs(Likelihood.USUAL);
        m.upstreamIgnored();
        if (right.view().equals(ViewNames.INPUT_GRADIENT)) {
            m.constants();
            m.factors();
        } else {
            m.sums();
        }
        if (!right.view().equals(ViewNames.BIAS_GRADIENT)) {
            for (Change<BatchNorm> c : BatchNormMistakes.ofStatistics(right.norm())) {
                m.all.add(c.what().stage(), c.what().likelihood(), c.what().id(), c.what().sentence(), c.detail(),
                        g -> g.norm(c.apply().apply(g.norm())));
            }
        }
        return m.all.list();
    }

    private void upstreamIgnored() {
        all.add(Stage.UPSTREAM_NUMBERS, Likelihood.USUAL, "upstream-ignored",
                "the gradient dY was taken as 1 everywhere; it is multiplied by",
                g -> g.upstream(g.upstream().map(v -> 1)));
    }

    private void backward(Likelihood likelihood, String id, String sentence, Backward backward) {
        all.add(Stage.FORMULA, likelihood, "gradient-" + id, sentence, g -> g.backward(backward));
    }

    /** Mean and variance taken for constants, or the other way round. */
    private void constants() {
        if (!training) {
            backward(Likelihood.COMMON, "of-training", "the gradient through mean and variance was subtracted"
                    + IN_EVALUATION, Backward.TRAINING);
            all.add(Stage.FORMULA, Likelihood.COMMON, "gradient-of-batch",
                    "the gradient of training was given, with the batch's mean and variance" + IN_EVALUATION,
                    g -> g.norm(g.norm().rule(g.norm().rule().ofBatch(true, true))).backward(Backward.TRAINING));
            return;
        }
        backward(Likelihood.COMMON, "of-evaluation", "mean and variance were taken for constants" + IN_TRAINING,
                Backward.EVALUATION);
        all.add(Stage.FORMULA, Likelihood.USUAL, "gradient-of-running",
                "the gradient of evaluation was given, with the running mean and variance" + IN_TRAINING,
                g -> g.norm(g.norm().rule(g.norm().rule().ofBatch(false, false))).backward(Backward.EVALUATION));
        backward(Likelihood.COMMON, "variance-constant", "the variance was taken for a constant" + IN_TRAINING,
                p -> p.gamma() * p.slope() * (p.upstream() - p.mean()));
        backward(Likelihood.COMMON, "mean-constant", "the mean was taken for a constant" + IN_TRAINING,
                p -> p.gamma() * p.slope() * (p.upstream() - p.standard() * p.meanProduct()));
        backward(Likelihood.COMMON, "not-averaged",
                "the sums over the channel were not divided by how many numbers it has",
                p -> p.gamma() * p.slope() * (p.upstream() - p.count() * (p.mean() + p.standard() * p.meanProduct())));
        backward(Likelihood.USUAL, "less-one", "the sums over the channel were divided by n − 1 instead of n",
                p -> p.gamma() * p.slope() * (p.upstream() - (p.mean() + p.standard() * p.meanProduct())
                        * p.count() / (p.count() - 1.0)));
        backward(Likelihood.USUAL, "standard-missing", "the mean of the products was not multiplied by the "
                + "standardized number", p -> p.gamma() * p.slope() * (p.upstream() - p.mean() - p.meanProduct()));
        backward(Likelihood.USUAL, "added", "what goes through mean and variance was added; it is subtracted",
                p -> p.gamma() * p.slope() * (p.upstream() + p.mean() + p.standard() * p.meanProduct()));
        backward(Likelihood.RARE, "variance-added", "what goes through the variance was added; it is subtracted",
                p -> p.gamma() * p.slope() * (p.upstream() - p.mean() + p.standard() * p.meanProduct()));
    }

    private void factor(Likelihood likelihood, String id, String sentence, Backward factor) {
        all.add(Stage.POWER, likelihood, "factor-" + id, sentence + FACTOR, g -> {
            Backward before = g.backward();
            return g.backward(p -> before.of(p) * factor.of(p));
        });
    }

    /** γ / √(variance + ε) missing or made otherwise. */
    private void factors() {
        factor(Likelihood.COMMON, "gamma-missing", "γ was forgotten", p -> 1 / p.gamma());
        factor(Likelihood.COMMON, "deviation-missing", "it was not divided by √(variance + ε)", p -> 1 / p.slope());
        factor(Likelihood.COMMON, "missing", "the factor was forgotten", p -> 1 / p.gamma() / p.slope());
        factor(Likelihood.USUAL, "gamma-divided", "it was divided by γ", p -> 1 / p.gamma() / p.gamma());
        factor(Likelihood.USUAL, "multiplied", "it was multiplied by √(variance + ε)", p -> 1 / p.slope() / p.slope());
        factor(Likelihood.USUAL, "root-missing", "it was divided by variance + ε, without the root",
                BatchNormGradient.Parts::slope);
    }

    private void collect(Likelihood likelihood, String id, String sentence, Collect collect) {
        all.add(Stage.REDUCTION, likelihood, "gradient-" + id, sentence, g -> g.collect(collect));
    }

    private void over(Likelihood likelihood, String id, String sentence, Over over) {
        all.add(Stage.CHANNEL_SUM, likelihood, "gradient-" + id,
                sentence + "; all numbers of a channel are added up, over samples, rows and columns", g -> g.over(over));
    }

    /** The gradients by γ and β, added up otherwise. */
    private void sums() {
        int plane = right.norm().form().plane();
        int samples = right.x().size() / right.norm().form().channels() / plane;
        over(Likelihood.COMMON, "over-sample", "the sum goes over each sample instead of each channel", Over.SAMPLE);
        if (plane > 1 && samples > 1) {
            over(Likelihood.COMMON, "over-samples", "the sum goes over the samples only", Over.PLACE);
            over(Likelihood.COMMON, "over-image", "the sum goes over rows and columns only", Over.IMAGE);
        }
        Collect is = right.collect();
        String sum = "; they are added up";
        collect(Likelihood.COMMON, "averaged", "the mean was taken" + sum, (u, s) -> is.of(u, s) / u.length);
        collect(Likelihood.USUAL, "over-the-samples-averaged", "the sum was divided by the number of samples" + sum,
                (u, s) -> is.of(u, s) / samples);
        if (right.view().equals(ViewNames.BIAS_GRADIENT)) {
            collect(Likelihood.COMMON, "as-of-gamma",
                    "the gradients were multiplied by the standardized numbers, as for γ; for β they are added up as "
                            + "they are", Collect::products);
        } else {
            collect(Likelihood.COMMON, "as-of-beta",
                    "the gradients were added up as they are, as for β; for γ each is multiplied by the standardized "
                            + "number", Collect::sum);
        }
    }
}
