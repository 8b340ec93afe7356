package longhand.explain.computation;

import java.util.function.UnaryOperator;

/**
 * The arrays that a layer reads; one that it does not have is {@link Planes#NONE}.
 *
 * @param x the input
 * @param w kernel planes, weights, or factors
 * @param bias one row with a number for each output channel
 * @param upstream the gradient that arrives at the output
 */
public record Given(Planes x, Planes w, Planes bias, Planes upstream) {

    public Given x(Planes other) {
        return new Given(other, w, bias, upstream);
    }

    public Given w(Planes other) {
        return new Given(x, other, bias, upstream);
    }

    public Given bias(Planes other) {
        return new Given(x, w, other, upstream);
    }

    public Given upstream(Planes other) {
        return new Given(x, w, bias, other);
    }

    /** Every array changed. */
    public Given map(UnaryOperator<Planes> change) {
        return new Given(change.apply(x), change.apply(w), change.apply(bias), change.apply(upstream));
    }
}
