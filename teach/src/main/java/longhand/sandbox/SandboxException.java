package longhand.sandbox;

/** Code in a process of its own did not do what it was asked to do; the message says it to whoever wrote the code. */
public final class SandboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** It is no Java, or not the classes that were asked for. */
        COMPILE,
        /** It uses what graded work must not use. */
        FORBIDDEN,
        /** A method is missing, has other parameters, or returns what cannot be carried over. */
        FORM,
        /** It threw an exception. */
        THREW,
        /** It did not end in time. */
        TIME,
        /** It needs more memory than it may have. */
        MEMORY,
        /** It printed without end. */
        OUTPUT,
        /** It ended its process. */
        ENDED
    }

    private final Kind kind;

    SandboxException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
