package longhand.cluster;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A connection between two processes of a run, which have proved to each other that they belong to it. Both sides know
 * how many floats come, and the largest size of everything else. One thread at a time sends, and one receives.
 */
final class Link implements Closeable {
    private static final int CONNECT_MILLIS = 5000;
    /** How long the other side may take for a proof: its computer may sleep for a moment. */
    private static final int PROOF_MILLIS = 30_000;
    private static final int CHUNK = 1 << 18;
    /** Bytes of a text: room for the addresses of a thousand workers. */
    private static final int MOST_TEXT = 1 << 16;
    private static final String CALLER = "caller";
    private static final String ANSWERER = "answerer";

    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer in = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    private Link(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Connects to another process. */
    static Link call(InetSocketAddress to, Secret secret) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(to, CONNECT_MILLIS);
            Link link = new Link(channel);
            byte[] own = Secret.challenge();
            link.write(ByteBuffer.wrap(own));
            byte[] theirs = link.readInTime(Secret.BYTES);
            requireSame(link.readInTime(Secret.BYTES), secret.proof(ANSWERER, own, theirs));
            link.write(ByteBuffer.wrap(secret.proof(CALLER, own, theirs)));
            return link;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Answers another process that has connected. */
    static Link answer(SocketChannel channel, Secret secret) throws IOException {
        try {
            Link link = new Link(channel);
            byte[] theirs = link.readInTime(Secret.BYTES);
            byte[] own = Secret.challenge();
            link.write(ByteBuffer.wrap(own));
            link.write(ByteBuffer.wrap(secret.proof(ANSWERER, theirs, own)));
            requireSame(link.readInTime(Secret.BYTES), secret.proof(CALLER, theirs, own));
            return link;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void requireSame(byte[] proof, byte[] expected) throws IOException {
        if (!MessageDigest.isEqual(proof, expected)) {
            throw new IOException("the other side does not know the secret of the run");
        }
    }

    private byte[] readInTime(int bytes) throws IOException {
        channel.socket().setSoTimeout(PROOF_MILLIS);
        InputStream stream = channel.socket().getInputStream(); // channels themselves wait for ever
        byte[] all = stream.readNBytes(bytes);
        if (all.length < bytes) {
            throw new EOFException("the other side is gone");
        }
        return all;
    }

    /** The address of this computer that the other one sees. */
    InetAddress here() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
    }

    /** The address of the other computer. */
    InetAddress there() throws IOException {
        return ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
    }

    /** Sends the numbers {@code from} … {@code to - 1}. */
    void send(float[] numbers, int from, int to) throws IOException {
        for (int at = from; at < to;) {
            int n = Math.min(CHUNK / Float.BYTES, to - at);
            out.clear().limit(n * Float.BYTES).asFloatBuffer().put(numbers, at, n);
            write(out);
            at += n;
        }
    }

    /** Receives the numbers {@code from} … {@code to - 1}. */
    void receive(float[] numbers, int from, int to) throws IOException {
        for (int at = from; at < to;) {
            int n = Math.min(CHUNK / Float.BYTES, to - at);
            read(in.clear().limit(n * Float.BYTES));
            in.flip().asFloatBuffer().get(numbers, at, n);
            at += n;
        }
    }

    /** Sends bytes with their number. */
    void send(byte[] bytes) throws IOException {
        write(out.clear().putInt(bytes.length).flip());
        write(ByteBuffer.wrap(bytes));
    }

    /** Receives bytes with their number, if there are not more than {@code most}. */
    byte[] receive(int most) throws IOException {
        read(in.clear().limit(Integer.BYTES));
        int length = in.flip().getInt();
        if (length < 0 || length > most) {
            throw new IOException("a message of " + length + " bytes where at most " + most + " may come");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        read(bytes);
        return bytes.array();
    }

    /** Sends a short text. */
    void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        send(Arrays.copyOf(bytes, Math.min(bytes.length, MOST_TEXT)));
    }

    /** Receives a short text. */
    String receiveText() throws IOException {
        return new String(receive(MOST_TEXT), StandardCharsets.UTF_8);
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void read(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the other side is gone");
            }
        }
    }

    /** Whoever waits for the other side is told so by an exception. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing more can be done about it.
        }
    }
}
