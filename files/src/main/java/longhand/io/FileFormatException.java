package longhand.io;

/**
 * A file is not what it should be: damaged, of another format, or asking for more than it may. The message names the
 * file, says what is wrong and, where there is one, the way out.
 */
public final class FileFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An error with the message {@code source: problem}.
     *
     * @param source path of the file, or a place inside the file, as it should be printed
     */
    public FileFormatException(Object source, String problem) {
        super(source + ": " + problem);
    }

    /** @param cause what a library said about the file */
    public FileFormatException(Object source, String problem, Throwable cause) {
        super(source + ": " + problem, cause);
    }

    private FileFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same error with a rule and a fix behind its message. */
    public FileFormatException advised(String rule, String fix) {
        return new FileFormatException(getMessage() + ". Rule: " + rule + ". Fix: " + fix, getCause());
    }
}
