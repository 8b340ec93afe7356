package longhand.explain.computation;

import java.util.Arrays;

/**
 * What a layer or one of its gradients computes from its arrays.
 *
 * @param <C> the computation itself
 */
public interface Layer<C extends Layer<C>> extends Computation {

    /** The arrays that are read. */
    Given given();

    /** The same with other arrays. */
    C given(Given other);

    default Planes x() {
        return given().x();
    }

    default Planes w() {
        return given().w();
    }

    default Planes bias() {
        return given().bias();
    }

    default Planes upstream() {
        return given().upstream();
    }

    default C x(Planes other) {
        return given(given().x(other));
    }

    default C w(Planes other) {
        return given(given().w(other));
    }

    default C bias(Planes other) {
        return given(given().bias(other));
    }

    default C upstream(Planes other) {
        return given(given().upstream(other));
    }

    /** The largest number that comes out if nothing cancels. */
    @Override
    default double magnitude() {
        C sizes = given(given().map(p -> p.map(Math::abs)));
        return Arrays.stream(sizes.result().toArray()).max().orElse(0);
    }
}
