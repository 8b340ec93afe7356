package longhand.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import longhand.data.DatasetException;
import longhand.testing.disk.Fault;
import longhand.testing.disk.FaultyDisk;
import longhand.testing.disk.Killed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several processes that want the same file, and processes that end before they have it. */
class DownloadSharingTest {
    private static final Download DOWNLOAD =
            new Download(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));
    private static final byte[] CONTENT = new byte[200_000];

    @TempDir
    private Path folder;

    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private List<URI> mirrors;
    private RemoteFile file;
    private Path part;
    private Path whole;

    @BeforeEach
    void start() throws Exception {
        new Random(4).nextBytes(CONTENT);
        file = new RemoteFile("some.gz", CONTENT.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT)));
        part = folder.resolve("some.gz.part");
        whole = folder.resolve("some.gz");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
        mirrors = List.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/data/"));
    }

    private void serve(HttpExchange exchange) throws IOException {
        String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
        ranges.add(range);
        int start = range.equals("null") ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.getResponseHeaders().add("Content-Range", "bytes " + start + "-" + (CONTENT.length - 1) + "/"
                + CONTENT.length);
        try (exchange) {
            exchange.sendResponseHeaders(range.equals("null") ? 200 : 206, CONTENT.length - start);
            exchange.getResponseBody().write(CONTENT, start, CONTENT.length - start);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void fetch() {
        DOWNLOAD.fetch(file, mirrors, folder, messages::add);
    }

    private interface Work {
        void on(FileChannel channel) throws IOException;
    }

    /** Starts a download while somebody else has the file, lets that one work and end, and waits for the download. */
    private void fetchDuring(Work other) throws Exception {
        Thread waiting = new Thread(this::fetch);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.lock();
            waiting.start();
            while (messages.isEmpty()) {
                assertTrue(waiting.isAlive(), "it does not wait");
                Thread.sleep(5);
            }
            other.on(channel);
            lock.release();
        }
        waiting.join();
        assertArrayEquals(CONTENT, Files.readAllBytes(whole));
        assertTrue(Files.notExists(part));
        assertEquals(List.of("some.gz: another process is downloading it; waiting for that"), messages);
    }

    @Test
    void waitsForAnotherProcessThatFetchesTheFile() throws Exception {
        fetchDuring(channel -> {
            channel.write(ByteBuffer.wrap(CONTENT));
            Files.move(part, whole);
        });
        assertEquals(List.of(), ranges, "it was fetched already");
    }

    @Test
    void goesOnWhereAnotherProcessGaveUp() throws Exception {
        fetchDuring(channel -> channel.write(ByteBuffer.wrap(CONTENT, 0, 7000)));
        assertEquals(List.of("bytes=7000-"), ranges);
    }

    /** Between a look for the file and the opening of the part, another process may have come to its end. */
    @Test
    void aFileThatIsThereAlreadyIsLeftAlone() throws IOException {
        Files.write(whole, CONTENT);
        fetch();
        assertEquals(List.of(), ranges);
        assertTrue(Files.notExists(part));
    }

    @Test
    void doesNotWaitForEver() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            Download impatient = new Download(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(1));
            String message = assertThrows(BusyException.class,
                    () -> impatient.fetch(file, mirrors, folder, messages::add)).getMessage();
            assertEquals("some.gz: another process has " + part
                    + " and has written nothing for 1 s. Fix: end it, or name a "
                    + "folder with the files (--data-dir)", message);
        }
    }

    /** Whatever ends a download, the next one completes it. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCrashAtAnyMomentIsMadeUpFor(Fault fault) throws IOException {
        for (int i = 0; ; i++) {
            Path cache = Files.createDirectory(folder.resolve("cache" + i));
            FaultyDisk disk = new FaultyDisk(cache, Files.createDirectory(folder.resolve("removed" + i)))
                    .failAt(i, fault);
            try {
                DOWNLOAD.fetch(file, mirrors, disk.path(), messages::add);
            } catch (Killed | DatasetException e) {
                assertTrue(disk.hasFailed(), e.toString());
            }
            disk.crash();
            Path found = cache.resolve("some.gz");
            assertTrue(Files.notExists(found) || Arrays.equals(CONTENT, Files.readAllBytes(found)),
                    () -> disk.changes().toString());
            if (Files.notExists(found)) { // so does FileFinder
                DOWNLOAD.fetch(file, mirrors, cache, messages::add);
            }
            assertArrayEquals(CONTENT, Files.readAllBytes(found));
            if (!disk.hasFailed()) {
                assertTrue(i >= 4, "created, written, forced, moved: " + disk.changes());
                return;
            }
        }
    }
}
