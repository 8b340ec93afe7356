package longhand.explain.check;

/** A text or file is not a matrix: the message says where, what stands there, and how to write it. */
public final class MatrixFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and how to fix it, for people */
    public MatrixFormatException(String message) {
        super(message);
    }
}
