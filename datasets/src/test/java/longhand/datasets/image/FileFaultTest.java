package longhand.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsNoFileIsNamed() throws IOException {
        assertEquals(Optional.empty(), FileFault.of(Files.createFile(folder.resolve("a"))));
        assertEquals(Optional.of("no such file"), FileFault.of(folder.resolve("b")));
        assertEquals(Optional.of("not a file but a folder"), FileFault.of(folder));
        assertEquals(Optional.of("a link that leads nowhere"),
                FileFault.of(Files.createSymbolicLink(folder.resolve("c"), Path.of("b"))));
    }

    @Test
    void aReasonDoesNotRepeatTheName() {
        assertEquals("no permission to read it", FileFault.reason(new AccessDeniedException("/a")));
        assertEquals("no such file", FileFault.reason(new NoSuchFileException("/a")));
        assertEquals("cannot be read: too many links",
                FileFault.reason(new FileSystemException("/a", null, "too many links")));
        assertEquals("cannot be read: odd", FileFault.reason(new IOException("odd")));
    }
}
