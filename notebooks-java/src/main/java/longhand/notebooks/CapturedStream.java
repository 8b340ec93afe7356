package longhand.notebooks;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Stands in for {@code System.out} while a cell runs: hands on whole lines as soon as they are whole, the rest at
 * {@code flush}.
 */
final class CapturedStream extends OutputStream {
    private static final int LONGEST = 8192;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final Consumer<String> sink;

    private CapturedStream(Consumer<String> sink) {
        this.sink = sink;
    }

    static PrintStream to(Consumer<String> sink) {
        return new PrintStream(new CapturedStream(sink), false, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int b) {
        pending.write(b);
        if (b == '\n') {
            flush();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        Interrupts.check();
        pending.write(bytes, from, length);
        if (length > 0 && bytes[from + length - 1] == '\n' || pending.size() > LONGEST) {
            flush();
        }
    }

    @Override
    public synchronized void flush() {
        if (pending.size() > 0) {
            String text = pending.toString(StandardCharsets.UTF_8);
            pending.reset();
            sink.accept(text);
        }
    }
}
