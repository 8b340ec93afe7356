package longhand.explain.mistake;

import java.util.List;
import longhand.explain.ViewNames;
import longhand.explain.computation.AdamStep;
import longhand.explain.computation.AdamStep.Correction;
import longhand.explain.computation.AdamStep.Move;
import longhand.explain.computation.AdamStep.Rule;
import longhand.explain.computation.OptimizerStep.Decay;
import longhand.explain.computation.OptimizerStep.Mix;
import longhand.explain.computation.Setting;

/** What can be done otherwise in a step of Adam and AdamW. */
public final class AdamMistakes {
    private static final String FIRST_IS = "; it is β₁ times the old one plus 1 − β₁ times the gradient";
    private static final String SECOND_IS = "; it is β₂ times the old one plus 1 − β₂ times the square of the gradient";
    private static final String CORRECTION_IS = "; both are divided by 1 − β to the power of the step's number";
    private static final String STEP_IS =
            "; the step is the learning rate times the first moment, divided by the root of the second plus ε";
    private final RuleChanges<Rule, AdamStep> all = new RuleChanges<>();
    private final AdamStep right;

    private AdamMistakes(AdamStep right) {
        this.right = right;
    }

    /** All changes of a right computation. */
    public static List<Change<AdamStep>> of(AdamStep right) {
        AdamMistakes mistakes = new AdamMistakes(right);
        StepMistakes<AdamStep> shared = new StepMistakes<>(mistakes.all, right).operands()
                .exchanged(Likelihood.COMMON, Setting.BETA1, Setting.BETA2)
                .exchanged(Likelihood.RARE, Setting.LEARNING_RATE, Setting.EPSILON)
                .exchanged(Likelihood.RARE, Setting.LEARNING_RATE, Setting.WEIGHT_DECAY);
        boolean decoupled = right.rule().shrink() == Rule.SHRINK;
        if (!decoupled) {
            shared.decay();
        }
        if (!right.view().equals(ViewNames.SECOND_MOMENT)) {
            mistakes.first();
        }
        if (!right.view().equals(ViewNames.FIRST_MOMENT)) {
            mistakes.second();
        }
        if (right.view().equals(ViewNames.FORWARD)) {
            shared.decimalPoint();
            mistakes.moments();
            mistakes.corrections();
            mistakes.epsilonEarly();
            mistakes.gradientForMoment();
            mistakes.steps();
            mistakes.decayElsewhere(decoupled);
        } else {
            mistakes.given();
        }
        return mistakes.all.list();
    }

    private void first(Likelihood likelihood, String id, String did, Mix mix) {
        all.rule(Stage.VELOCITY, likelihood, "first-moment-" + id, "in the first moment, " + did + FIRST_IS,
                r -> r.first(mix));
    }

    private void first() {
        first(Likelihood.COMMON, "shares-exchanged", "old moment and gradient were weighted the other way round",
                (m, g, b) -> (1 - b) * m + b * g);
        first(Likelihood.COMMON, "as-momentum", "the gradient was not multiplied by 1 − β₁, as in SGD with momentum",
                (m, g, b) -> b * m + g);
        first(Likelihood.USUAL, "ignored", "the gradient alone was taken", (m, g, b) -> g);
        first(Likelihood.USUAL, "not-decayed", "the old moment was not multiplied by β₁", (m, g, b) -> m + (1 - b) * g);
        first(Likelihood.USUAL, "old", "nothing was changed: the old one was used", (m, g, b) -> m);
        first(Likelihood.RARE, "without-gradient", "the gradient was not added", (m, g, b) -> b * m);
        first(Likelihood.USUAL, "from-zero", "the old moment was taken as 0", (m, g, b) -> (1 - b) * g);
        first(Likelihood.RARE, "summed", "moment and gradient were added up without β₁", (m, g, b) -> m + g);
        first(Likelihood.USUAL, "share-of-both", "both were multiplied by β₁", (m, g, b) -> b * (m + g));
        first(Likelihood.RARE, "subtracted", "the gradient was subtracted", (m, g, b) -> b * m - (1 - b) * g);
        first(Likelihood.RARE, "squared", "the gradient was squared", (m, g, b) -> b * m + (1 - b) * g * g);
    }

    private void second(Likelihood likelihood, String id, String did, Mix mix) {
        all.rule(Stage.POWER, likelihood, "second-moment-" + id, "in the second moment, " + did + SECOND_IS,
                r -> r.second(mix));
    }

    private void second() {
        second(Likelihood.COMMON, "not-squared", "the gradient was not squared", (v, g, b) -> b * v + (1 - b) * g);
        second(Likelihood.COMMON, "shares-exchanged", "old moment and square were weighted the other way round",
                (v, g, b) -> (1 - b) * v + b * g * g);
        second(Likelihood.USUAL, "as-sum", "the square was not multiplied by 1 − β₂", (v, g, b) -> b * v + g * g);
        second(Likelihood.USUAL, "share-squared", "1 − β₂ was squared together with the gradient",
                (v, g, b) -> b * v + (1 - b) * (1 - b) * g * g);
        second(Likelihood.USUAL, "ignored", "the square of the gradient alone was taken", (v, g, b) -> g * g);
        second(Likelihood.USUAL, "not-decayed", "the old moment was not multiplied by β₂",
                (v, g, b) -> v + (1 - b) * g * g);
        second(Likelihood.USUAL, "old", "nothing was changed: the old one was used", (v, g, b) -> v);
        second(Likelihood.USUAL, "from-zero", "the old moment was taken as 0", (v, g, b) -> (1 - b) * g * g);
        second(Likelihood.RARE, "without-gradient", "the square was not added", (v, g, b) -> b * v);
        second(Likelihood.RARE, "summed", "moment and square were added up without β₂, as in Adagrad",
                (v, g, b) -> v + g * g);
        second(Likelihood.USUAL, "share-of-both", "both were multiplied by β₂", (v, g, b) -> b * (v + g * g));
        second(Likelihood.RARE, "absolute", "the absolute value was taken instead of the square",
                (v, g, b) -> b * v + (1 - b) * Math.abs(g));
        second(Likelihood.RARE, "doubled", "the gradient was doubled instead of squared",
                (v, g, b) -> b * v + (1 - b) * 2 * g);
        second(Likelihood.RARE, "old-squared", "the old moment was squared, too",
                (v, g, b) -> b * v * v + (1 - b) * g * g);
        second(Likelihood.RARE, "square-of-mean", "the mean was squared, and not the gradient",
                (v, g, b) -> (b * v + (1 - b) * g) * (b * v + (1 - b) * g));
    }

    /** The two moments taken for each other. */
    private void moments() {
        all.add(Stage.INPUT_ORDER, Likelihood.USUAL, "moments-exchanged", "the old moments m and v were exchanged",
                c -> c.moments(c.second(), c.first()));
        all.add(Stage.INPUT_ORDER, Likelihood.USUAL, "moments-from-zero", "both old moments were taken as 0",
                c -> c.moments(c.first().map(v -> 0), c.second().map(v -> 0)));
    }

    private void correct(Likelihood likelihood, String id, String what, Correction first, Correction second) {
        all.rule(Stage.BETWEEN, likelihood, "correction-" + id, what + CORRECTION_IS, r -> r.correct(first, second));
    }

    /** One correction for both moments, or for one of them. */
    private void correct(Likelihood likelihood, String id, String how, Correction wrong) {
        correct(likelihood, id, "both moments " + how, wrong, wrong);
        correct(likelihood == Likelihood.COMMON ? Likelihood.USUAL : Likelihood.RARE, id,
                "the first moment " + how, wrong, Correction.RIGHT);
        correct(likelihood == Likelihood.COMMON ? Likelihood.USUAL : Likelihood.RARE, id,
                "the second moment " + how, Correction.RIGHT, wrong);
    }

    private void corrections() {
        correct(Likelihood.COMMON, "missing", "went without the correction of their beginning at 0", Correction.NONE);
        correct(Likelihood.USUAL, "multiplied", "were multiplied by 1 − β to that power",
                (a, b, t) -> a * (1 - Math.pow(b, t)));
        correct(Likelihood.USUAL, "power-only", "were divided by β to that power", (a, b, t) -> a / Math.pow(b, t));
        correct(Likelihood.RARE, "by-mean", "were divided by β", (a, b, t) -> a / b);
        if (right.get(Setting.STEP) > 1) {
            correct(Likelihood.COMMON, "step-ignored", "were divided by 1 − β, as in the first step",
                    (a, b, t) -> a / (1 - b));
            correct(Likelihood.COMMON, "step-off-by-one", "were corrected as in the step before",
                    (a, b, t) -> a / (1 - Math.pow(b, t - 1)));
            products();
            correct(Likelihood.RARE, "power-outside", "were divided by 1 − β, all to that power",
                    (a, b, t) -> a / Math.pow(1 - b, t));
        }
        correct(Likelihood.USUAL, "step-off-by-one", "were corrected as in the step after",
                (a, b, t) -> a / (1 - Math.pow(b, t + 1)));
        all.add(Stage.BETWEEN, Likelihood.USUAL, "correction-betas-exchanged",
                "β₁ and β₂ were exchanged in the corrections" + CORRECTION_IS, c -> c.rule(c.rule().correct(
                        (a, b, t) -> a / (1 - Math.pow(c.get(Setting.BETA2), t)),
                        (a, b, t) -> a / (1 - Math.pow(c.get(Setting.BETA1), t)))));
    }

    /**
     * A product with the number t of the step instead of a power. 1 − β·t is often below 0: the root of the second
     * moment is then taken without the minus sign.
     */
    private void products() {
        String how = "divided by 1 − β·t (t is the number of the step)";
        Correction without = (a, b, t) -> a / Math.abs(1 - b * t);
        correct(Likelihood.USUAL, "product", "both moments were " + how, (a, b, t) -> a / (1 - b * t), without);
        correct(Likelihood.USUAL, "product", "both moments were " + how + " and lost their minus signs", without,
                without);
        correct(Likelihood.RARE, "product", "the first moment was " + how, (a, b, t) -> a / (1 - b * t),
                Correction.RIGHT);
        correct(Likelihood.RARE, "product", "the second moment was " + how, Correction.RIGHT, without);
        correct(Likelihood.USUAL, "product-of-share", "were divided by (1 − β)·t (t is the number of the step)",
                (a, b, t) -> a / ((1 - b) * t));
    }

    /** A second moment with ε in it, whose root is taken later. */
    @FunctionalInterface
    private interface Early {
        /** @param share 1 − β to the power of the step's number */
        double of(double moment, double share, double eps);
    }

    /** ε added before the second moment is corrected, or the root taken then. */
    private void epsilonEarly() {
        early(Likelihood.USUAL, "epsilon-early", "ε was added to the second moment before its correction",
                (v, share, e) -> (v + e) / share);
        early(Likelihood.USUAL, "epsilon-early",
                "ε was added to the root of the second moment before the correction, and divided with it",
                (v, share, e) -> Math.pow(Math.sqrt(v) + e, 2) / share);
        early(Likelihood.RARE, "epsilon-early",
                "ε was added to the root of the second moment, and the correction made of the sum",
                (v, share, e) -> Math.pow((Math.sqrt(v) + e) / share, 2));
        early(Likelihood.USUAL, "root-early", "the root was taken before the correction of the second moment",
                (v, share, e) -> Math.pow(Math.sqrt(v) / share + e, 2));
    }

    private void early(Likelihood likelihood, String id, String sentence, Early early) {
        all.add(Stage.FORMULA, likelihood, "step-" + id, sentence + STEP_IS, c -> c.rule(c.rule()
                .correct(c.rule().correctFirst(), (v, b, t) -> early.of(v, 1 - Math.pow(b, t), c.get(Setting.EPSILON)))
                .move((w, m, v, lr, e) -> w - lr * m / Math.sqrt(v))));
    }

    /** The gradient in the place of the first moment, which is then not corrected either. */
    private void gradientForMoment() {
        all.rule(Stage.FORMULA, Likelihood.USUAL, "gradient-for-moment",
                "the gradient was used in the place of the first moment, as in RMSprop" + STEP_IS,
                r -> r.first((m, g, b) -> g).correct(Correction.NONE, r.correctSecond()));
    }

    private void step(Likelihood likelihood, String id, String sentence, Move move) {
        all.rule(Stage.STEP, likelihood, "step-" + id, sentence + STEP_IS, r -> r.move(move));
    }

    private void steps() {
        step(Likelihood.COMMON, "uphill", "the step was added", (w, m, v, lr, e) -> w + lr * m / (Math.sqrt(v) + e));
        step(Likelihood.COMMON, "rate-ignored", "the learning rate was not used",
                (w, m, v, lr, e) -> w - m / (Math.sqrt(v) + e));
        step(Likelihood.COMMON, "only-step", "only the step itself was given",
                (w, m, v, lr, e) -> lr * m / (Math.sqrt(v) + e));
        step(Likelihood.USUAL, "only-step", "only the negative step itself was given",
                (w, m, v, lr, e) -> -lr * m / (Math.sqrt(v) + e));
        step(Likelihood.COMMON, "root-missing", "the root was not taken", (w, m, v, lr, e) -> w - lr * m / (v + e));
        step(Likelihood.COMMON, "epsilon-inside", "ε was added under the root",
                (w, m, v, lr, e) -> w - lr * m / Math.sqrt(v + e));
        step(Likelihood.USUAL, "epsilon-missing", "ε was not added", (w, m, v, lr, e) -> w - lr * m / Math.sqrt(v));
        step(Likelihood.RARE, "epsilon-subtracted", "ε was subtracted",
                (w, m, v, lr, e) -> w - lr * m / (Math.sqrt(v) - e));
        step(Likelihood.RARE, "epsilon-beside", "ε was added to the fraction, not to its divisor",
                (w, m, v, lr, e) -> w - lr * (m / Math.sqrt(v) + e));
        step(Likelihood.COMMON, "second-ignored", "the second moment was not used", (w, m, v, lr, e) -> w - lr * m);
        step(Likelihood.USUAL, "root-times", "the first moment was multiplied by the root",
                (w, m, v, lr, e) -> w - lr * m * (Math.sqrt(v) + e));
        step(Likelihood.RARE, "squared", "the second moment was squared instead of the root taken",
                (w, m, v, lr, e) -> w - lr * m / (v * v + e));
        step(Likelihood.RARE, "moments-exchanged", "the second moment was divided by the root of the first",
                (w, m, v, lr, e) -> w - lr * v / (Math.sqrt(Math.abs(m)) + e));
        step(Likelihood.RARE, "rate-divided", "the step was divided by the learning rate",
                (w, m, v, lr, e) -> w - m / (Math.sqrt(v) + e) / lr);
        step(Likelihood.USUAL, "signs", "the learning rate in the direction of the sign was subtracted",
                (w, m, v, lr, e) -> w - lr * Math.signum(m));
        step(Likelihood.USUAL, "twice", "the step was made twice",
                (w, m, v, lr, e) -> w - 2 * lr * m / (Math.sqrt(v) + e));
        step(Likelihood.RARE, "halved", "the step was halved",
                (w, m, v, lr, e) -> w - lr * m / (Math.sqrt(v) + e) / 2);
    }

    /** Weight decay by way of the gradient instead of decoupled from it, or the other way round. */
    private void decayElsewhere(boolean decoupled) {
        if (right.get(Setting.WEIGHT_DECAY) == 0) {
            return;
        }
        if (decoupled) {
            String is = "; here the weight is first made smaller by learning rate times weight decay times weight";
            all.rule(Stage.DECAY, Likelihood.COMMON, "decay-in-gradient",
                    "the weight decay was added to the gradient" + is,
                    r -> r.decay(Decay.RIGHT).shrink(Rule.NO_SHRINK));
            all.rule(Stage.DECAY, Likelihood.COMMON, "decay-ignored", "the weight decay was ignored" + is,
                    r -> r.shrink(Rule.NO_SHRINK));
            all.rule(Stage.DECAY, Likelihood.COMMON, "decay-without-rate",
                    "the weight decay was not multiplied by the learning rate" + is,
                    r -> r.shrink((w, lr, d) -> w - d * w));
            all.rule(Stage.DECAY, Likelihood.USUAL, "decay-added", "the weight decay was added to the weight" + is,
                    r -> r.shrink((w, lr, d) -> w + lr * d * w));
            all.rule(Stage.DECAY, Likelihood.RARE, "decay-twice",
                    "the weight decay was used twice, in the gradient, too" + is, r -> r.decay(Decay.RIGHT));
        } else {
            all.rule(Stage.DECAY, Likelihood.COMMON, "decay-of-weight",
                    "the weight was made smaller by learning rate times weight decay times weight, as in AdamW; "
                    + "in Adam, weight decay times weight is added to the gradient",
                    r -> r.decay(Rule.NO_DECAY).shrink(Rule.SHRINK));
        }
    }

    /** A moment is asked for, and something made of it given. */
    private void given() {
        String is = "; the moment itself is asked for";
        all.rule(Stage.BETWEEN, Likelihood.COMMON, "moment-corrected", "the moment was corrected for its beginning at 0"
                + is, r -> r.correct(Correction.RIGHT, Correction.RIGHT));
        all.rule(Stage.BETWEEN, Likelihood.RARE, "moment-rooted", "the root of the moment was given" + is,
                r -> r.correct((a, b, t) -> Math.sqrt(a), (a, b, t) -> Math.sqrt(a)));
    }
}
