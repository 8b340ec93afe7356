package longhand.random;

/** The rule for probabilities, and the error of whoever passes something else. */
public final class Probability {
    private Probability() {}

    /**
     * The number itself.
     *
     * @param operation who was given it, for the error message
     * @param name what the number is called there
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public static double require(String operation, String name, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(operation + ": " + name + " = " + p
                    + " is no probability. Rule: 0 ≤ " + name + " ≤ 1. Fix: pass such a number.");
        }
        return p;
    }
}
