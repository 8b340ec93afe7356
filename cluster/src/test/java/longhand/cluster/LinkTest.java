package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may connect, and what may come. */
class LinkTest {
    private static final byte[] RUN = {3, 1, 4};
    private static final Secret SECRET = new Secret("of the cluster", RUN);

    private Door door;

    @BeforeEach
    void open() throws IOException {
        door = new Door(InetAddress.getLoopbackAddress(), SECRET);
    }

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    private Link next() throws InterruptedException {
        return door.next(60_000).orElseThrow();
    }

    private void assertNobody() throws InterruptedException {
        assertTrue(door.next(200).isEmpty());
    }

    @Test
    void whatIsSentArrives() throws Exception {
        try (Link caller = Link.call(door.address(), SECRET); Link answerer = next()) {
            float[] numbers = new float[300_000];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Float.intBitsToFloat(i * 7919);
            }
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    caller.send(numbers, 5, numbers.length - 1);
                    caller.send("word ü");
                    caller.send(new byte[] {1, 2, 3});
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            float[] received = new float[numbers.length];
            answerer.receive(received, 5, numbers.length - 1);
            for (int i = 5; i < numbers.length - 1; i++) {
                assertEquals(Float.floatToRawIntBits(numbers[i]), Float.floatToRawIntBits(received[i]));
            }
            assertEquals("word ü", answerer.receiveText());
            assertArrayEquals(new byte[] {1, 2, 3}, answerer.receive(3));
            sent.get();
        }
    }

    @Test
    void anotherSecretIsRefusedOnBothSides() throws Exception {
        for (Secret other : new Secret[] {new Secret("of another cluster", RUN),
                new Secret("of the cluster", new byte[] {2}), new Secret("", RUN)}) {
            assertThrows(IOException.class, () -> Link.call(door.address(), other).close());
            assertNobody();
        }
    }

    /** Whoever sends back what it got has no proof: caller and answerer prove different things. */
    @Test
    void anEchoIsNoProof() throws Exception {
        try (ServerSocket mirror = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> {
                try (Socket caller = mirror.accept()) {
                    byte[] all = caller.getInputStream().readNBytes(Secret.BYTES);
                    caller.getOutputStream().write(all);
                    caller.getOutputStream().write(all);
                    caller.getInputStream().read();
                } catch (IOException e) {
                    // the caller has hung up, as it should
                }
            });
            assertThrows(IOException.class, () -> Link.call(
                    new InetSocketAddress(mirror.getInetAddress(), mirror.getLocalPort()), SECRET));
        }
        try (Socket socket = new Socket(door.address().getAddress(), door.address().getPort())) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            out.write(new byte[Secret.BYTES]);
            in.readNBytes(Secret.BYTES);
            out.write(in.readNBytes(Secret.BYTES));
            assertEquals(-1, in.read());
        }
        assertNobody();
    }

    @Test
    void garbageAndSilenceKeepNobodyOut() throws Exception {
        Random random = new Random(1);
        Socket[] silent = new Socket[20];
        for (int i = 0; i < silent.length; i++) {
            silent[i] = new Socket(door.address().getAddress(), door.address().getPort());
            byte[] garbage = new byte[random.nextInt(3) * 200];
            random.nextBytes(garbage);
            silent[i].getOutputStream().write(garbage);
        }
        try (Link caller = Link.call(door.address(), SECRET); Link answerer = next()) {
            caller.send("hello");
            assertEquals("hello", answerer.receiveText());
        }
        assertNobody();
        for (Socket socket : silent) {
            socket.close();
        }
    }

    /** A driver whose computer sleeps for a moment has not refused its workers. */
    @Test
    void whoIsCalledMayTakeItsTime() throws Exception {
        try (ServerSocketChannel sleeping = ServerSocketChannel.open().bind(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), 0))) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
                try (SocketChannel caller = sleeping.accept()) {
                    Thread.sleep(6000);
                    Link.answer(caller, SECRET).send("hello");
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            try (Link caller = Link.call((InetSocketAddress) sleeping.getLocalAddress(), SECRET)) {
                assertEquals("hello", caller.receiveText());
            }
            answered.get();
        }
    }

    @Test
    void messagesAreBounded() throws Exception {
        try (Link caller = Link.call(door.address(), SECRET); Link answerer = next()) {
            caller.send(new byte[100]);
            IOException refused = assertThrows(IOException.class, () -> answerer.receive(99));
            assertTrue(refused.getMessage().contains("100 bytes where at most 99"), refused.getMessage());
        }
        Link.call(door.address(), SECRET).close();
        try (Link answerer = next()) {
            assertThrows(EOFException.class, answerer::receiveText);
        }
    }
}
