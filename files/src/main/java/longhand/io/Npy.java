package longhand.io;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.FileBytes;
import longhand.names.Given;

/**
 * NumPy's .npy files: one array ({@code numpy.save}, {@code numpy.load}).
 *
 * <p>Source: "NumPy Enhancement Proposal 1: a simple file format for NumPy arrays", versions 1.0 to 3.0. Little-endian
 * numbers only; arrays of Python objects are refused, for they are programs in disguise.
 */
public final class Npy {
    /** Bytes before the header's text in version 1.0: magic number, version, length. */
    static final int PREFIX = 10;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 10_000;
    private static final ValueLayout.OfShort LENGTH_2 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt LENGTH_4 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Npy() {
    }

    /**
     * Reads a .npy file.
     *
     * @throws FileFormatException if it is damaged or holds something else than an array of numbers
     */
    public static NdArray read(Path file) {
        MemorySegment bytes = FileBytes.open(file);
        return parse(file.toString(), bytes);
    }

    /** Writes a .npy file. */
    public static void write(Path file, NdArray array) {
        Given.required(array, "Npy.write", "the array", "pass one");
        AtomicFile.write(file, out -> write(file, out, array));
    }

    /** Writes one array to an open file, of which {@code file} is the name for error messages. */
    static void write(Path file, OutputStream out, NdArray array) throws IOException {
        if (array.dtype().numpyName().isEmpty()) {
            throw new FileFormatException(file, "NumPy has no type for " + array + "; convert it to float32 first");
        }
        out.write(NpyHeader.write(array));
        FileBytes.copy(array.bytes(), out);
    }

    /** Reads an array from the bytes of a .npy file; {@code source} names it in error messages. */
    static NdArray parse(String source, MemorySegment bytes) {
        if (bytes.byteSize() < PREFIX || bytes.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) != -1) {
            throw new FileFormatException(source, "not a .npy file: it does not start with the bytes 93 'NUMPY'");
        }
        int version = bytes.get(ValueLayout.JAVA_BYTE, 6);
        if (version < 1 || version > 3) {
            throw new FileFormatException(source,
                    "version " + version + " of the .npy format is not known; 1 to 3 are");
        }
        int textAt = version == 1 ? PREFIX : PREFIX + 2;
        long length = version == 1 ? Short.toUnsignedInt(bytes.get(LENGTH_2, 8))
                : bytes.byteSize() < textAt ? Long.MAX_VALUE : Integer.toUnsignedLong(bytes.get(LENGTH_4, 8));
        if (length > MAX_HEADER || textAt + length > bytes.byteSize()) {
            throw new FileFormatException(source, "the .npy header is cut off or longer than " + MAX_HEADER + " bytes");
        }
        byte[] text = bytes.asSlice(textAt, length).toArray(ValueLayout.JAVA_BYTE);
        NpyHeader header = NpyHeader.parse(source, new String(text, StandardCharsets.UTF_8));
        return data(source, header, bytes.asSlice(textAt + length));
    }

    private static NdArray data(String source, NpyHeader header, MemorySegment data) {
        long expected = (long) NdArray.numel(header.shape()) * header.dtype().bytes();
        if (data.byteSize() != expected) {
            throw new FileFormatException(source,
                    "the data have " + data.byteSize() + " bytes but the header announces " + expected);
        }
        MemorySegment ordered = header.columnMajor()
                ? Strided.gather(data, header.dtype().bytes(), 0, header.shape(), Strided.columnMajor(header.shape()))
                : data;
        return new NdArray(header.dtype(), ordered, header.shape());
    }

    static byte[] magic(int headerLength) {
        byte[] prefix = new byte[PREFIX];
        System.arraycopy(MAGIC, 0, prefix, 0, MAGIC.length);
        prefix[6] = 1;
        prefix[8] = (byte) headerLength;
        prefix[9] = (byte) (headerLength >>> 8);
        return prefix;
    }
}
