package longhand.models;

import longhand.nn.Flatten;
import longhand.nn.Linear;
import longhand.nn.Sequential;

/** One linear layer on the pixels: the simplest classifier, against which the others have to prove themselves. */
public final class SoftmaxRegression extends Sequential {
    /** For images of {@code pixels} values each. */
    public SoftmaxRegression(int pixels, int classes) {
        super(
                new Flatten(),
                new Linear(pixels, classes));
    }
}
