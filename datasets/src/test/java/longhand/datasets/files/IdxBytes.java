package longhand.datasets.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Makes IDX files for tests. */
final class IdxBytes {
    private IdxBytes() {}

    /** Images whose pixels count up, image after image, modulo 251. */
    static byte[] images(int count, int height, int width) {
        ByteBuffer file = ByteBuffer.allocate(16 + count * height * width);
        file.putInt(0x0803).putInt(count).putInt(height).putInt(width);
        for (int i = 0; file.hasRemaining(); i++) {
            file.put((byte) (i % 251));
        }
        return file.array();
    }

    /** Labels 0, 1, … 9, 0, 1, …. */
    static byte[] labels(int count) {
        ByteBuffer file = ByteBuffer.allocate(8 + count);
        file.putInt(0x0801).putInt(count);
        for (int i = 0; i < count; i++) {
            file.put((byte) (i % 10));
        }
        return file.array();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
