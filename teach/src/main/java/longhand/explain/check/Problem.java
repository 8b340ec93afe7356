package longhand.explain.check;

import java.util.List;
import longhand.explain.Explanation;
import longhand.explain.Values;

/** A question with one right answer, and the wrong answers that known mistakes lead to. */
public interface Problem {

    /** Name of the operation as the command line calls it: corr2d, conv2d, maxpool, avgpool. */
    String operation();

    /** The right answer. */
    Values truth();

    /** The largest sum of absolute values that is added up for one number: float rounding grows with it. */
    double magnitude();

    /** The output size formula with the numbers put in. */
    String sizeWorking();

    /** The working of the right answer. */
    Explanation explanation();

    /**
     * The answers of all mistakes that can be made here. Some may change nothing: a kernel that is its own transpose, for
     * example.
     */
    List<Mistake> mistakes();

    /** A sentence that asks for the answer. */
    String question();
}
