package longhand.explain.computation;

/**
 * A computation that holds its formula as a part of its own, so that another formula can take its place.
 *
 * @param <R> the formula
 * @param <C> the computation itself
 */
public interface Ruled<R, C extends Ruled<R, C>> extends Computation {

    /** The formula. */
    R rule();

    /** The same with another formula. */
    C rule(R other);
}
