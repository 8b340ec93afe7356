package longhand.backend;

/** A backend cannot be had here, or failed: the message says what was looked for, what was found, and what to do. */
public final class BackendException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BackendException(String message) {
        super(message);
    }

    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
