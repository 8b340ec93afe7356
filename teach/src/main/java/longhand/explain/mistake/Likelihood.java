package longhand.explain.mistake;

/**
 * How often a misconception is met, as the number of bits that it takes to name it: one of 2^bits answers is explained
 * by chance at most. Summed over all misconceptions of an operation, 2^−bits is about 1.
 */
public enum Likelihood {
    COMMON(4.5), USUAL(6), RARE(8), ODD(10);

    private final double bits;

    Likelihood(double bits) {
        this.bits = bits;
    }

    /** The number of bits. */
    public double bits() {
        return bits;
    }
}
