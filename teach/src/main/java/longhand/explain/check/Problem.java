package longhand.explain.check;

import java.util.List;
import longhand.explain.Explanation;
import longhand.explain.Operand;
import longhand.explain.Values;
import longhand.explain.View;
import longhand.explain.ViewNames;
import longhand.explain.mistake.Model;

/** A question with one right answer. */
public interface Problem {

    /**
     * Name of the operation as the command line calls it: corr2d, conv2d, conv1x1, maxpool, avgpool, linear, softmax,
     * sgd, …
     */
    String operation();

    /** What is asked for, by its name in {@link ViewNames}. */
    String view();

    /** The computation of the right answer in stages, and what can be done otherwise in each of them. */
    Model<?> model();

    /** How the size of the answer comes about, with the numbers put in. */
    SizeWorking size();

    /** The working of the operation in all its views. */
    Explanation explanation();

    /** A sentence that asks for the answer. */
    String question();

    /** {@link #size} in one sentence. */
    default String sizeWorking() {
        return size().toString();
    }

    /** The right answer. */
    default Values truth() {
        return model().right().result().reshape(asked().dims());
    }

    /** The largest sum of absolute values that is added up for one number: float rounding grows with it. */
    default double magnitude() {
        return model().right().magnitude();
    }

    /** The view that is asked for: its name (Y, dX) and the working of each of its numbers. */
    default View asked() {
        return explanation().view(view());
    }

    /** The arrays that the question gives: for a gradient also the one that arrives from above. */
    default List<Operand> givens() {
        return explanation().operands().stream().filter(o -> ViewNames.isGradient(view()) || !o.isGradient()).toList();
    }

    /** The answer in the form of the truth, where there is more than one way to write it. */
    default Written normalised(Written answer) {
        return answer;
    }

    /** Wrong answers that common mistakes lead to: they differ from the right one and from each other. */
    default List<Mistake> mistakes() {
        return Mistake.common(model(), asked().dims());
    }
}
