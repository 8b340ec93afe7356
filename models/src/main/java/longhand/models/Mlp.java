package longhand.models;

import longhand.nn.Flatten;
import longhand.nn.Linear;
import longhand.nn.ReLU;
import longhand.nn.Sequential;

/** A multilayer perceptron with one hidden layer of 256 units. */
public final class Mlp extends Sequential {
    private static final int HIDDEN = 256;

    /** For images of {@code pixels} values each. */
    public Mlp(int pixels, int classes) {
        super(
                new Flatten(),
                new Linear(pixels, HIDDEN),
                new ReLU(),
                new Linear(HIDDEN, classes));
    }
}
