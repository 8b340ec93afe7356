package longhand.backend;

/** A backend cannot be had here, or failed: the message says what was looked for, what was found, and what to do. */
public final class BackendException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and how to fix it, for people */
    public BackendException(String message) {
        super(message);
    }

    /** @param message what is wrong and how to fix it, for people */
    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
