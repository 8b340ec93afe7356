package longhand.data;

/** A data set cannot be had or read. The message is one line that names the file or data set, what is wrong, and what to do. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
