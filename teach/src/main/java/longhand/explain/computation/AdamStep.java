package longhand.explain.computation;

import longhand.explain.ViewNames;

/**
 * One step of Adam, or one of its moments after it.
 *
 * @param view the new weights, or one of the new moments, as in {@link ViewNames}
 * @param first the first moment before the step: a running mean of the gradients
 * @param second the second moment before the step: a running mean of their squares
 * @param rule what is done with them
 */
public record AdamStep(String view, Planes w, Planes gradient, Planes first, Planes second, Settings settings,
        Rule rule) implements OptimizerStep<AdamStep>, Ruled<AdamStep.Rule, AdamStep> {

    /**
     * The parts of a step.
     *
     * @param decay the gradient with weight decay
     * @param first the new first moment
     * @param second the new second moment
     * @param correctFirst what is done with the first moment because it began at 0
     * @param correctSecond the same for the second moment
     * @param shrink the weight after a weight decay that does not go through the gradient
     * @param move the new weight
     */
    public record Rule(Decay decay, Mix first, Mix second, Correction correctFirst, Correction correctSecond,
            Shrink shrink, Move move) {
        /** Weights stay as they are before the step. */
        public static final Shrink NO_SHRINK = (w, lr, decay) -> w;
        /** Decoupled weight decay. */
        public static final Shrink SHRINK = (w, lr, decay) -> w - lr * decay * w;
        /** The gradient without weight decay. */
        public static final Decay NO_DECAY = (g, w, decay) -> g;

        /** PyTorch's, of Adam or of AdamW. */
        public static Rule right(boolean decoupled) {
            return new Rule(decoupled ? NO_DECAY : Decay.RIGHT, (m, g, beta) -> beta * m + (1 - beta) * g,
                    (v, g, beta) -> beta * v + (1 - beta) * g * g, Correction.RIGHT, Correction.RIGHT,
                    decoupled ? SHRINK : NO_SHRINK, (w, m, v, lr, eps) -> w - lr * m / (Math.sqrt(v) + eps));
        }

        public Rule decay(Decay other) {
            return new Rule(other, first, second, correctFirst, correctSecond, shrink, move);
        }

        public Rule first(Mix other) {
            return new Rule(decay, other, second, correctFirst, correctSecond, shrink, move);
        }

        public Rule second(Mix other) {
            return new Rule(decay, first, other, correctFirst, correctSecond, shrink, move);
        }

        /** Corrections of both moments. */
        public Rule correct(Correction ofFirst, Correction ofSecond) {
            return new Rule(decay, first, second, ofFirst, ofSecond, shrink, move);
        }

        public Rule shrink(Shrink other) {
            return new Rule(decay, first, second, correctFirst, correctSecond, other, move);
        }

        public Rule move(Move other) {
            return new Rule(decay, first, second, correctFirst, correctSecond, shrink, other);
        }
    }

    /** What a moment is after so many steps, if it had not begun at 0. */
    @FunctionalInterface
    public interface Correction {
        /** Divided by 1 − βᵗ. */
        Correction RIGHT = (moment, beta, step) -> moment / (1 - Math.pow(beta, step));
        /** The moment as it is. */
        Correction NONE = (moment, beta, step) -> moment;

        double of(double moment, double beta, double step);
    }

    /** The weight before the step is made. */
    @FunctionalInterface
    public interface Shrink {
        double of(double weight, double lr, double decay);
    }

    /** The new weight, from the moments as they were corrected. */
    @FunctionalInterface
    public interface Move {
        double of(double weight, double first, double second, double lr, double eps);
    }

    @Override
    public AdamStep w(Planes other) {
        return new AdamStep(view, other, gradient, first, second, settings, rule);
    }

    @Override
    public AdamStep gradient(Planes other) {
        return new AdamStep(view, w, other, first, second, settings, rule);
    }

    @Override
    public AdamStep settings(Settings other) {
        return new AdamStep(view, w, gradient, first, second, other, rule);
    }

    /** The same with other moments before the step. */
    public AdamStep moments(Planes newFirst, Planes newSecond) {
        return new AdamStep(view, w, gradient, newFirst, newSecond, settings, rule);
    }

    @Override
    public AdamStep rule(Rule other) {
        return new AdamStep(view, w, gradient, first, second, settings, other);
    }

    @Override
    public AdamStep decay(Decay other) {
        return rule(rule.decay(other));
    }

    @Override
    public boolean possible() {
        return gradient.size() == w.size() && first.size() == w.size() && second.size() == w.size();
    }

    @Override
    public long cellCost() {
        return 40;
    }

    @Override
    public double magnitude() {
        return w.magnitude() + gradient.magnitude() + first.magnitude() + second.magnitude();
    }

    @Override
    public double cell(int i) {
        double decay = get(Setting.WEIGHT_DECAY);
        double step = get(Setting.STEP);
        double slope = rule.decay.of(gradient.get(i), w.get(i), decay);
        double m = rule.correctFirst.of(rule.first.of(first.get(i), slope, get(Setting.BETA1)), get(Setting.BETA1),
                step);
        double v = rule.correctSecond.of(rule.second.of(second.get(i), slope, get(Setting.BETA2)),
                get(Setting.BETA2), step);
        return switch (view) {
            case ViewNames.FIRST_MOMENT -> m;
            case ViewNames.SECOND_MOMENT -> v;
            default -> rule.move.of(rule.shrink.of(w.get(i), get(Setting.LEARNING_RATE), decay), m, v,
                    get(Setting.LEARNING_RATE), get(Setting.EPSILON));
        };
    }
}
