package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
    @TempDir
    private Path folder;

    private static void write(Path root, String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** What a class file holds decides, not where it lies. */
    @Test
    void codeOfTheClasses() throws IOException {
        Path core = folder.resolve("core");
        Path models = folder.resolve("models");
        write(core, "longhand/ops/Sum.class", "sum");
        write(core, "longhand/backend/cpu/loops/Loop.class", "loop");
        write(models, "longhand/models/Net.class", "net");
        String code = Build.code(List.of(core, models));
        Path jar = folder.resolve("all.jar");
        try (FileSystem all = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            write(all.getPath("/"), "longhand/models/Net.class", "net");
            write(all.getPath("/"), "longhand/ops/Sum.class", "sum");
            write(all.getPath("/"), "longhand/backend/cpu/loops/Loop.class", "loop");
            write(all.getPath("/"), "longhand/cli/Main.class", "prints");
            write(all.getPath("/"), "longhand/backend/opencl/Device.class", "on a card");
            write(all.getPath("/"), "org/other/Library.class", "library");
        }
        assertEquals(code, Build.code(List.of(jar, jar)));
        write(models, "longhand/models/Net.class", "another net");
        String changed = Build.code(List.of(core, models));
        assertNotEquals(code, changed);
        write(models, "longhand/models/Another.class", "net");
        assertNotEquals(changed, Build.code(List.of(core, models)));
    }

    @Test
    void ofThisProgram() {
        assertEquals(Build.code(), Build.code());
        assertEquals(8, Build.code().length());
    }
}
