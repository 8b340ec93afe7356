package longhand.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NotebookInstallTest {
    @TempDir
    private Path folder;

    private int install(String... more) {
        CommandLine command = new CommandLine(new NotebookInstallCommand()).setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()));
        String[] args = new String[more.length + 1];
        args[0] = "--folder=" + folder;
        System.arraycopy(more, 0, args, 1, more.length);
        return command.execute(args);
    }

    @Test
    void otherKernelsForJavaAreNotTouched() throws IOException {
        Path file = folder.resolve("kernels/java/kernel.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"display_name\": \"Java\"}");
        assertEquals(0, install("--force"));
        assertEquals("{\"display_name\": \"Java\"}", Files.readString(file));
    }

    /** Whoever made a kernel of this name. */
    @Test
    void anotherKernelOfTheSameNameStays() throws IOException {
        Path file = folder.resolve("kernels/longhand/kernel.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"display_name\": \"Java\"}");
        assertEquals(1, install());
        assertEquals("{\"display_name\": \"Java\"}", Files.readString(file));
        assertEquals(0, install("--force"));
        assertTrue(KernelSpec.isOurs(file));
        assertEquals(0, install(), "our own may be renewed");
    }
}
