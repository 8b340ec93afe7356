package longhand.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.zip.ZipException;
import longhand.data.DatasetException;
import longhand.io.FileFormatException;

/** Puts a failure into one line for a person: what went wrong, not where in our source. */
final class Failures {
    private static final String FIX = ". Fix: ";
    private static final String DAMAGED = "damaged or cut short: ";

    private Failures() {
    }

    /**
     * One line that says what failed and what to do; names the exception only where its message alone would not be
     * understood.
     */
    static String describe(Throwable failure) {
        Throwable cause = unwrap(failure);
        String line = problem(cause);
        return line.contains(FIX) ? line : line + fix(cause);
    }

    /** What helps against a whole kind of failures. */
    private static String fix(Throwable cause) {
        return switch (cause) {
            case NoSuchFileException _ -> FIX + "check the name";
            case AccessDeniedException _ -> FIX + "change the permissions, or name another place";
            case FileSystemException _ -> FIX + "name another file or folder, or make room there";
            case IOException e when isDamage(e) -> FIX + "make or fetch that file again, or name another one";
            case CharacterCodingException _ -> FIX + "save it as UTF-8, or name another file";
            case IOException _ -> FIX + "name another file, or make room there";
            case UncheckedIOException e -> fix(e.getCause());
            case FileFormatException _ -> FIX + "name another file, or make this one again";
            case DatasetException _ -> FIX + "repair or replace the file, or name others";
            default -> "";
        };
    }

    private static String problem(Throwable cause) {
        return switch (cause) {
            case FileSystemException e -> describeFile(e);
            case IOException e when isDamage(e) -> DAMAGED
                    + (e.getMessage() == null ? "the file ends too soon" : oneLine(e.getMessage()));
            case CharacterCodingException _ -> "a text is not in UTF-8";
            case OutOfMemoryError e -> "not enough memory (" + oneLine(String.valueOf(e.getMessage()))
                    + ")" + FIX + "try less at a time, such as a smaller --batch-size, or give Java more with JDK_JAVA_OPTIONS=-Xmx16g";
            case StackOverflowError e -> unexpected(e);
            case NullPointerException e -> unexpected(e);
            case IndexOutOfBoundsException e -> unexpected(e);
            case ClassCastException e -> unexpected(e);
            case ArithmeticException e -> unexpected(e);
            case LinkageError e -> unexpected(e);
            case Throwable e when e.getMessage() == null || e.getMessage().isBlank() -> unexpected(e);
            case Throwable e -> oneLine(e.getMessage());
        };
    }

    /** What Java says of a damaged zip, jar or gz file, or one that is cut short. */
    private static boolean isDamage(IOException e) {
        return e instanceof ZipException
                || e instanceof EOFException && (e.getMessage() == null || e.getMessage().startsWith("Unexpected end"));
    }

    /** Joins the lines of a message. */
    static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Removes the wrappers that only say that something below or in another thread failed. */
    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && isWrapper(cause)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isWrapper(Throwable t) {
        boolean addsNothing = t.getMessage() == null || t.getMessage().equals(t.getCause().toString());
        return t instanceof CompletionException || t instanceof ExecutionException
                || (t instanceof UncheckedIOException || t.getClass() == RuntimeException.class
                || t.getClass() == IOException.class) && addsNothing;
    }

    private static String describeFile(FileSystemException e) {
        String what = switch (e) {
            case NoSuchFileException missing -> "no such file or folder";
            case AccessDeniedException denied -> "no permission for";
            case FileAlreadyExistsException exists -> "already exists";
            case NotDirectoryException file -> "not a folder";
            default -> e.getReason() == null ? "cannot use" : oneLine(e.getReason());
        };
        return what + ": " + e.getFile();
    }

    private static String unexpected(Throwable e) {
        String message = e.getMessage() == null ? "" : ": " + oneLine(e.getMessage());
        return "unexpected " + e.getClass().getSimpleName() + message
                + " (this is a bug in longhand; --debug shows where)";
    }
}
