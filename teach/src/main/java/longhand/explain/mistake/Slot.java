package longhand.explain.mistake;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Planes;

/**
 * An array that a computation reads, and how to give it another one.
 *
 * @param name what students call it: kernel, input
 * @param id the beginning of the names in files: kernel, input
 * @param right what is right to do with it, for the sentences
 */
record Slot<C extends Computation>(String name, String id, String right, Stage order, Stage signs, Stage numbers,
        Function<C, Planes> get, BiFunction<C, Planes, C> with) {

    /** The change of a computation that changes this array. */
    UnaryOperator<C> changed(UnaryOperator<Planes> change) {
        return c -> with.apply(c, change.apply(get.apply(c)));
    }
}
