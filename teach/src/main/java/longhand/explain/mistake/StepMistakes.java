package longhand.explain.mistake;

import longhand.explain.computation.OptimizerStep;
import longhand.explain.computation.OptimizerStep.Decay;
import longhand.explain.computation.Setting;

/** What can be done otherwise in a step of any optimizer: with weights, gradient, settings and weight decay. */
final class StepMistakes<C extends OptimizerStep<C>> {
    private final Changes<C> all;
    private final C right;

    StepMistakes(Changes<C> all, C right) {
        this.all = all;
        this.right = right;
    }

    StepMistakes<C> operands() {
        Slot<C> w = new Slot<>("array of weights", "weight", "it is read as it stands", Stage.KERNEL_ORDER,
                Stage.KERNEL_SIGNS, Stage.KERNEL_NUMBERS, C::w, C::w);
        Slot<C> g = new Slot<>("gradient", "gradient", "it is read as it stands", Stage.UPSTREAM_ORDER,
                Stage.UPSTREAM_SIGNS, Stage.UPSTREAM_NUMBERS, C::gradient, C::gradient);
        new OperandMistakes<>(all, w, right).order(Likelihood.RARE, Likelihood.RARE).signs(Likelihood.COMMON);
        new OperandMistakes<>(all, g, right).order(Likelihood.USUAL, Likelihood.RARE).signs(Likelihood.COMMON)
                .numbers();
        all.add(Stage.INPUT_ORDER, Likelihood.RARE, "weights-and-gradient-exchanged",
                "weights and gradient were exchanged", c -> c.w(c.gradient()).gradient(c.w()));
        return this;
    }

    /** Two settings that were taken for each other. */
    StepMistakes<C> exchanged(Likelihood likelihood, Setting a, Setting b) {
        if (right.get(a) != 0 && right.get(b) != 0) {
            all.add(Stage.INPUT_NUMBERS, likelihood, "settings-exchanged", a + " and " + b + " were exchanged",
                    c -> c.with(a, c.get(b)).with(b, c.get(a)));
        }
        return this;
    }

    /** The learning rate 10 or 100 times as large or as small. */
    StepMistakes<C> decimalPoint() {
        for (double times : new double[] {10, 0.1, 100, 0.01}) {
            String taken = times > 1 ? (int) times + " times as large" : Math.round(1 / times) + " times as small";
            all.add(Stage.FORMULA, times == 10 || times == 0.1 ? Likelihood.COMMON : Likelihood.USUAL,
                    "rate-decimal-point", "the decimal point of the learning rate is in the wrong place",
                    ": it was taken as " + taken,
                    c -> c.with(Setting.LEARNING_RATE, c.get(Setting.LEARNING_RATE) * times));
        }
        return this;
    }

    /** Weight decay that is added to the gradient. */
    StepMistakes<C> decay() {
        if (right.get(Setting.WEIGHT_DECAY) == 0) {
            return this;
        }
        decay(Likelihood.COMMON, "ignored", "the weight decay was ignored", (g, w, d) -> g);
        decay(Likelihood.COMMON, "subtracted", "weight decay times weight was subtracted from the gradient",
                (g, w, d) -> g - d * w);
        decay(Likelihood.USUAL, "not-times-weight", "the weight decay itself was added to the gradient",
                (g, w, d) -> g + d);
        decay(Likelihood.USUAL, "doubled", "weight decay times weight was doubled, as the derivative of the square",
                (g, w, d) -> g + 2 * d * w);
        decay(Likelihood.RARE, "halved", "weight decay times weight was halved", (g, w, d) -> g + d * w / 2);
        decay(Likelihood.USUAL, "of-gradient", "the gradient was multiplied by the weight decay",
                (g, w, d) -> g + d * g);
        decay(Likelihood.RARE, "squared", "weight decay times the square of the weight was added",
                (g, w, d) -> g + d * w * w);
        decay(Likelihood.RARE, "signs", "weight decay times the sign of the weight was added",
                (g, w, d) -> g + d * Math.signum(w));
        decay(Likelihood.RARE, "only", "only weight decay times weight was used", (g, w, d) -> d * w);
        decay(Likelihood.RARE, "of-gradient", "the gradient was multiplied by 1 minus weight decay",
                (g, w, d) -> g * (1 - d));
        decay(Likelihood.RARE, "whole-weight", "the weight itself was added to the gradient", (g, w, d) -> g + w);
        return this;
    }

    private void decay(Likelihood likelihood, String id, String sentence, Decay decay) {
        all.add(Stage.DECAY, likelihood, "decay-" + id,
                sentence + "; weight decay times weight is added to the gradient", c -> c.decay(decay));
    }
}
