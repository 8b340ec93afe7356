package longhand.sandbox;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what is printed, counts the rest, and stops who prints without end. */
final class CapturedOutput extends OutputStream {
    private static final int KEPT = 8_000;
    private static final long MOST = 20_000_000;
    private final byte[] kept = new byte[KEPT];
    private long printed;

    /** Forgets what was printed, and takes the place of System.out and System.err. */
    synchronized void start() {
        PrintStream stream = new PrintStream(this, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        printed = 0;
    }

    /** Number of bytes printed. */
    synchronized long printed() {
        return printed;
    }

    /** The beginning of what was printed. */
    synchronized String text() {
        return new String(kept, 0, (int) Math.min(printed, KEPT), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        int copied = (int) Math.min(length, Math.max(0, KEPT - printed));
        System.arraycopy(bytes, from, kept, (int) Math.min(printed, KEPT), copied);
        printed += length;
        if (printed > MOST) {
            throw new Flood();
        }
    }

    /** Ends code that prints without end: an error, so that nobody catches it by accident. */
    static final class Flood extends Error {
        private static final long serialVersionUID = 1L;

        Flood() {
            super("It printed more than " + MOST / 1_000_000
                    + " million characters and was stopped. Is there a println in a loop "
                    + "that never stops?");
        }
    }
}
