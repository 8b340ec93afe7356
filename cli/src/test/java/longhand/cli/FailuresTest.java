package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.concurrent.ExecutionException;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void wrappersAreRemoved() {
        var inner = new IOException("labels.gz: ends after 17 of 60000 labels");
        String line = inner.getMessage() + ". Fix: name another file, or make room there";
        assertEquals(line, Failures.describe(new UncheckedIOException(inner)));
        assertEquals(line, Failures.describe(new ExecutionException(new UncheckedIOException(inner))));
        assertEquals(line, Failures.describe(new RuntimeException(inner)));
    }

    @Test
    void aWrapperThatSaysMoreIsKept() {
        assertEquals("cannot read config.json",
                Failures.describe(new RuntimeException("cannot read config.json", new IOException("x"))));
    }

    @Test
    void fileProblemsAreSaidInWords() {
        assertEquals("no permission for: /out. Fix: change the permissions, or name another place", Failures.describe(new AccessDeniedException("/out")));
        assertEquals("No space left on device: a.npz. Fix: name another file or folder, or make room there", Failures.describe(new FileSystemException("a.npz", null,
                "No space left on device")));
    }

    @Test
    void aDamagedFileIsNotALackOfRoom() {
        assertEquals("damaged or cut short: zip END header not found. Fix: make or fetch that file again, or name another one",
                Failures.describe(new ZipException("zip END header not found")));
        assertEquals("damaged or cut short: Unexpected end of ZLIB input stream. "
                + "Fix: make or fetch that file again, or name another one",
                Failures.describe(new UncheckedIOException(new EOFException("Unexpected end of ZLIB input stream"))));
        assertEquals("damaged or cut short: the file ends too soon. Fix: make or fetch that file again, or name another one",
                Failures.describe(new EOFException()));
        assertEquals("a text is not in UTF-8. Fix: save it as UTF-8, or name another file",
                Failures.describe(new UncheckedIOException(new MalformedInputException(1))));
    }

    @Test
    void lackOfMemorySaysWhatToDo() {
        String line = Failures.describe(new OutOfMemoryError("Java heap space"));
        assertTrue(line.startsWith("not enough memory (Java heap space). Fix: try"), line);
    }

    @Test
    void anExceptionWithoutMessageIsNamed() {
        assertTrue(Failures.describe(new IllegalStateException()).startsWith("unexpected IllegalStateException ("));
    }
}
