package longhand.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import longhand.data.DatasetException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server that misbehaves in one way or another. */
class DownloadTest {
    private static final byte[] CONTENT = content(300_000);
    private static final RemoteFile FILE = new RemoteFile("some.gz", CONTENT.length, sha256(CONTENT));
    private static final Download DOWNLOAD = patient(Duration.ofMinutes(5));

    @TempDir
    private Path folder;

    private final MirrorForTests server = new MirrorForTests(CONTENT);
    private URI mirror = server.address();

    /** Who waits for minutes, but for the next bytes only so long. */
    private static Download patient(Duration readTimeout) {
        return new Download(Duration.ofMinutes(5), readTimeout, Duration.ofMinutes(5));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fetchesAWholeFile() throws IOException {
        fetch();

        assertDone();
        assertEquals(List.of("null"), server.ranges());
    }

    @Test
    void goesOnWhereAnEarlierCallEnded() throws IOException {
        Files.write(part(), Arrays.copyOf(CONTENT, 123_456));
        fetch();

        assertDone();
        assertEquals(List.of("bytes=123456-"), server.ranges());
    }

    @Test
    void goesOnAfterACutConnection() throws IOException {
        server.answerNext(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 200_000);
            exchange.getResponseBody().flush();
        });
        fetch();

        assertDone();
        assertEquals(2, server.ranges().size());
        assertTrue(server.ranges().getLast().matches("bytes=[1-9][0-9]*-"), server.ranges().getLast());
    }

    @Test
    void goesOnAfterAServerThatStalls() throws IOException {
        server.answerNext(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 100_000);
            exchange.getResponseBody().flush();
            server.stall();
        });
        fetch(patient(Duration.ofSeconds(10))); // much longer than the second answer takes

        assertDone();
    }

    @Test
    void acceptsAServerThatStartsFromTheBeginning() throws IOException {
        Files.write(part(), Arrays.copyOf(CONTENT, 5000));
        server.answerNext(server::sendAll);
        fetch();

        assertDone();
        assertEquals(1, server.ranges().size());
    }

    @Test
    void dropsOldBytesThatTurnOutWrong() throws IOException {
        byte[] wrong = Arrays.copyOf(CONTENT, 5000);
        wrong[4000]++;
        Files.write(part(), wrong);
        fetch();

        assertDone();
        assertEquals(List.of("bytes=5000-", "null"), server.ranges());
    }

    @Test
    void usesBytesThatAreAlreadyComplete() throws IOException {
        Files.write(part(), CONTENT);
        fetch();

        assertDone();
        assertEquals(List.of(), server.ranges());
    }

    @Test
    void dropsAPartThatIsTooLong() throws IOException {
        Files.write(part(), content(400_000));
        fetch();

        assertDone();
    }

    @Test
    void refusesOtherContent() throws IOException {
        byte[] other = CONTENT.clone();
        other[77]++;
        server.answerNext(exchange -> MirrorForTests.send(exchange, 200, other));

        assertFails("wrong checksum: SHA-256 " + sha256(other) + " instead of " + FILE.sha256());
        assertEquals(0, Files.size(part()));
        assertEquals(1, server.ranges().size());
    }

    @Test
    void refusesOtherSizes() {
        server.answerNext(exchange -> MirrorForTests.send(exchange, 200, "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8)));
        assertFails("offers 26 bytes instead of 300000");
    }

    @Test
    void refusesAnEndlessAnswer() {
        server.answerNext(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[100_000];
            for (int i = 0; i < 5; i++) {
                exchange.getResponseBody().write(block);
            }
        });
        assertFails("sends more than the 300000 bytes");
    }

    @Test
    void refusesAWrongRange() throws IOException {
        Files.write(part(), Arrays.copyOf(CONTENT, 5000));
        server.answerNext(exchange -> {
            exchange.getResponseHeaders().add("Content-Range", "bytes 6000-299999/300000");
            MirrorForTests.send(exchange, 206, Arrays.copyOfRange(CONTENT, 6000, 300_000));
        });
        assertFails("asked for the bytes from 5000 on but got \"bytes 6000-299999/300000\"");
        assertEquals(5000, Files.size(part()));
    }

    @Test
    void saysWhatTheServerAnswered() {
        server.answerNext(exchange -> MirrorForTests.send(exchange, 404, new byte[0]));
        assertFails("some.gz: download failed: 127.0.0.1: HTTP status 404");
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            mirror = URI.create("http://127.0.0.1:" + unused.getLocalPort() + "/");
        }
        assertFails("127.0.0.1: no connection");
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        mirror = URI.create("http://mirror.invalid/");
        assertFails("mirror.invalid: no such host, or no network");
    }

    @Test
    void givesUpOnAServerThatNeverAnswers() {
        server.answerNext(exchange -> server.stall());
        assertFails(patient(Duration.ofMillis(300)), "no answer in time");
    }

    @Test
    void triesTheNextMirror() throws IOException {
        DOWNLOAD.fetch(FILE, List.of(URI.create("http://mirror.invalid/"), mirror), folder, _ -> { });
        assertDone();
    }

    @Test
    void makesTheFolder() throws IOException {
        folder = folder.resolve("a/b");
        fetch();
        assertDone();
    }

    private void fetch() {
        fetch(DOWNLOAD);
    }

    private void fetch(Download download) {
        download.fetch(FILE, List.of(mirror), folder, _ -> { });
    }

    private Path part() {
        return folder.resolve("some.gz.part");
    }

    private void assertDone() throws IOException {
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("some.gz")));
        assertFalse(Files.exists(part()));
    }

    private void assertFails(String message) {
        assertFails(DOWNLOAD, message);
    }

    private void assertFails(Download download, String message) {
        DatasetException e = assertThrows(DatasetException.class, () -> fetch(download));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
        assertFalse(Files.exists(folder.resolve("some.gz")));
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(9).nextBytes(content);
        return content;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
