package longhand.models;

import longhand.nn.Flatten;
import longhand.nn.Linear;
import longhand.nn.Sequential;

/** One linear layer on the pixels: the simplest classifier, against which the others have to prove themselves. */
public final class SoftmaxRegression {
    private SoftmaxRegression() {}

    /** For images of {@code pixels} values each. */
    public static Sequential create(int pixels, int classes) {
        return new Sequential(
                new Flatten(),
                new Linear(pixels, classes));
    }
}
