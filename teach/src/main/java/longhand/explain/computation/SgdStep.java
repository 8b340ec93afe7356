package longhand.explain.computation;

/**
 * One step of stochastic gradient descent.
 *
 * @param velocity the velocity before the step
 * @param rule what is done with them
 */
public record SgdStep(Planes w, Planes gradient, Planes velocity, Settings settings, Rule rule)
        implements OptimizerStep<SgdStep> {

    /**
     * The three parts of a step.
     *
     * @param decay the gradient with weight decay
     * @param mix the new velocity
     * @param move the new weight
     */
    public record Rule(Decay decay, Mix mix, Move move) {
        /** PyTorch's: g + decay·w, then momentum·v + g, then w − lr·v. */
        public static final Rule RIGHT = new Rule(Decay.RIGHT, (v, g, momentum) -> momentum * v + g,
                (w, v, lr) -> w - lr * v);
        /** The same, of which only the velocity is asked for. */
        public static final Rule VELOCITY = new Rule(RIGHT.decay, RIGHT.mix, (w, v, lr) -> v);

        /** The new weight. */
        @FunctionalInterface
        public interface Move {
            double of(double weight, double velocity, double lr);
        }
    }

    @Override
    public SgdStep w(Planes other) {
        return new SgdStep(other, gradient, velocity, settings, rule);
    }

    @Override
    public SgdStep gradient(Planes other) {
        return new SgdStep(w, other, velocity, settings, rule);
    }

    @Override
    public SgdStep settings(Settings other) {
        return new SgdStep(w, gradient, velocity, other, rule);
    }

    @Override
    public SgdStep decay(Decay other) {
        return new SgdStep(w, gradient, velocity, settings, new Rule(other, rule.mix, rule.move));
    }

    public SgdStep mix(Mix other) {
        return new SgdStep(w, gradient, velocity, settings, new Rule(rule.decay, other, rule.move));
    }

    public SgdStep move(Rule.Move other) {
        return new SgdStep(w, gradient, velocity, settings, new Rule(rule.decay, rule.mix, other));
    }

    /** The learning rate. */
    public double lr() {
        return get(Setting.LEARNING_RATE);
    }

    public double momentum() {
        return get(Setting.MOMENTUM);
    }

    public double weightDecay() {
        return get(Setting.WEIGHT_DECAY);
    }

    @Override
    public boolean possible() {
        return gradient.size() == w.size() && velocity.size() == w.size();
    }

    @Override
    public long cellCost() {
        return 5;
    }

    @Override
    public double magnitude() {
        return w.magnitude() + gradient.magnitude() + velocity.magnitude();
    }

    @Override
    public double cell(int i) {
        double direction = rule.decay.of(gradient.get(i), w.get(i), weightDecay());
        double mixed = momentum() == 0 ? direction : rule.mix.of(velocity.get(i), direction, momentum());
        return rule.move.of(w.get(i), mixed, lr());
    }
}
