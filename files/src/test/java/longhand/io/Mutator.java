package longhand.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Damages files: bits, lengths, order; in a zip file also behind the check sums, by packing a damaged entry anew. */
final class Mutator {
    private static final long[] ABSURD = {0, 1, 0xff, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL, Long.MAX_VALUE,
            Long.MIN_VALUE, -1};
    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** A damaged copy of a file. */
    byte[] mutate(byte[] file) {
        boolean inside = file[0] == 'P' && file[1] == 'K' && random.nextInt(3) > 0;
        return inside ? repack(file) : bytes(file);
    }

    private byte[] bytes(byte[] original) {
        byte[] bytes = original.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = change(bytes, random.nextInt(bytes.length));
        }
        return bytes;
    }

    private byte[] change(byte[] bytes, int at) {
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> absurdNumber(bytes, at);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
            }
            case 5 -> {
                return splice(bytes, at, at + random.nextInt(bytes.length - at + 1));
            }
            case 6 -> bytes[random.nextInt(Math.min(bytes.length, 128))] ^= (byte) (1 << random.nextInt(8));
            default -> {
                int from = random.nextInt(bytes.length);
                System.arraycopy(bytes, from, bytes, at,
                        random.nextInt(Math.min(32, bytes.length - Math.max(from, at))));
            }
        }
        return bytes;
    }

    private void absurdNumber(byte[] bytes, int at) {
        long number = ABSURD[random.nextInt(ABSURD.length)];
        int width = 1 << random.nextInt(4);
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (number >> 8 * i);
        }
    }

    /** Takes out the bytes from {@code from} to {@code to}, or puts them in twice. */
    private byte[] splice(byte[] bytes, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, random.nextBoolean() ? from : to);
        out.write(bytes, random.nextBoolean() ? from : to, bytes.length - to);
        return out.toByteArray();
    }

    private byte[] repack(byte[] file) {
        Map<String, byte[]> entries = unzip(file);
        String victim = entries.keySet().stream().skip(random.nextInt(entries.size())).findFirst().orElseThrow();
        entries.put(victim, bytes(entries.get(victim)));
        if (random.nextInt(10) == 0) {
            entries.put(new String(bytes(victim.getBytes(StandardCharsets.ISO_8859_1)),
                    StandardCharsets.ISO_8859_1), entries.remove(victim));
        }
        return zip(entries);
    }

    static Map<String, byte[]> unzip(byte[] file) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
