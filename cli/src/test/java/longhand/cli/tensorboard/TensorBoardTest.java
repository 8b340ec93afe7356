package longhand.cli.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files, read back by a reader of its own, which shares nothing with the writer: not even the checksum. */
class TensorBoardTest {
    @TempDir
    private Path folder;

    /** A scalar, or the start of a session, for which the tag is empty. */
    private record Event(long step, String tag, float value) {}

    /** CRC-32C bit by bit, from its polynomial (Castagnoli, reflected). */
    private static int crc(byte... bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int i = 0; i < 8; i++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82f63b78;
            }
        }
        int sum = ~crc;
        return (sum >>> 15 | sum << 17) + 0xa282ead8;
    }

    private static List<byte[]> records(Path file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (all.hasRemaining()) {
            byte[] length = new byte[8];
            all.get(length);
            assertEquals(crc(length), all.getInt(), "checksum of a length");
            byte[] data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
            all.get(data);
            assertEquals(crc(data), all.getInt(), "checksum of an event");
            records.add(data);
        }
        return records;
    }

    /** The fields of a message: Long for a varint, ByteBuffer for the rest. */
    private static Map<Integer, Object> fields(ByteBuffer message) {
        Map<Integer, Object> fields = new HashMap<>();
        while (message.hasRemaining()) {
            long key = varint(message);
            int size = switch ((int) key & 7) {
                case 0 -> 0;
                case 1 -> 8;
                case 2 -> (int) varint(message);
                case 5 -> 4;
                default -> throw new AssertionError("wire type of " + key);
            };
            if ((key & 7) == 0) {
                fields.put((int) (key >> 3), varint(message));
            } else {
                fields.put((int) (key >> 3), message.slice(message.position(), size).order(ByteOrder.LITTLE_ENDIAN));
                message.position(message.position() + size);
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            byte b = from.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private static Event event(byte... data) {
        Map<Integer, Object> event = fields(ByteBuffer.wrap(data));
        long step = (long) event.getOrDefault(2, 0L);
        if (!event.containsKey(5)) {
            assertEquals(1L, fields((ByteBuffer) event.get(7)).get(1), "a session starts");
            return new Event(step, "", 0);
        }
        Map<Integer, Object> value = fields((ByteBuffer) fields((ByteBuffer) event.get(5)).get(1));
        return new Event(step, StandardCharsets.UTF_8.decode((ByteBuffer) value.get(1)).toString(),
                ((ByteBuffer) value.get(2)).getFloat());
    }

    private static List<Event> events(Path file) throws IOException {
        List<byte[]> records = records(file);
        Map<Integer, Object> first = fields(ByteBuffer.wrap(records.getFirst()));
        assertEquals("brain.Event:2", StandardCharsets.UTF_8.decode((ByteBuffer) first.get(3)).toString());
        assertTrue(Math.abs(((ByteBuffer) first.get(1)).getDouble() - System.currentTimeMillis() / 1e3) < 3600);
        return records.stream().skip(1).map(TensorBoardTest::event).toList();
    }

    /** The published check value of CRC-32C is that of "123456789"; RFC 3720 has one of 32 zeros. */
    @Test
    void theTestsOwnChecksumIsCastagnolis() {
        assertEquals(mask(0xe3069283), crc("123456789".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(mask(0x8a9136aa), crc(new byte[32]));
    }

    private static int mask(int crc) {
        return Integer.rotateRight(crc, 15) + 0xa282ead8;
    }

    /** From the encoding's documentation: field 1 with 150 is 08 96 01, field 2 with "testing" 12 07 74 …. */
    @Test
    void messagesAreEncodedAsDocumented() {
        assertArrayEquals(new byte[] {8, (byte) 0x96, 1}, new Message().number(1, 150).bytes());
        assertArrayEquals(new byte[] {0x12, 7, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67},
                new Message().text(2, "testing").bytes());
    }

    @Test
    void scalarsAreReadBack() throws IOException {
        double[] values = {0, -1.5, 1e-30, Double.NaN, Double.POSITIVE_INFINITY};
        long[] steps = {1, 127, 128, 1L << 40, Long.MAX_VALUE};
        try (EventFile file = EventFile.create(folder)) {
            for (int i = 0; i < values.length; i++) {
                file.scalar("größe/" + i, steps[i], values[i]);
            }
        }
        List<Event> events = events(only(folder).getFirst());
        for (int i = 0; i < values.length; i++) {
            assertEquals(new Event(steps[i], "größe/" + i, (float) values[i]), events.get(i));
        }
    }

    private static List<Path> only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aRunWritesWhatItsMetricsSay() throws IOException {
        Path run = folder.resolve("run");
        train("train", "mlp", "--dataset", "synthetic", "--limit-train", "200", "--limit-test", "50", "--batch-size",
                "32", "--epochs", "2", "--out", run.toString(), "--tensorboard");
        Map<String, Float> read = new HashMap<>();
        List<Event> events = events(only(run.resolve("tensorboard")).getFirst());
        events.forEach(e -> read.put(e.tag + "@" + e.step, e.value));
        String[] last = Files.readAllLines(run.resolve("metrics.csv")).getLast().split(",");
        assertEquals(Float.parseFloat(last[2]), read.get("loss/training@14"));
        assertEquals(Float.parseFloat(last[3]), read.get("accuracy/training@14"));
        assertEquals(Float.parseFloat(last[4]), read.get("loss/test@14"));
        assertEquals(Float.parseFloat(last[5]), read.get("accuracy/test@14"));
        assertEquals(14, events.stream().filter(e -> e.tag.equals("loss/batch")).count());
        assertEquals(2, events.stream().filter(e -> e.tag.equals("gradient norm")).count(), "steps 1 and 11");
        train("resume", run.toString(), "--epochs", "3", "--tensorboard");
        assertEquals(new Event(14, "", 0), events(only(run.resolve("tensorboard")).getLast()).getFirst());
    }

    private static void train(String... args) {
        assertEquals(0, longhand.cli.TrainForTests.run(args));
    }
}
