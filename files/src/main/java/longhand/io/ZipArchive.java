package longhand.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import longhand.io.disk.FileBytes;
import longhand.names.Given;

/**
 * A zip file from a stranger. Entries are read into memory only, never unpacked to disk; a check sum that does not
 * match, a size that is not the announced one, a name twice or one that climbs out of its folder is refused, and so is
 * a zip bomb.
 */
final class ZipArchive implements Closeable {
    /** Together, entries may unpack to this many bytes and {@link #INFLATION} times the file's size. */
    private static final long FREE = 64 << 20;
    private static final int INFLATION = 8;
    /** No deflated byte makes more than this many (RFC 1951: 258 bytes for 2 bits). */
    private static final long MAX_DEFLATE_RATIO = 1032;

    /** The opposite of {@link #leadsOut}. */
    static final String INSIDE = "a name in a zip file does not begin with / and has no \\, no folder .. and no NUL";

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();
    private final long fileSize;
    private long budget;

    /**
     * Opens a zip file.
     *
     * @param kind what the file should be, for the message if it is no zip file
     */
    ZipArchive(Path file, String kind) {
        this.file = Given.required(file, "read", "the file", "pass its path");
        try {
            fileSize = Files.size(file);
            budget = budget(fileSize);
            zip = open(file);
        } catch (ZipException | EOFException e) {
            throw new FileFormatException(file, "not a " + kind + ", or a damaged one: " + why(e), e);
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be read", file, e);
        }
        try {
            Collections.list(zip.entries()).forEach(this::admit);
        } catch (FileFormatException e) {
            close();
            throw e;
        } catch (IllegalArgumentException e) { // a name that is not UTF-8
            close();
            throw new FileFormatException(file, "the zip directory is damaged", e);
        }
    }

    /**
     * Opens the file; one inside another archive (a case in our own jar) is copied out first, because Java reads zips
     * from disk only.
     */
    private static ZipFile open(Path file) throws IOException {
        if (file.getFileSystem() == FileSystems.getDefault()) {
            return new ZipFile(file.toFile());
        }
        Path copy = Files.createTempFile("longhand", ".zip");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            return new ZipFile(copy.toFile(), ZipFile.OPEN_READ | ZipFile.OPEN_DELETE);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    private static long budget(long fileSize) {
        return FREE + INFLATION * fileSize;
    }

    /** How many bytes may be made from this file's content. */
    long budget() {
        return budget(fileSize);
    }

    private void admit(ZipEntry entry) {
        String name = entry.getName();
        if (leadsOut(name)) {
            throw new FileFormatException(file, "the zip entry '" + name + "' has a name that leads out of its folder");
        }
        if (entries.put(name, entry) != null) {
            throw new FileFormatException(file, "the zip entry '" + name + "' is there twice");
        }
    }

    /** Whether a program that unpacks an entry of that name might write it outside of its folder. */
    static boolean leadsOut(String name) {
        return name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0
                || Arrays.asList(name.split("/")).contains("..");
    }

    /** The names of all entries that are files, in the order of the zip directory. */
    List<String> names() {
        List<String> names = new ArrayList<>(entries.keySet());
        names.removeIf(name -> name.endsWith("/"));
        return names;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /**
     * The content of an entry.
     *
     * @throws FileFormatException if it is not there, damaged or too large
     */
    byte[] read(String name) {
        return read(name, Integer.MAX_VALUE - 8);
    }

    /** The content of an entry of at most {@code limit} bytes. */
    byte[] read(String name, int limit) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new FileFormatException(file, "the zip entry '" + name + "' is missing");
        }
        long size = entry.getSize();
        if (size < 0 || size > limit) {
            throw new FileFormatException(file, "the zip entry '" + name + "' announces " + size
                    + " bytes, more than can be read");
        }
        if (size > budget) {
            throw new FileFormatException(file,
                    "its entries unpack to far more than the file's size, as in a zip bomb; "
                    + "if you trust it, save it anew without compression");
        }
        long packed = Math.min(entry.getCompressedSize(), fileSize);
        if (entry.getMethod() == ZipEntry.STORED ? packed != size : size > MAX_DEFLATE_RATIO * packed) {
            throw damaged(name, "it cannot have the announced " + size + " bytes", null);
        }
        budget -= size;
        return content(name, entry, (int) size);
    }

    private byte[] content(String name, ZipEntry entry, int size) {
        byte[] content = new byte[size];
        try (InputStream in = zip.getInputStream(entry)) {
            if (in.readNBytes(content, 0, size) != size || in.read() != -1) {
                throw damaged(name, "it does not have the announced " + size + " bytes", null);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(name, why(e), e);
        }
        CRC32 sum = new CRC32();
        sum.update(content);
        if (sum.getValue() != entry.getCrc()) {
            throw damaged(name, "its check sum is wrong", null);
        }
        return content;
    }

    private static String why(Exception e) {
        return e.getMessage() == null ? "it is cut off" : e.getMessage();
    }

    private FileFormatException damaged(String name, String why, Exception cause) {
        return new FileFormatException(file, "the zip entry '" + name + "' is damaged: " + why, cause);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be closed", file, e);
        }
    }
}
