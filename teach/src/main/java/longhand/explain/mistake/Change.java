package longhand.explain.mistake;

import java.util.Optional;
import java.util.function.UnaryOperator;
import longhand.explain.computation.Computation;

/**
 * A misconception applied to a kind of computation.
 *
 * @param detail what the sentence leaves open, with this problem's numbers: {@code : 2 instead of 3}; may be empty
 * @param apply the computation with one stage replaced
 */
public record Change<C extends Computation>(Misconception what, String detail, UnaryOperator<C> apply) {

    /** The changed computation, if its stages fit to each other. */
    public Optional<C> to(C computation) {
        try {
            return Optional.of(apply.apply(computation)).filter(Computation::possible);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException doNotFit) {
            return Optional.empty();
        }
    }

    /** What was done, for the student; without full stop. */
    public String sentence() {
        return what.sentence() + detail;
    }
}
