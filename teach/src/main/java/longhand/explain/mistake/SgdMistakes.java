package longhand.explain.mistake;

import java.util.List;
import longhand.explain.computation.OptimizerStep.Mix;
import longhand.explain.computation.Setting;
import longhand.explain.computation.SgdStep;
import longhand.explain.computation.SgdStep.Rule;

/** What can be done otherwise in a step of stochastic gradient descent. */
public final class SgdMistakes {
    private static final String IS = "; the new weight is the weight minus learning rate times gradient";
    private static final String VELOCITY_IS = "; the velocity is momentum times velocity plus gradient";
    /** As in Sutskever et al. (2013), in Goodfellow et al., Deep Learning, algorithm 8.2, and in Keras. */
    private static final String TEXTBOOK = "learning rate times gradient was subtracted from momentum times velocity";
    private static final String TEXTBOOK_WITHOUT =
            "learning rate times gradient was subtracted from the velocity, without momentum";
    private final Changes<SgdStep> all = new Changes<>();
    private final SgdStep right;

    private SgdMistakes(SgdStep right) {
        this.right = right;
    }

    /**
     * All changes of a right computation.
     *
     * @param velocity whether the new velocity is asked for, or else the new weights
     */
    public static List<Change<SgdStep>> of(SgdStep right, boolean velocity) {
        SgdMistakes mistakes = new SgdMistakes(right);
        StepMistakes<SgdStep> shared = new StepMistakes<>(mistakes.all, right).operands()
                .exchanged(Likelihood.RARE, Setting.LEARNING_RATE, Setting.MOMENTUM)
                .exchanged(Likelihood.RARE, Setting.LEARNING_RATE, Setting.WEIGHT_DECAY)
                .exchanged(Likelihood.RARE, Setting.MOMENTUM, Setting.WEIGHT_DECAY).decay();
        if (right.momentum() != 0) {
            mistakes.momentum();
        }
        if (velocity) {
            mistakes.given();
        } else {
            shared.decimalPoint();
            mistakes.step();
            mistakes.whole();
        }
        return mistakes.all.list();
    }

    private void move(Likelihood likelihood, String id, String sentence, Rule.Move move) {
        move(likelihood, id, sentence, IS, move);
    }

    private void move(Likelihood likelihood, String id, String sentence, String is, Rule.Move move) {
        all.add(Stage.STEP, likelihood, "step-" + id, sentence + is, c -> c.move(move));
    }

    private void step() {
        move(Likelihood.COMMON, "uphill", "the step was added", (w, v, lr) -> w + lr * v);
        move(Likelihood.COMMON, "rate-ignored", "the learning rate was not used", (w, v, lr) -> w - v);
        move(Likelihood.USUAL, "rate-ignored", "the learning rate was not used and the step added",
                (w, v, lr) -> w + v);
        move(Likelihood.COMMON, "only-step", "only the step itself was given", (w, v, lr) -> lr * v);
        move(Likelihood.USUAL, "only-step", "only the negative step itself was given", (w, v, lr) -> -lr * v);
        move(Likelihood.USUAL, "rate-divided", "the gradient was divided by the learning rate",
                (w, v, lr) -> w - v / lr);
        move(Likelihood.USUAL, "rate-of-weight", "the weight was multiplied by the learning rate",
                (w, v, lr) -> lr * w - v);
        move(Likelihood.USUAL, "rate-of-both", "weight and gradient were multiplied by the learning rate",
                (w, v, lr) -> lr * (w - v));
        move(Likelihood.USUAL, "reversed", "the weight was subtracted from the step", (w, v, lr) -> lr * v - w);
        move(Likelihood.RARE, "multiplied", "weight and gradient were multiplied", (w, v, lr) -> w - lr * v * w);
        move(Likelihood.RARE, "multiplied", "the weight was multiplied by the step", (w, v, lr) -> w * lr * v);
        move(Likelihood.RARE, "rate-subtracted", "the learning rate itself was subtracted", (w, v, lr) -> w - lr - v);
        move(Likelihood.RARE, "rate-only",
                "only the learning rate was subtracted, in the direction of the gradient's sign",
                (w, v, lr) -> w - lr * Math.signum(v));
        move(Likelihood.USUAL, "relative", "1 minus the learning rate was used as in a running mean",
                (w, v, lr) -> (1 - lr) * w - lr * v);
        move(Likelihood.RARE, "relative", "1 minus the learning rate was used as in a running mean",
                (w, v, lr) -> (1 - lr) * w + lr * v);
        move(Likelihood.USUAL, "twice", "the step was made twice", (w, v, lr) -> w - 2 * lr * v);
        move(Likelihood.RARE, "halved", "the step was halved", (w, v, lr) -> w - lr * v / 2);
        move(Likelihood.RARE, "gradient-given", "the gradient (or velocity) was given instead of the new weight",
                (w, v, lr) -> v);
        move(Likelihood.RARE, "relative-rate", "1 minus the learning rate was used as the learning rate",
                (w, v, lr) -> w - (1 - lr) * v);
        move(Likelihood.RARE, "squared", "the gradient was squared", (w, v, lr) -> w - lr * v * v);
        move(Likelihood.ODD, "rate-only", "only the learning rate was subtracted", (w, v, lr) -> w - lr);
        int n = right.w().size();
        if (n > 1) {
            all.add(Stage.STEP, Likelihood.USUAL, "step-averaged", "the gradient was divided by the number of weights"
                    + IS, c -> c.move((w, v, lr) -> w - lr * v / n));
        }
    }

    private void momentum() {
        String is = VELOCITY_IS;
        mix(Likelihood.COMMON, "ignored", "the momentum was ignored" + is, (v, g, m) -> g);
        mix(Likelihood.USUAL, "dampened", "the gradient was multiplied by 1 minus momentum" + is,
                (v, g, m) -> m * v + (1 - m) * g);
        mix(Likelihood.USUAL, "not-used", "the velocity was not multiplied by the momentum" + is, (v, g, m) -> v + g);
        mix(Likelihood.USUAL, "of-gradient", "the gradient was multiplied by the momentum" + is,
                (v, g, m) -> v + m * g);
        mix(Likelihood.USUAL, "of-both", "velocity and gradient were multiplied by the momentum" + is,
                (v, g, m) -> m * (v + g));
        mix(Likelihood.USUAL, "subtracted", "the gradient was subtracted from the velocity" + is,
                (v, g, m) -> m * v - g);
        mix(Likelihood.RARE, "subtracted", "the velocity was subtracted from the gradient" + is,
                (v, g, m) -> g - m * v);
        mix(Likelihood.USUAL, "gradient-ignored", "the gradient was not added to the velocity" + is,
                (v, g, m) -> m * v);
        mix(Likelihood.USUAL, "zero-velocity", "only the gradient times the momentum was used" + is,
                (v, g, m) -> m * g);
        mix(Likelihood.USUAL, "nesterov", "Nesterov's momentum was used" + is, (v, g, m) -> g + m * (m * v + g));
        mix(Likelihood.USUAL, "dampened",
                "velocity and gradient were weighted the other way round, as in a running mean" + is,
                (v, g, m) -> (1 - m) * v + m * g);
        mix(Likelihood.RARE, "not-used", "the velocity was multiplied by 1 minus momentum" + is,
                (v, g, m) -> (1 - m) * v + g);
        mix(Likelihood.RARE, "old-velocity", "the old velocity was used as the new one" + is, (v, g, m) -> v);
        mix(Likelihood.ODD, "squared", "the momentum was squared" + is, (v, g, m) -> m * m * v + g);
    }

    /** What is done with a new velocity that is asked for. */
    private void given() {
        String is = VELOCITY_IS;
        move(Likelihood.USUAL, "velocity-times-rate", "the velocity was multiplied by the learning rate", is,
                (w, v, lr) -> lr * v);
        move(Likelihood.RARE, "velocity-times-rate", "minus the velocity times the learning rate was given", is,
                (w, v, lr) -> -lr * v);
        all.add(Stage.FORMULA, Likelihood.USUAL, "velocity-with-rate",
                "the learning rate was put into the velocity" + is,
                c -> c.mix((v, g, m) -> m * v + c.lr() * g));
        all.add(Stage.FORMULA, Likelihood.COMMON, "velocity-textbook", TEXTBOOK + is,
                c -> c.mix((v, g, m) -> m * v - c.lr() * g));
        all.add(Stage.FORMULA, Likelihood.USUAL, "velocity-textbook", TEXTBOOK_WITHOUT + is,
                c -> c.mix((v, g, m) -> v - c.lr() * g));
    }

    /** Changes that take the whole of a step with momentum or weight decay. */
    private void whole() {
        if (right.momentum() != 0) {
            wholeMomentum();
        }
        if (right.weightDecay() != 0) {
            wholeDecay();
        }
    }

    private void wholeMomentum() {
        whole(Likelihood.USUAL, "with-rate",
                "the learning rate was put into the velocity: the old velocity was not multiplied by it",
                (v, g, m, lr) -> m * v + lr * g, (w, v, lr) -> w - v);
        whole(Likelihood.USUAL, "with-rate", "the learning rate was put into the velocity: the old velocity was not "
                + "multiplied by it, and the step was added", (v, g, m, lr) -> m * v + lr * g, (w, v, lr) -> w + v);
        whole(Likelihood.COMMON, "textbook", TEXTBOOK + ", and then added to the weight",
                (v, g, m, lr) -> m * v - lr * g, (w, v, lr) -> w + v);
        whole(Likelihood.USUAL, "textbook", TEXTBOOK + ", and then subtracted from the weight",
                (v, g, m, lr) -> m * v - lr * g, (w, v, lr) -> w - v);
        whole(Likelihood.USUAL, "textbook", TEXTBOOK + ": that was given and not the new weight",
                (v, g, m, lr) -> m * v - lr * g, (w, v, lr) -> v);
        whole(Likelihood.USUAL, "textbook", TEXTBOOK_WITHOUT + ", and then added to the weight",
                (v, g, m, lr) -> v - lr * g, (w, v, lr) -> w + v);
        whole(Likelihood.RARE, "textbook", TEXTBOOK_WITHOUT + ", and then subtracted from the weight",
                (v, g, m, lr) -> v - lr * g, (w, v, lr) -> w - v);
        whole(Likelihood.USUAL, "textbook", TEXTBOOK_WITHOUT + ": that was given and not the new weight",
                (v, g, m, lr) -> v - lr * g, (w, v, lr) -> v);
        all.add(Stage.FORMULA, Likelihood.USUAL, "momentum-subtracted", "the gradient was subtracted from the velocity, "
                + "and the step then added to the weight" + VELOCITY_IS,
                c -> c.mix((v, g, m) -> m * v - g).move((w, v, lr) -> w + lr * v));
        all.add(Stage.STEP, Likelihood.COMMON, "velocity-given", "the new velocity was given instead of the new weight"
                + IS, c -> c.move((w, v, lr) -> v));
    }

    /** A velocity with the learning rate in it. */
    @FunctionalInterface
    private interface RatedMix {
        double of(double velocity, double gradient, double momentum, double lr);
    }

    private void whole(Likelihood likelihood, String id, String sentence, RatedMix mix, Rule.Move move) {
        all.add(Stage.FORMULA, likelihood, "velocity-" + id, sentence + VELOCITY_IS,
                c -> c.mix((v, g, m) -> mix.of(v, g, m, c.lr())).move(move));
    }

    private void mix(Likelihood likelihood, String id, String sentence, Mix mix) {
        all.add(Stage.VELOCITY, likelihood, "momentum-" + id, sentence, c -> c.mix(mix));
    }

    private void wholeDecay() {
        String is = "; weight decay times weight is added to the gradient";
        all.add(Stage.FORMULA, Likelihood.USUAL, "decay-after-step",
                "the weight decay was taken off the weight without the learning rate" + is,
                c -> c.decay((g, w, d) -> g).move((w, v, lr) -> w - lr * v - c.weightDecay() * w));
        all.add(Stage.FORMULA, Likelihood.USUAL, "decay-of-weight",
                "the weight decay was taken off the weight and not put into the velocity" + is,
                c -> c.decay((g, w, d) -> g).move((w, v, lr) -> w - lr * v - lr * c.weightDecay() * w));
        all.add(Stage.FORMULA, Likelihood.RARE, "decay-of-new-weight",
                "the new weight was multiplied by 1 minus weight decay" + is,
                c -> c.decay((g, w, d) -> g).move((w, v, lr) -> (w - lr * v) * (1 - c.weightDecay())));
        all.add(Stage.FORMULA, Likelihood.RARE, "decay-of-new-weight",
                "the weight decay was taken off the new weight, not off the old one" + is,
                c -> c.decay((g, w, d) -> g).move((w, v, lr) -> (w - lr * v) * (1 - lr * c.weightDecay())));
    }
}
