package longhand.explain.check;

import java.util.List;
import longhand.explain.Explanation;
import longhand.explain.Operand;
import longhand.explain.Values;
import longhand.explain.View;
import longhand.explain.ViewNames;

/** A question with one right answer, and the wrong answers that known mistakes lead to. */
public interface Problem {

    /** Name of the operation as the command line calls it: corr2d, conv2d, conv1x1, maxpool, avgpool, linear, softmax, sgd, … */
    String operation();

    /** What is asked for, by its name in {@link ViewNames}. */
    String view();

    /** The right answer. */
    Values truth();

    /** The largest sum of absolute values that is added up for one number: float rounding grows with it. */
    double magnitude();

    /** How the size of the answer comes about, with the numbers put in. */
    String sizeWorking();

    /** The working of the operation in all its views. */
    Explanation explanation();

    /**
     * The answers of all mistakes that can be made here. Some may change nothing: a kernel that is its own transpose, for
     * example.
     */
    List<Mistake> mistakes();

    /** A sentence that asks for the answer. */
    String question();

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
}
