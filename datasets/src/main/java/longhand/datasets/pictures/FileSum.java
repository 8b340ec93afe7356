package longhand.datasets.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** What tells most files apart: length and CRC-32C. */
record FileSum(long crc, long bytes) {
    private static final int CHUNK = 1 << 16;

    static FileSum of(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        long bytes = 0;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                crc.update(chunk, 0, n);
                bytes += n;
            }
        }
        return new FileSum(crc.getValue(), bytes);
    }
}
