package longhand.datasets.files;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import longhand.data.DatasetException;

/**
 * The IDX format of the MNIST files: a magic number 0x0000TTDD (element type, number of dimensions), the dimensions as
 * big-endian 32-bit integers, then the elements. Only unsigned bytes (type 8) are read, plain or gzip-compressed.
 *
 * @param dims the dimensions: {images, height, width}, or {labels}
 * @param bytes the elements; exactly as many as the dimensions say
 */
record IdxFile(String name, int[] dims, byte[] bytes) {
    static final int IMAGES_MAGIC = 0x0803;
    static final int LABELS_MAGIC = 0x0801;

    private static final int GZIP_MAGIC = 0x1f8b;
    /**
     * Deflate cannot shrink more than this; a header that promises more than the file can hold is caught before
     * anything is read.
     */
    private static final long LARGEST_COMPRESSION = 1032;

    /** Reads a file of images. */
    static IdxFile images(Path file) {
        return read(file, IMAGES_MAGIC);
    }

    /** Reads a file of labels. */
    static IdxFile labels(Path file) {
        return read(file, LABELS_MAGIC);
    }

    /** Whether the elements begin with these. */
    boolean startsWith(List<Integer> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i >= bytes.length || bytes[i] != values.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** The dimensions of a file of images, without the images. */
    static int[] dimsOfImages(Path file) {
        return open(file, (name, size, in) -> begin(name, size, in, IMAGES_MAGIC).dims);
    }

    private static IdxFile read(Path file, int magic) {
        return open(file, (name, size, in) -> read(name, size, in, magic));
    }

    /** What is made of an open file. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(String name, long size, InputStream in) throws IOException;
    }

    /** The header of a file, and the stream behind it. */
    private record Begin(int[] dims, int numel, DataInputStream in) {}

    private static <T> T open(Path file, Reader<T> reader) {
        try (InputStream in = Files.newInputStream(file)) {
            return reader.read(file.toString(), Files.size(file), in);
        } catch (NoSuchFileException e) {
            throw new DatasetException(file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new DatasetException(file + ": no permission to read it", e);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads one file from a stream.
     *
     * @param name what error messages call the file
     * @param size its size in bytes, as stored
     * @throws DatasetException if it is not the kind of file that {@code magic} asks for, or is damaged
     */
    static IdxFile read(String name, long size, InputStream stream, int magic) throws IOException {
        Begin begin = begin(name, size, stream, magic);
        try {
            return new IdxFile(name, begin.dims, readExactly(name, begin.in, begin.numel));
        } catch (ZipException e) {
            throw damaged(name, e);
        }
    }

    private static DatasetException damaged(String name, ZipException e) {
        return new DatasetException(name + ": damaged: " + e.getMessage() + "; fetch it again", e);
    }

    private static Begin begin(String name, long size, InputStream stream, int magic) throws IOException {
        try {
            InputStream buffered = new BufferedInputStream(stream, 1 << 16);
            boolean compressed = isGzip(buffered);
            DataInputStream in = new DataInputStream(compressed ? new GZIPInputStream(buffered, 1 << 16) : buffered);
            requireMagic(name, in.readInt(), magic);
            int[] dims = new int[magic & 0xff];
            for (int i = 0; i < dims.length; i++) {
                dims[i] = in.readInt();
            }
            int numel = requireSize(name, dims, compressed ? size * LARGEST_COMPRESSION : size);
            return new Begin(dims, numel, in);
        } catch (EOFException e) {
            throw new DatasetException(name + ": truncated: the file ends in its header; fetch it again", e);
        } catch (ZipException e) {
            throw damaged(name, e);
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        int start = in.read() << 8 | in.read();
        in.reset();
        return start == GZIP_MAGIC;
    }

    private static void requireMagic(String name, int found, int wanted) {
        if (found == wanted) {
            return;
        }
        if (found == IMAGES_MAGIC || found == LABELS_MAGIC) {
            throw new DatasetException(String.format(Locale.ROOT,
                    "%s: holds %s (IDX magic number 0x%08x) where %s (0x%08x) belong; were the two files swapped?",
                    name, kind(found), found, kind(wanted), wanted));
        }
        throw new DatasetException(String.format(Locale.ROOT,
                "%s: not an IDX file of %s: it starts with 0x%08x instead of 0x%08x", name, kind(wanted), found,
                wanted));
    }

    private static String kind(int magic) {
        return magic == IMAGES_MAGIC ? "images" : "labels";
    }

    private static int requireSize(String name, int[] dims, long largest) {
        long numel = 1;
        for (int dim : dims) {
            if (dim < 1 || numel > Integer.MAX_VALUE / dim) {
                throw new DatasetException(name + ": damaged: the header gives the dimensions "
                        + Arrays.toString(dims));
            }
            numel *= dim;
        }
        if (numel > largest) {
            throw new DatasetException(name + ": truncated or damaged: the header gives the dimensions "
                    + Arrays.toString(dims) + ", more than a file of this size can hold");
        }
        return (int) numel;
    }

    /** Takes memory for what is there, not for what the header promises. */
    private static byte[] readExactly(String name, InputStream in, int numel) throws IOException {
        byte[] bytes;
        try {
            bytes = in.readNBytes(numel);
        } catch (EOFException e) {
            throw new DatasetException(name + ": truncated: the compressed data end too early; fetch the file again",
                    e);
        }
        if (bytes.length < numel) {
            throw new DatasetException(name + ": truncated: " + bytes.length + " of " + numel
                    + " bytes are there; fetch the file again");
        }
        try {
            // Reading on to the end also makes the gzip stream check its checksum.
            if (in.read() >= 0) {
                throw new DatasetException(name + ": damaged: there are more bytes than the " + numel
                        + " its header announces");
            }
        } catch (EOFException e) {
            throw new DatasetException(name + ": truncated: the checksum at its end is missing; fetch the file again",
                    e);
        }
        return bytes;
    }
}
