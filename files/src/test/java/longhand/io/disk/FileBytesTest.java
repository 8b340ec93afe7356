package longhand.io.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import longhand.testing.disk.FaultyDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as memory, and what is said when they cannot be read. */
class FileBytesTest {
    @TempDir
    private Path folder;

    @Test
    void everyReasonIsSaidInWords() {
        Map<IOException, String> reasons = new LinkedHashMap<>();
        reasons.put(new NoSuchFileException("a"), "there is no such file or folder");
        reasons.put(new AccessDeniedException("a"), "no permission");
        reasons.put(new FileAlreadyExistsException("a"), "a is a file, not a folder");
        reasons.put(new FileSystemException("a", null, "Read-only file system"), "Read-only file system");
        reasons.put(new MalformedInputException(1), "it is no text in UTF-8");
        reasons.put(new IOException("the network is down"), "the network is down");
        reasons.put(new IOException(), "java.io.IOException");
        reasons.forEach((problem, words) -> assertEquals(words, FileBytes.reason(problem)));
    }

    @Test
    void whatMayNotBeReadSaysSo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "secret");
        FaultyDisk disk = new FaultyDisk(folder, Files.createDirectory(folder.resolve("removed"))).deny(file);
        Path denied = disk.path().resolve("file");
        assertEquals(file + ": cannot be read: no permission",
                assertThrows(UncheckedIOException.class, () -> FileBytes.open(denied)).getMessage());
        assertEquals(file + ": cannot be read: no permission",
                assertThrows(UncheckedIOException.class, () -> FileBytes.text(denied)).getMessage());
    }

    /** Whoever has read a small file has its numbers, whatever becomes of the file. */
    @Test
    void aSmallFileIsCopied() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
        MemorySegment bytes = FileBytes.open(file);
        Files.write(file, new byte[] {4});
        assertArrayEquals(new byte[] {1, 2, 3}, bytes.toArray(ValueLayout.JAVA_BYTE));
        assertEquals(0, FileBytes.open(Files.createFile(folder.resolve("empty"))).byteSize());
    }

    /** As in {@code longhand check <(…)}. */
    @Test
    void aPipeIsReadToItsEnd() throws Exception {
        Path tool = Path.of("/usr/bin/mkfifo");
        assumeTrue(Files.isExecutable(tool));
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder(tool.toString(), pipe.toString()).start().waitFor());
        assertFalse(FileBytes.isDevice(pipe));
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Future<?> writing = pool.submit(() -> Files.writeString(pipe, "1 2; 3 4"));
            assertEquals("1 2; 3 4", FileBytes.text(pipe));
            writing.get();
        }
    }

    /** The piece that is copied at a time has 65,536 bytes. */
    @Test
    void everyByteIsCopiedOnce() throws IOException {
        for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 200_001}) {
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) (i * 31 + i / 256);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            FileBytes.copy(MemorySegment.ofArray(bytes), out);
            assertArrayEquals(bytes, out.toByteArray(), size + " bytes");
        }
    }

    /** Inside a zip file nothing can be mapped. */
    @Test
    void largeFilesOfOtherFileSystemsAreRead(@TempDir Path folder) throws IOException {
        byte[] large = new byte[9 << 20];
        large[large.length - 1] = 7;
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            Files.write(zip.getPath("/large"), large);
            assertArrayEquals(large, FileBytes.open(zip.getPath("/large")).toArray(ValueLayout.JAVA_BYTE));
        }
    }
}
