package longhand.nn;

/**
 * Saved numbers do not belong to the layer they are loaded into. The message lists what is missing, unexpected or of
 * another shape.
 */
public final class StateDictException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and how to fix it, for people */
    public StateDictException(String message) {
        super(message);
    }
}
