package longhand.datasets.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import longhand.data.DatasetException;

/**
 * Reads files of known names out of a tar archive that is compressed with gzip (POSIX ustar: for each file a block of
 * 512 bytes with its name and, in octal digits, its length, then its bytes up to a multiple of 512).
 */
final class TarGz {
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;

    private TarGz() {}

    /**
     * Reads files.
     *
     * @param names their names without folders
     * @param mostBytes the largest that one of them may be
     * @throws DatasetException if one is not there, or the archive is damaged, wherever
     */
    static Map<String, byte[]> read(Path archive, Set<String> names, int mostBytes) {
        Map<String, byte[]> found = new HashMap<>();
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive), 1 << 16),
                1 << 16)) {
            byte[] header = new byte[BLOCK];
            while (found.size() < names.size() && hasNext(in, header)) {
                long size = size(archive, header);
                String name = name(header);
                if (names.contains(name)) {
                    if (size > mostBytes) {
                        throw new DatasetException(archive + ": " + name + " has " + size + " bytes, more than the "
                                + mostBytes + " that belong there; fetch it again");
                    }
                    byte[] bytes = in.readNBytes((int) size);
                    if (bytes.length < size) {
                        throw endsInside(name);
                    }
                    found.put(name, bytes);
                    size = -size; // what is left of the last block
                }
                skip(in, size >= 0 ? (size + BLOCK - 1) / BLOCK * BLOCK : Math.floorMod(size, BLOCK), name);
            }
            in.transferTo(OutputStream.nullOutputStream()); // the checksum stands at the end
        } catch (ZipException e) {
            throw new DatasetException(archive + ": damaged: " + e.getMessage() + "; fetch it again", e);
        } catch (EOFException e) {
            String where = e.getMessage() == null ? "it ends in its first bytes" : e.getMessage(); // as gzip's reader has it
            throw new DatasetException(archive + ": truncated: " + where + "; fetch it again", e);
        } catch (IOException e) {
            throw new DatasetException(archive + ": cannot be read: " + e.getMessage(), e);
        }
        for (String name : names) {
            if (!found.containsKey(name)) {
                throw new DatasetException(archive + ": holds no " + name + "; is it of another data set?");
            }
        }
        return found;
    }

    /** Reads the next header, if the archive does not end properly: in a block of zeros. */
    private static boolean hasNext(InputStream in, byte[] header) throws IOException {
        if (in.readNBytes(header, 0, BLOCK) < BLOCK) {
            throw new EOFException("it ends without the block of zeros that ends an archive");
        }
        return header[0] != 0;
    }

    private static void skip(InputStream in, long bytes, String name) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw e.getMessage() == null ? endsInside(name) : e;
        }
    }

    private static EOFException endsInside(String name) {
        return new EOFException("it ends inside " + name);
    }

    private static String name(byte[] header) {
        int end = 0;
        while (end < NAME_LENGTH && header[end] != 0) {
            end++;
        }
        String path = new String(header, 0, end, StandardCharsets.UTF_8);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static long size(Path archive, byte[] header) {
        String text = new String(header, SIZE_AT, SIZE_LENGTH, StandardCharsets.US_ASCII).replace('\0', ' ').strip();
        if (!text.matches("[0-7]+")) {
            throw new DatasetException(archive + ": damaged: the length of " + name(header) + " in it is '" + text
                    + "'. Rule: octal digits. Fix: fetch it again");
        }
        return Long.parseLong(text, 8);
    }
}
