package longhand.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a text with a stored one. {@code -Dlonghand.golden=update} stores the text instead: look at the difference,
 * then commit.
 */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/longhand/explain/golden");

    private Golden() {}

    static void check(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        if ("update".equals(System.getProperty("longhand.golden"))) {
            Files.writeString(file, text);
        }
        assertEquals(Files.readString(file), text, name);
    }
}
