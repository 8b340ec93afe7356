package longhand.explain.computation;

/**
 * One step of stochastic gradient descent for weights of any shape.
 *
 * @param w weights
 * @param gradient their gradient
 * @param velocity the velocity before the step
 * @param lr learning rate
 * @param rule what is done with them
 */
public record SgdStep(Planes w, Planes gradient, Planes velocity, double lr, double momentum, double weightDecay,
        Rule rule) implements Computation {

    /**
     * The three parts of a step.
     *
     * @param decay the gradient with weight decay
     * @param mix the new velocity
     * @param move the new weight
     */
    public record Rule(Decay decay, Mix mix, Move move) {
        /** PyTorch's: g + decay·w, then momentum·v + g, then w − lr·v. */
        public static final Rule RIGHT = new Rule((g, w, decay) -> g + decay * w, (v, g, momentum) -> momentum * v + g,
                (w, v, lr) -> w - lr * v);
        /** The same, of which only the velocity is asked for. */
        public static final Rule VELOCITY = new Rule(RIGHT.decay, RIGHT.mix, (w, v, lr) -> v);

        /** The gradient with weight decay. */
        @FunctionalInterface
        public interface Decay {
            double of(double gradient, double weight, double decay);
        }

        /** The new velocity. */
        @FunctionalInterface
        public interface Mix {
            double of(double velocity, double gradient, double momentum);
        }

        /** The new weight. */
        @FunctionalInterface
        public interface Move {
            double of(double weight, double velocity, double lr);
        }
    }

    public SgdStep gradient(Planes other) {
        return new SgdStep(w, other, velocity, lr, momentum, weightDecay, rule);
    }

    public SgdStep w(Planes other) {
        return new SgdStep(other, gradient, velocity, lr, momentum, weightDecay, rule);
    }

    public SgdStep velocity(Planes other) {
        return new SgdStep(w, gradient, other, lr, momentum, weightDecay, rule);
    }

    public SgdStep lr(double other) {
        return new SgdStep(w, gradient, velocity, other, momentum, weightDecay, rule);
    }

    public SgdStep momentum(double other) {
        return new SgdStep(w, gradient, velocity, lr, other, weightDecay, rule);
    }

    public SgdStep weightDecay(double other) {
        return new SgdStep(w, gradient, velocity, lr, momentum, other, rule);
    }

    public SgdStep decay(Rule.Decay other) {
        return new SgdStep(w, gradient, velocity, lr, momentum, weightDecay, new Rule(other, rule.mix(), rule.move()));
    }

    public SgdStep mix(Rule.Mix other) {
        return new SgdStep(w, gradient, velocity, lr, momentum, weightDecay,
                new Rule(rule.decay(), other, rule.move()));
    }

    public SgdStep move(Rule.Move other) {
        return new SgdStep(w, gradient, velocity, lr, momentum, weightDecay, new Rule(rule.decay(), rule.mix(), other));
    }

    @Override
    public int[] dims() {
        return new int[] {w.count(), w.rows(), w.columns()};
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
        double direction = rule.decay().of(gradient.get(i), w.get(i), weightDecay);
        double mixed = momentum == 0 ? direction : rule.mix().of(velocity.get(i), direction, momentum);
        return rule.move().of(w.get(i), mixed, lr);
    }
}
