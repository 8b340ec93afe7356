package longhand.data;

/**
 * A data set cannot be had or read. The message is one line that names the file or data set, what is wrong, and what to
 * do.
 */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and how to fix it, for people */
    public DatasetException(String message) {
        super(message);
    }

    /** @param message what is wrong and how to fix it, for people */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
