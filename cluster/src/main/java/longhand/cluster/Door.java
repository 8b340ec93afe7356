package longhand.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where other processes of a run connect to this one. Whoever does not know its secret is turned away. */
final class Door implements Closeable {
    private static final int PAUSE_MILLIS = 100;

    private final ServerSocketChannel server;
    private final Secret secret;
    private final BlockingQueue<Link> arrived = new LinkedBlockingQueue<>();

    /** Listens at one address of this computer, on a free port. */
    Door(InetAddress address, Secret secret) throws IOException {
        this.secret = secret;
        server = ServerSocketChannel.open().bind(new InetSocketAddress(address, 0));
        Thread.ofPlatform().daemon().name("door").start(this::accept);
    }

    /** Where it listens. */
    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel caller = server.accept();
                Thread.ofPlatform().daemon().start(() -> answer(caller)); // who says nothing keeps nobody waiting
            } catch (IOException e) {
                pause(); // closed, or too many files are open
            }
        }
    }

    private void answer(SocketChannel caller) {
        try {
            arrived.add(Link.answer(caller, secret));
        } catch (IOException | RuntimeException e) {
            // A stranger, or one that is gone.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next one that has come, if one comes in time. */
    Optional<Link> next(long millis) throws InterruptedException {
        return Optional.ofNullable(arrived.poll(millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() throws IOException {
        server.close();
        arrived.forEach(Link::close);
    }
}
