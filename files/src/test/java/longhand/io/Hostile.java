package longhand.io;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import longhand.io.state.StateFiles;

/** What a reader may do with a file of a stranger: read it or refuse it, in little time and memory. */
final class Hostile {
    private static final long MAX_NANOS = 2_000_000_000L;
    private static final long MAX_BYTES = 256L << 20;
    private static final ThreadMXBean THREADS =
            (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Hostile() {}

    /** True if the file was read, false if it was refused; anything else fails. */
    static boolean readsOrRefuses(Path file, String what) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime(); // not the clock: other tests may be running
        boolean read = false;
        try {
            StateFiles.read(file).values().forEach(NdArray::toFloats);
            read = true;
        } catch (FileFormatException e) {
            assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        } catch (RuntimeException | Error e) {
            fail(what + " of " + file.getFileName() + ": " + e, e);
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        assertTrue(nanos < MAX_NANOS, () -> what + " took " + nanos / 1_000_000 + " ms");
        assertTrue(allocated < MAX_BYTES, () -> what + " took " + (allocated >> 20) + " MB");
        return read;
    }

    /** Fails unless the file is refused with that problem. */
    static void assertRefused(Path folder, String name, byte[] content, String problem) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        assertFalse(readsOrRefuses(file, problem), () -> "was read; expected: " + problem);
        String message = assertThrows(FileFormatException.class, () -> StateFiles.read(file)).getMessage();
        assertTrue(message.contains(problem), message);
    }
}
