package longhand.io.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import longhand.testing.disk.Fault;
import longhand.testing.disk.FaultyDisk;
import longhand.testing.disk.Killed;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole files, whatever happens while they are written. */
class AtomicFileTest {
    private static final String OLD = "old and whole";
    private static final String NEW = "new, whole, and longer".repeat(10_000);

    @TempDir
    private Path folder;

    private FaultyDisk disk(String name) throws IOException {
        Path watched = Files.createDirectory(folder.resolve(name));
        Files.writeString(watched.resolve("file"), OLD);
        return new FaultyDisk(watched, Files.createDirectory(folder.resolve(name + " removed")));
    }

    private static void write(FaultyDisk disk, String text) {
        AtomicFile.write(disk.path().resolve("file"), out -> {
            out.write(text.getBytes(StandardCharsets.UTF_8), 0, 100_000);
            out.write(text.getBytes(StandardCharsets.UTF_8), 100_000, text.length() - 100_010);
            out.write(text.substring(text.length() - 10).getBytes(StandardCharsets.UTF_8)); // less than a buffer holds
        });
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void thereIsTheOldFileOrTheNewOne(Fault fault) throws IOException {
        FaultyDisk untroubled = disk("untroubled");
        write(untroubled, NEW);
        int changes = untroubled.changes().size();
        assertTrue(changes >= 4, "created, written twice, moved: " + untroubled.changes());
        for (int i = 0; i <= changes; i++) { // at the last one nothing fails before the crash
            FaultyDisk disk = disk(fault + "-" + i).failAt(i, fault);
            boolean written = false;
            try {
                write(disk, NEW);
                written = true;
            } catch (Killed | UncheckedIOException e) {
                assertEquals(fault.endsTheProcess(), e instanceof Killed, e.toString());
            }
            disk.crash();
            Path real = folder.resolve(fault + "-" + i);
            String found = Files.readString(real.resolve("file"));
            String what = fault + " at change " + i + " of " + untroubled.changes();
            assertTrue(found.equals(NEW) || !written && found.equals(OLD),
                    () -> what + " left " + found.length() + " bytes");
            if (!fault.endsTheProcess()) {
                assertEquals(List.of("file"), names(real), what);
            }
        }
    }

    /** An error while the content is made changes neither file, and nothing else is left. */
    @Test
    void whatFailsLeavesBothFilesAsTheyWere() throws IOException {
        Files.writeString(folder.resolve("file"), OLD);
        Files.writeString(folder.resolve("before"), "older");
        assertThrows(UncheckedIOException.class, () -> AtomicFile.writeKeeping(folder.resolve("file"),
                folder.resolve("before"), out -> {
                    out.write(1);
                    throw new IOException("on purpose");
                }));
        assertEquals(OLD, Files.readString(folder.resolve("file")));
        assertEquals("older", Files.readString(folder.resolve("before")));
        assertEquals(List.of("before", "file"), names(folder));
    }

    @Test
    void theFileOfBeforeIsKeptIfThereIsOne() throws IOException {
        Path file = folder.resolve("deep/er/file");
        Path before = folder.resolve("deep/er/before");
        for (int i = 1; i <= 3; i++) {
            String text = "text " + i;
            AtomicFile.writeKeeping(file, before, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
            assertEquals(text, Files.readString(file));
            assertEquals(i > 1, Files.exists(before));
            if (i > 1) {
                assertEquals("text " + (i - 1), Files.readString(before));
            }
        }
    }

    /** In the working directory. */
    @Test
    void aNameWithoutFolderIsEnough() throws IOException {
        Path file = Path.of("atomic-file-test-" + UUID.randomUUID());
        try {
            AtomicFile.write(file, out -> out.write('x'));
            assertEquals("x", Files.readString(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** A socket, like a device, is nothing that a file may take the place of. */
    @Test
    void aSocketStaysWhatItIs() throws IOException {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertEquals(socket + ": cannot be written: it is a device, not a file",
                    assertThrows(UncheckedIOException.class, () -> AtomicFile.write(socket, out -> out.write(1)))
                    .getMessage());
            assertEquals(socket + ": cannot be read: it is a device, not a file",
                    assertThrows(UncheckedIOException.class, () -> FileBytes.open(socket)).getMessage());
            assertTrue(FileBytes.isDevice(socket));
        }
    }

    @Test
    void killedProcessesLeaveNothingButWhatIsCleanedUp() throws IOException {
        Path real = folder.resolve("killed");
        FaultyDisk disk = disk("killed").failAt(2, Fault.KILL);
        assertThrows(Killed.class, () -> write(disk, NEW));
        Files.writeString(real.resolve(".mine.tmp"), "not ours");
        assertEquals(3, names(real).size());
        AtomicFile.deleteTemporaries(real);
        assertEquals(List.of(".mine.tmp", "file"), names(real));
    }

    @Test
    void behindALinkTheFileIsWritten() throws IOException {
        Path real = Files.createDirectories(folder.resolve("far/below")).resolve("file");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("far/second"));
        Files.createSymbolicLink(folder.resolve("far/second"), Path.of("below/../below/file"));
        for (String text : List.of(OLD, NEW)) { // at first it leads nowhere
            AtomicFile.write(link, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
            assertEquals(text, Files.readString(real));
            assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(folder.resolve("far/second")));
        }
        assertEquals(List.of("file"), names(real.getParent()));
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertEquals(loop + ": cannot be written: it is a link that leads back to itself", assertThrows(
                UncheckedIOException.class, () -> AtomicFile.write(loop, out -> out.write(1))).getMessage());
    }

    @Test
    void permissionsStayAndProtectedFilesToo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), OLD);
        Assumptions.assumeTrue(Files.getFileAttributeView(file, PosixFileAttributeView.class) != null, "no permissions");
        for (String permissions : List.of("rw-------", "rwxrwxrwx", "rw-rw-r--")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            AtomicFile.write(file, out -> out.write('x'));
            assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        for (Executable write : List.<Executable>of(() -> AtomicFile.write(file, out -> out.write('y')),
                () -> AtomicFile.writeKeeping(file, folder.resolve("before"), out -> out.write('y')))) {
            assertEquals(file + ": cannot be written: it is write-protected. Fix: choose another name, or allow writing to it",
                    assertThrows(UncheckedIOException.class, write).getMessage());
        }
        assertEquals("x", Files.readString(file));
        assertEquals(List.of("file"), names(folder));
    }

    @Test
    void theLongestNamesAreWritten() throws IOException {
        for (String name : List.of("n".repeat(255), "図".repeat(85))) {
            AtomicFile.write(folder.resolve(name), out -> out.write('x'));
            assertEquals("x", Files.readString(folder.resolve(name)));
        }
    }

    @Test
    void theReasonIsSaid() throws IOException {
        FaultyDisk full = disk("full").failAt(1, Fault.FULL);
        assertEquals(folder.resolve("full/file") + ": cannot be written: No space left on device",
                assertThrows(UncheckedIOException.class, () -> write(full, NEW)).getMessage());
        Path inAFile = folder.resolve("full/file/below");
        assertEquals(inAFile + ": cannot be written: " + folder.resolve("full/file") + " is a file, not a folder",
                assertThrows(UncheckedIOException.class, () -> AtomicFile.write(inAFile, out -> out.write(1)))
                .getMessage());
    }

    @Test
    void aFolderStaysWhatItIs() throws IOException {
        Path full = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(full.resolve("one"), OLD);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (Path taken : List.of(full, empty)) {
            String message = taken + ": cannot be written: it is a folder, not a file. Fix: choose another name, or a name "
                    + "in the folder";
            assertEquals(message, assertThrows(UncheckedIOException.class,
                    () -> AtomicFile.write(taken, out -> out.write(1))).getMessage());
            assertEquals(message, assertThrows(UncheckedIOException.class, () -> AtomicFile.writeKeeping(taken,
                    folder.resolve("before"), out -> out.write(1))).getMessage());
        }
        assertEquals(OLD, Files.readString(full.resolve("one")));
        assertEquals(List.of("empty", "photos"), names(folder));
    }

    private static String refusal(Executable write) {
        return assertThrows(UncheckedIOException.class, write).getMessage();
    }

    /** A link without a file is still where somebody wanted it. */
    @Test
    void aLinkThatLeadsNowhereIsKept() throws IOException {
        for (Path to : List.of(Path.of("gone"), Path.of("file"))) {
            Files.deleteIfExists(folder.resolve("file"));
            Path link = Files.createSymbolicLink(folder.resolve("file"), to);
            AtomicFile.writeKeeping(link, folder.resolve("before"), out -> out.write('x'));
            assertEquals("x", Files.readString(folder.resolve("file")));
            assertEquals(to, Files.readSymbolicLink(folder.resolve("before")));
        }
    }

    @Test
    void whatTheContentMissesIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), OLD);
        Path source = folder.resolve("source");
        assertEquals(file + ": cannot be written: " + source + ": there is no such file or folder",
                refusal(() -> AtomicFile.write(file, out -> Files.copy(source, out))));
        assertEquals(file + ": cannot be written: " + file + " is a file, not a folder",
                refusal(() -> AtomicFile.write(file, out -> Files.createDirectory(file))));
        assertEquals(OLD, Files.readString(file));
    }

    @Test
    void aPipeStaysWhatItIs() throws Exception {
        Path tool = Path.of("/usr/bin/mkfifo");
        Assumptions.assumeTrue(Files.isExecutable(tool), "no mkfifo");
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder(tool.toString(), pipe.toString()).start().waitFor());
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        for (Path file : List.of(pipe, link)) {
            String message = file + ": cannot be written: it is a pipe, not a file. Fix: choose another name";
            assertEquals(message, refusal(() -> AtomicFile.write(file, out -> out.write(1))));
            assertEquals(message,
                    refusal(() -> AtomicFile.writeKeeping(file, folder.resolve("x"), out -> out.write(1))));
            assertEquals(message, refusal(() -> AtomicFile.requireWritable(file)));
        }
        assertEquals(List.of("link", "pipe"), names(folder));
        assertFalse(Files.isRegularFile(pipe));
    }

    @Test
    void aFolderThatIsALinkToNowhereIsNamed() throws IOException {
        for (String to : List.of("gone", "far")) {
            Path far = Files.createSymbolicLink(folder.resolve("far"), Path.of(to));
            Path file = far.resolve("file");
            assertEquals(file + ": cannot be written: " + far + " is a link that leads nowhere. Fix: choose another name",
                    refusal(() -> AtomicFile.write(file, out -> out.write(1))));
            Files.delete(far);
        }
        assertEquals(List.of(), names(folder));
    }

    @Test
    void aCopyHasThePermissionsAndTheTime() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), OLD);
        Assumptions.assumeTrue(Files.getFileAttributeView(file, PosixFileAttributeView.class) != null, "no permissions");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        Path copy = folder.resolve("copy");
        AtomicFile.copy(Files.createSymbolicLink(folder.resolve("link"), file), copy);
        assertEquals(OLD, Files.readString(copy));
        assertFalse(Files.isSymbolicLink(copy));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
        assertEquals(1_000_000, Files.getLastModifiedTime(copy).toMillis());
        assertEquals(folder.resolve("none") + ": cannot be copied to " + copy + ": " + folder.resolve("none")
                + ": there is no such file or folder", refusal(() -> AtomicFile.copy(folder.resolve("none"), copy)));
        assertEquals(List.of("copy", "file", "link"), names(folder));
    }
}
