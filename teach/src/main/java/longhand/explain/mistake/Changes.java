package longhand.explain.mistake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import longhand.explain.computation.Computation;

/** Collects the changes that can be made to one computation. */
class Changes<C extends Computation> {
    private final List<Change<C>> all = new ArrayList<>();

    /** Adds a change whose sentence needs no detail. */
    void add(Stage stage, Likelihood likelihood, String id, String sentence, UnaryOperator<C> apply) {
        add(stage, likelihood, id, sentence, "", apply);
    }

    /** Adds a change. */
    void add(Stage stage, Likelihood likelihood, String id, String sentence, String detail, UnaryOperator<C> apply) {
        all.add(new Change<>(new Misconception(id, sentence, stage, likelihood), detail, apply));
    }

    List<Change<C>> list() {
        return List.copyOf(all);
    }
}
