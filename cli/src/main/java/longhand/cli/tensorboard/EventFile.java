package longhand.cli.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** One event file. Every record is in the file as soon as it is written: TensorBoard follows files that grow. */
final class EventFile implements AutoCloseable {
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int SESSION_STATUS = 1;
    private static final long SESSION_START = 1;
    private static final int MASK = 0xa282ead8;

    private final OutputStream out;

    private EventFile(OutputStream out) {
        this.out = out;
    }

    /** Makes a new file in a folder, under a name that TensorBoard recognises. */
    static EventFile create(Path folder) throws IOException {
        Files.createDirectories(folder);
        long seconds = System.currentTimeMillis() / 1000;
        for (int i = 0;; i++) {
            Path file = folder.resolve("events.out.tfevents." + seconds + "." + i + ".longhand");
            try {
                EventFile events = new EventFile(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
                events.write(new Message().number(WALL_TIME, now()).text(FILE_VERSION, "brain.Event:2"));
                return events;
            } catch (FileAlreadyExistsException e) {
                // Another run of this second: the next number.
            }
        }
    }

    /** Says that training goes on before this step: events of other files from it on have been taken back. */
    void restart(long step) throws IOException {
        write(new Message().number(WALL_TIME, now()).number(STEP, step).message(SESSION_LOG,
                new Message().number(SESSION_STATUS, SESSION_START)));
    }

    void scalar(String tag, long step, double value) throws IOException {
        Message one = new Message().text(TAG, tag).number(SIMPLE_VALUE, (float) value);
        write(new Message().number(WALL_TIME, now()).number(STEP, step).message(SUMMARY,
                new Message().message(VALUE, one)));
    }

    private static double now() {
        return System.currentTimeMillis() / 1000.0;
    }

    /** A record: length, its checksum, the event, its checksum. */
    private void write(Message event) throws IOException {
        byte[] data = event.bytes();
        byte[] length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.put(length).putInt(masked(length)).put(data).putInt(masked(data));
        out.write(record.array());
        out.flush();
    }

    private static int masked(byte... bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return Integer.rotateRight((int) sum.getValue(), 15) + MASK;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
