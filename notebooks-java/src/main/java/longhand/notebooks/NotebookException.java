package longhand.notebooks;

/** A notebook file, a kernel folder or a Jupyter that cannot be used; the message says which, why, and what to do. */
public final class NotebookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotebookException(String message) {
        super(message);
    }

    public NotebookException(String message, Throwable cause) {
        super(message, cause);
    }
}
