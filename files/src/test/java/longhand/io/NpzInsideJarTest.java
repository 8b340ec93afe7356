package longhand.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference cases that ship with the engine are read from its jar. */
class NpzInsideJarTest {
    @TempDir
    private Path folder;

    @Test
    void isReadLikeOneOnDisk() throws IOException {
        Path npz = folder.resolve("a.npz");
        Npz.write(npz, Map.of("x", NdArray.of(new float[] {1, 2, 3}, 3)));
        try (FileSystem jar = FileSystems.newFileSystem(folder.resolve("a.jar"), Map.of("create", "true"))) {
            Path inside = Files.copy(npz, jar.getPath("/a.npz"));
            assertArrayEquals(new float[] {1, 2, 3}, Npz.read(inside).get("x").toFloats());
        }
    }

    @Test
    void andRefusedLikeOneOnDisk() throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(folder.resolve("b.jar"), Map.of("create", "true"))) {
            Path inside = Files.writeString(jar.getPath("/b.npz"), "no zip file");
            assertThrows(FileFormatException.class, () -> Npz.read(inside));
        }
    }
}
