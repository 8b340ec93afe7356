package longhand.io.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder is there with all its files, or it is not there. */
class AtomicFolderTest {
    @TempDir
    private Path home;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFailureLeavesNothing() throws IOException {
        UncheckedIOException e = assertThrows(UncheckedIOException.class,
                () -> AtomicFolder.create(home.resolve("a"), folder -> {
            Files.writeString(Files.createDirectories(folder.resolve("deep")).resolve("file"), "half");
            throw new IOException("disk full");
        }));
        assertTrue(e.getMessage().contains("disk full"), e.getMessage());
        assertEquals(List.of(), names());
    }

    @Test
    void whatStandsThereIsNeverReplaced() throws IOException {
        AtomicFolder.create(home.resolve("a/b"), folder -> Files.writeString(folder.resolve("file"), "first"));
        for (String taken : List.of("a/b", "a", "a/.", "a/b/..")) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                    () -> AtomicFolder.create(home.resolve(taken),
                    folder -> Files.writeString(folder.resolve("file"), "second")));
            assertTrue(e.getMessage().contains("is not empty"), e.getMessage());
        }
        assertEquals("first", Files.readString(home.resolve("a/b/file")));
    }

    @Test
    void whoeverIsFirstWins() throws IOException {
        Path target = home.resolve("a");
        assertThrows(IllegalArgumentException.class, () -> AtomicFolder.create(target,
                folder -> Files.writeString(Files.createDirectory(target).resolve("file"), "meanwhile")));
        assertEquals("meanwhile", Files.readString(target.resolve("file")));
        assertEquals(List.of("a"), names());
    }

    /** A file or a link that appears while the content is made is somebody's, too. */
    @Test
    void whateverAppearsMeanwhileStays() throws IOException {
        Path target = home.resolve("a");
        assertThrows(IllegalArgumentException.class, () -> AtomicFolder.create(target, folder -> {
            Files.writeString(folder.resolve("file"), "ours");
            Files.writeString(target, "meanwhile");
        }));
        assertEquals("meanwhile", Files.readString(target));
        assertEquals(List.of("a"), names());
    }

    @Test
    void aLinkIsNoFreePlace() throws IOException {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        for (Path to : List.of(elsewhere, home.resolve("nowhere"))) {
            Path link = Files.createSymbolicLink(home.resolve("link"), to);
            assertThrows(IllegalArgumentException.class,
                    () -> AtomicFolder.create(link, folder -> Files.writeString(folder.resolve("file"), "ours")));
            assertTrue(Files.isSymbolicLink(link));
            Files.delete(link);
        }
        assertEquals(List.of("elsewhere"), names());
        Path empty = elsewhere.resolve("x");
        AtomicFolder.create(empty, folder -> Files.writeString(folder.resolve("file"), "ours"));
        assertEquals("ours", Files.readString(empty.resolve("file")));
    }

    /** What stands there is called what it is. */
    @Test
    void aFileOrALinkIsNoFullFolder() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "mine");
        Path empty = Files.createDirectory(home.resolve("empty"));
        Path link = Files.createSymbolicLink(home.resolve("link"), empty);
        Path nowhere = Files.createSymbolicLink(home.resolve("nowhere"), home.resolve("gone"));
        for (Path taken : List.of(file, link, nowhere)) {
            String message = assertThrows(IllegalArgumentException.class, () -> AtomicFolder.create(taken, _ -> { }))
                    .getMessage();
            assertTrue(message.startsWith(taken + (taken == file ? " is a file, not a folder, " : " is a link, "))
                    && message.contains("Fix: "), message);
        }
        for (Path above : List.of(file, nowhere)) {
            String message = assertThrows(UncheckedIOException.class,
                    () -> AtomicFolder.create(above.resolve("deep"), _ -> { })).getMessage();
            assertTrue(message.startsWith(above.resolve("deep") + ": cannot be written: " + above + " is a "), message);
        }
        assertThrows(UncheckedIOException.class, () -> AtomicFolder.create(home.resolve("a"),
                folder -> Files.createDirectory(empty)), "what the content says is not about the folder");
        assertEquals(List.of("empty", "file", "link", "nowhere"), names());
    }

    /** As the system has it: above the folder that the link leads to. */
    @Test
    void aboveALinkedFolder() throws IOException {
        Files.createDirectories(home.resolve("far/sub"));
        Path near = Files.createDirectory(home.resolve("near"));
        Files.createSymbolicLink(near.resolve("link"), Path.of("../far/sub"));
        Path named = near.resolve("link/../new");
        AtomicFolder.create(named, folder -> Files.writeString(folder.resolve("file"), "text"));
        assertEquals("text", Files.readString(home.resolve("far/new/file")));
        assertEquals("text", Files.readString(named.resolve("file")));
        assertFalse(Files.exists(near.resolve("new")));
        for (String name : List.of("one/.", "two/three/..")) {
            AtomicFolder.create(near.resolve(name), folder -> Files.writeString(folder.resolve("file"), name));
            assertEquals(name, Files.readString(near.resolve(name.substring(0, 3)).resolve("file")));
        }
    }
}
