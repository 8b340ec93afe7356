package longhand.io.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file has one path, whatever it is called. */
class RealPathTest {
    @TempDir
    private Path folder;

    @Test
    void linksAndDotsAreFollowedAsTheSystemDoes() throws IOException {
        Path home = folder.toRealPath();
        Files.createDirectories(home.resolve("far/sub"));
        Files.createDirectory(home.resolve("near"));
        Files.writeString(home.resolve("far/file"), "x");
        Files.createSymbolicLink(home.resolve("near/link"), Path.of("../far/sub"));
        Files.createSymbolicLink(home.resolve("near/gone"), Path.of("link/../missing/file"));
        Files.createSymbolicLink(home.resolve("near/again"), Path.of("gone"));
        String[] paths = {"near/link", "far/sub", "near/link/../file", "far/file", "near/link/../new", "far/new",
            "near/link/new/../../x/y", "far/x/y", "near/gone", "far/missing/file", "near/again", "far/missing/file",
            "near/gone/../new", "far/missing/new", "near/link/.", "far/sub", "near/link/new/.", "far/sub/new", "near/./new",
            "near/new", "near/new/..", "near"};
        for (int i = 0; i < paths.length; i += 2) {
            assertEquals(home.resolve(paths[i + 1]), RealPath.of(folder.resolve(paths[i])), paths[i]);
        }
        assertEquals(home.getRoot(), RealPath.of(home.getRoot().resolve("..")));
        assertEquals(Path.of("new").toAbsolutePath().getParent().toRealPath().resolve("new"), RealPath.of(Path.of("new")));
    }

    @Test
    void whatLeadsBackToItselfLeadsNowhere() throws IOException {
        Path one = Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
        Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));
        for (Path path : new Path[] {one, one.resolve("file")}) {
            assertThrows(FileSystemLoopException.class, () -> RealPath.of(path));
        }
    }
}
