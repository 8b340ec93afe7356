package longhand.io.checks;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import longhand.io.FileFormatException;

/** Says what somebody can do whose file is refused, where the reader itself does not say it. */
public final class ReadAdvice {
    private static final String FIX = ". Fix: ";

    private ReadAdvice() {}

    /**
     * What is read, or, if that fails, the error with what the caller can do.
     *
     * @throws FileFormatException if the file is damaged or of another format
     * @throws UncheckedIOException if it cannot be read
     */
    public static <T> T of(Path file, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (FileFormatException e) {
            if (e.getMessage().contains(FIX)) {
                throw e;
            }
            throw e.advised("the file is whole, and of the format that its ending names",
                    "save or fetch it again, or give it the ending of its format.");
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(e.getMessage() + ". Rule: the file is there, and may be read" + FIX
                    + "check the path, which is in full " + file.toAbsolutePath() + ".", e.getCause());
        }
    }
}
