package longhand.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher starts, with a Java that only says in which locale it was started. */
class LauncherTest {
    @TempDir
    private static Path folder;

    private static void script(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** In another encoding Java cannot read the names of files: several become the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none           | none           | C.UTF-8
            C              | UTF-8          | C.UTF-8
            de_DE.UTF-8    | UTF-8          | ''
            de_DE.UTF-8    | ANSI_X3.4-1968 | C.UTF-8
            de_DE          | ISO-8859-1     | C.UTF-8
            de_DE.UTF-8    | none           | ''""")
    void namesOfFilesAreInUtf8(String lang, String charmap, String expected) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory(folder, "root");
        Path launcher = Files.copy(Path.of("../longhand"), root.resolve("longhand"));
        script(root.resolve("jdk/bin/javac"), "");
        script(root.resolve("jdk/bin/java"), "echo \"[${LC_ALL:-}]\"");
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"99\"\n");
        Files.createDirectories(root.resolve("app/target"));
        Files.createFile(root.resolve("app/target/longhand.built"));
        script(root.resolve("bin/locale"), charmap == null ? "exit 127" : "echo " + charmap);

        ProcessBuilder process = new ProcessBuilder("sh", launcher.toString()).redirectErrorStream(true);
        process.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        process.environment().put("LONGHAND_JAVA_HOME", root.resolve("jdk").toString());
        process.environment().put("LONGHAND_NO_BUILD", "1");
        process.environment().merge("PATH", root.resolve("bin").toString(), (path, first) -> first + ":" + path);
        if (lang != null) {
            process.environment().put("LANG", lang);
        }
        Process started = process.start();
        assertEquals('[' + expected + "]\n", new String(started.getInputStream().readAllBytes()));
        assertEquals(0, started.waitFor());
    }
}
