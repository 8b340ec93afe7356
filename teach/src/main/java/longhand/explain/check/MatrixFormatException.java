package longhand.explain.check;

/** A text or file is not a matrix: the message says where, what stands there, and how to write it. */
public final class MatrixFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public MatrixFormatException(String message) {
        super(message);
    }
}
