package longhand.datasets.image;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A picture file that can be read for a limited time. All decoders read from such a stream, and for each of them small
 * files exist on which they would work for hours.
 */
final class DeadlineInput extends ImageInputStreamImpl {
    /** The file stays mapped until the stream is closed, not until the collector finds it: there may be 100,000. */
    private final Arena mapping = Arena.ofConfined();
    private final ByteBuffer bytes;
    private final long start = System.nanoTime();
    private final long nanos;
    private final List<Long> hidden = new ArrayList<>();
    private boolean readPastEnd;

    /** The time is over. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        /** Decoders wrap the exceptions of their stream. */
        static void throwIfCauseOf(Throwable e) throws TooLongException {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof TooLongException found) {
                    throw found;
                }
            }
        }
    }

    DeadlineInput(Path file, Duration time) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException("the file has " + channel.size() + " bytes, more than any picture");
            }
            this.bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), mapping).asByteBuffer();
        } catch (IOException | RuntimeException e) {
            mapping.close();
            throw e;
        }
        this.nanos = time.toNanos();
    }

    @Override
    public int read() throws IOException {
        prepare();
        if (!bytes.hasRemaining()) {
            readPastEnd = true;
            return -1;
        }
        int value = !hidden.isEmpty() && hidden.contains(streamPos) ? 0 : bytes.get() & 0xff;
        streamPos++;
        return value;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
        prepare();
        int n = Math.min(length, bytes.remaining());
        if (n == 0 && length > 0) {
            readPastEnd = true;
            return -1;
        }
        bytes.get(out, offset, n);
        for (long position : hidden) {
            if (position >= streamPos && position < streamPos + n) {
                out[offset + (int) (position - streamPos)] = 0;
            }
        }
        streamPos += n;
        return n;
    }

    /** From now on, the byte at this place reads as 0. */
    void hide(long position) {
        hidden.add(position);
    }

    /** Begins anew at the first byte. */
    void rewind() throws IOException {
        seek(0);
        readPastEnd = false;
    }

    /** Whether somebody wanted more bytes since than there are. */
    boolean wasReadPastEnd() {
        return readPastEnd;
    }

    private void prepare() throws IOException {
        checkClosed();
        if (System.nanoTime() - start > nanos) {
            throw new TooLongException();
        }
        bitOffset = 0;
        bytes.position((int) Math.min(streamPos, bytes.capacity()));
    }

    @Override
    public void close() throws IOException {
        super.close();
        mapping.close();
    }

    @Override
    public long length() {
        return bytes.capacity();
    }
}
