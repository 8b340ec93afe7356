package longhand.explain.computation;

/**
 * One step of an optimizer, for weights of any shape.
 *
 * @param <C> the computation itself
 */
public interface OptimizerStep<C extends OptimizerStep<C>> extends Computation {

    /** The gradient with weight decay. */
    @FunctionalInterface
    interface Decay {
        /** Weight decay times weight is added to the gradient. */
        Decay RIGHT = (g, w, decay) -> g + decay * w;

        double of(double gradient, double weight, double decay);
    }

    /** A running number of the optimizer after the step. */
    @FunctionalInterface
    interface Mix {
        /** @param share how much of the old number stays */
        double of(double old, double gradient, double share);
    }

    /** The weights before the step. */
    Planes w();

    /** The gradient of each weight. */
    Planes gradient();

    Settings settings();

    C w(Planes other);

    C gradient(Planes other);

    C settings(Settings other);

    /** The same with another decay. */
    C decay(Decay other);

    default double get(Setting setting) {
        return settings().get(setting);
    }

    default C with(Setting setting, double value) {
        return settings(settings().with(setting, value));
    }

    @Override
    default int[] dims() {
        return new int[] {w().count(), w().rows(), w().columns()};
    }
}
