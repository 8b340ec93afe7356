package longhand.explain.mistake;

import java.util.function.UnaryOperator;
import longhand.explain.computation.Ruled;

/** Collects the changes that can be made to one computation and to its formula. */
final class RuleChanges<R, C extends Ruled<R, C>> extends Changes<C> {

    /** Adds a change of the formula. */
    void rule(Stage stage, Likelihood likelihood, String id, String sentence, UnaryOperator<R> change) {
        add(stage, likelihood, id, sentence, c -> c.rule(change.apply(c.rule())));
    }
}
