package longhand.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import longhand.io.disk.AtomicFile;

/** Writes zip files of uncompressed entries, as NumPy and PyTorch do; the same content gives the same bytes. */
final class ZipWriter {
    static final String SHORT = "a name in a zip file has at most 65535 bytes";
    private static final int MOST_BYTES = 65_535;

    private final ZipOutputStream out;

    ZipWriter(OutputStream out) {
        this.out = new ZipOutputStream(out);
        this.out.setMethod(ZipOutputStream.STORED);
    }

    /** Whether an entry can have that name. */
    static boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    /** Adds an entry. The content is produced twice: its size and check sum stand before it in the file. */
    void add(String name, AtomicFile.Content content) throws IOException {
        Counter counter = new Counter();
        CheckedOutputStream sum = new CheckedOutputStream(counter, new CRC32());
        content.writeTo(sum);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(counter.count);
        entry.setCrc(sum.getChecksum().getValue());
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        out.putNextEntry(entry);
        content.writeTo(out);
        out.closeEntry();
    }

    /** Writes the directory at the end of the file. */
    void finish() throws IOException {
        out.finish();
    }

    private static final class Counter extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
