package longhand.nn.training;

/** Training cannot go on because a loss or a weight is not a finite number. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and how to fix it, for people */
    public DivergedException(String message) {
        super(message);
    }
}
